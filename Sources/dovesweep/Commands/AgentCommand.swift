internal import ArgumentParser
internal import Checks
internal import Sweep

struct AgentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent", abstract: "Print the script that would run on the hosts.",
        discussion: """
            dovesweep agent | less                        read it before it runs
            dovesweep agent --catalogue ours.yaml         with your own checks

            It is read-only. A sweep sends it without comments and indentation, and adds one
            last line, which calls it.
            """)

    @OptionGroup var catalogue: CatalogueOptions

    func run() throws {
        let probes = try catalogue.catalogue().probes
        print(String(decoding: Agent.script(adding: probes), as: UTF8.self), terminator: "")
    }
}
