internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections

/// What every part of the conversation works with.
struct Desk: Sendable {
    /// The one front door of the ledger.
    let ledger: LedgerService
    /// What the bot can say.
    let texts: Texts
    /// What people are told in place of a reading or an answer.
    let prompts: Prompts
    /// Who reads the cards where no language model does.
    let reader: Reader
    /// Where people are sent with questions, if anywhere.
    let supportEmail: String?
    /// Draws the seed of a draw, and nonces.
    let randomness: @Sendable () -> UInt64
    /// Where to log.
    let logger: Logger

    /// Says something in somebody's language.
    func say(
        _ key: TextKey,
        _ visit: Visit,
        _ values: KeyValuePairs<String, String> = [:]
    ) -> String {
        self.texts.say(key, in: self.language(of: visit), values)
    }

    /// The language to speak with somebody: theirs, or their client's at first contact.
    func language(of visit: Visit) -> Language {
        self.person(visit.user)?.language ?? Language(clientCode: visit.clientLanguage)
    }

    /// What is known of somebody.
    func person(_ user: UserID) -> Person? {
        self.ledger.read { $0.person(user) }
    }

    /// The settings at the head.
    var settings: Settings { self.ledger.read { $0.settings } }

    /// A reply in words that may be lost.
    func words(
        _ key: TextKey,
        _ visit: Visit,
        _ values: KeyValuePairs<String, String> = [:]
    )
        -> Errand
    {
        .say(Reply(to: visit.user, self.say(key, visit, values)))
    }

    /// The change that makes a reply owed.
    func owe(_ reply: Reply, at time: Instant) -> WorkChange {
        reply.owed(at: time, sealedBy: self.ledger.keyring)
    }

    /// The errands that deliver what became owed.
    func deliveries(_ answer: Answer<Ruling>) -> [Errand] {
        answer.owed.map { .deliver($0) }
    }

    /// A nonce for a button that costs something.
    func nonce() -> String {
        String(self.randomness(), radix: 36)
            .paddedFront(to: 12)
    }
}

extension String {
    fileprivate func paddedFront(to count: Int) -> String {
        String(repeating: "0", count: max(0, count - self.count)) + self
    }
}
