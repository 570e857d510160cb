internal import ArgumentParser
internal import BotGateway

/// `starledger erase`: destroys the key of a person's own words.
struct EraseVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Destroys a user's key: what they wrote becomes unreadable for ever.",
        discussion: """
            The log keeps the numeric id and what was paid and used; every hash still verifies.
            Erasing again does no harm. Copies of keys.db still hold the key: let go of those older
            than 30 days, and erase again after putting one back.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var writing: WritingOptions

    @Argument(help: "The user's Telegram id.")
    var user: Int64

    @Option(help: "Why; recorded for ever, so name no person in it.")
    var reason: String

    func validate() throws {
        let text = self.reason.filter { !$0.isWhitespace }
        if text.isEmpty { throw ValidationError("--reason takes a sentence that says why") }
    }

    func run() async throws {
        let arguments = EraseArguments(user: self.user, reason: self.reason)
        try await reporting {
            try await WritingSession.run(.erase(arguments), self.common, self.writing)
        }
    }
}
