internal import ArgumentParser
internal import Sweep

struct AgentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent", abstract: "Print the very script that would run on the hosts.",
        discussion: "It is read-only, and can be read before it runs. A sweep adds one last line, which calls it.")

    func run() {
        print(String(decoding: Agent.script, as: UTF8.self), terminator: "")
    }
}
