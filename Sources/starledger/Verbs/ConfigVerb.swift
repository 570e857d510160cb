internal import ArgumentParser
internal import Ledger

/// `starledger config`: every variable, what holds, and where that comes from.
struct ConfigVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Shows every variable, what holds, and where that comes from; secrets masked.",
        discussion: """
            With --check it fails where `serve` would: status 64 and one line a problem. Without it,
            each variable is explained, and what is printed can begin a new .env file.
            """
    )

    @OptionGroup var common: CommonOptions

    @Flag(help: "Fail where serve would.")
    var check = false

    func run() async throws {
        try await reporting {
            let environment = try await Environment()
            let found = EffectiveConfiguration(environment, database: self.common.database)
            for variable in found.variables {
                if self.common.json {
                    Terminal.say(variable.json)
                } else {
                    if !self.check { Terminal.say(variable.explanation) }
                    Terminal.say(variable.line)
                }
            }
            let lines = found.problems.joined(separator: "\nstarledger: ")
            if self.check {
                guard found.problems.isEmpty else { throw Failure.usage(lines) }
                if let failure = found.ledgerFailure { throw failure }
            } else if !found.problems.isEmpty {
                Terminal.complain(lines)
            }
        }
    }
}
