import ArgumentParser

@main
struct Dovesweep: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "dovesweep")
}
