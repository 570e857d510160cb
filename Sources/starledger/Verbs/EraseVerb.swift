internal import ArgumentParser
internal import BotGateway
internal import Ledger
internal import LedgerService
internal import Payments

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
        let user = UserID(rawValue: self.user)
        let place = try await self.common.place()
        try await reporting {
            try await WritingSession.run("erase", self.common, self.writing) { session in
                let erasure = try await session.operators.erase(
                    user,
                    because: self.reason,
                    session.request(about: user)
                )
                guard let erasure else {
                    let sentence = OperatorWords.sentence(for: .userMissing)
                    throw Failure("refused: \(sentence)")
                }
                switch erasure.answer.outcome.outcome {
                case .recorded, .repeated:
                    let remains = try Remains(of: user, in: place)
                    self.show(erasure, remains, rid: session.rid)
                default: try session.conclude(erasure.answer)
                }
            }
        }
    }

    private func show(_ erasure: Erasure, _ remains: Remains, rid: String) {
        let outcome = erasure.answer.outcome.outcome.name
        let positions = erasure.answer.events.map(\.position)
        if self.common.json {
            var line = JSONLine()
            line.add("outcome", outcome)
            line.add("user", self.user)
            line.addRaw("positions", "[" + positions.map(String.init).joined(separator: ",") + "]")
            line.add("rid", rid)
            line.add("key_destroyed", erasure.hadKey)
            line.add("feedback_unreadable", remains.feedbackCount)
            line.add("work_dropped", Int64(erasure.droppedCount))
            line.add("events_left", remains.eventCount)
            Terminal.say(line.finished)
            return
        }
        let places = positions.map { "#\($0)" }.joined(separator: " ")
        Terminal.say("\(outcome) \(places) rid=\(rid)")
        Terminal.say(
            erasure.hadKey
                ? "key      destroyed; \(remains.feedbackCount) feedback entries are unreadable for ever"
                : "key      there never was one: this user wrote no feedback"
        )
        Terminal.say("dropped  \(erasure.droppedCount) questions or readings under way")
        Terminal.say(
            "left     \(remains.eventCount) events under the numeric id \(self.user), without a name "
                + "or a text of theirs: purchases, uses, and codes of questions that cannot be turned back"
        )
        Terminal.say("copies   older copies of keys.db hold the key: let go of them within 30 days")
    }
}

/// What the log still holds of a person.
private struct Remains {
    var eventCount: Int64 = 0
    var feedbackCount: Int64 = 0

    init(of user: UserID, in place: LedgerPlace) throws(LedgerError) {
        var filter = HistoryFilter()
        filter.user = user
        var (events, feedback): (Int64, Int64) = (0, 0)
        try LedgerView(place: place).forEach(matching: filter) { event, _ in
            events += 1
            if event.event.kind == .feedbackLeft { feedback += 1 }
        }
        (self.eventCount, self.feedbackCount) = (events, feedback)
    }
}
