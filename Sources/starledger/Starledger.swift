internal import ArgumentParser

@main
struct Starledger: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "starledger")
}
