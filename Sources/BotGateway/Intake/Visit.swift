internal import Ledger
internal import Payments

/// One update of one user, on its way through the house.
struct Visit: Sendable {
    /// Whose update it is.
    var user: UserID
    /// The clock at intake.
    var at: Instant
    /// The request id, in every log line and every event that belongs to the update.
    var rid: String
    /// The language of the user's client, for a first contact.
    var clientLanguage: String?

    /// The request of the user themselves.
    ///
    /// - Parameter key: The idempotency key, for what costs or changes something.
    /// - Returns: The request.
    func request(key: String? = nil) -> Request {
        Request(
            user: self.user,
            at: self.at,
            cause: .update,
            actor: .user,
            rid: self.rid,
            key: key,
            clientLanguage: self.clientLanguage
        )
    }

    /// The request of an administrator about somebody.
    func request(about user: UserID?, key: String?) -> Request {
        Request(
            user: user,
            at: self.at,
            cause: .update,
            actor: .administrator(self.user),
            rid: self.rid,
            key: key,
            clientLanguage: nil
        )
    }

    /// The request of the program itself about somebody.
    static func ofSystem(about user: UserID?, at time: Instant, rid: String) -> Request {
        Request(
            user: user,
            at: time,
            cause: .update,
            actor: .system,
            rid: rid,
            key: nil,
            clientLanguage: nil
        )
    }
}

/// Short names for requests: eight letters and digits that nobody confuses.
package enum RequestID {
    private static let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")

    /// Draws a new name.
    package static func new() -> String {
        String((0..<8).map { _ in Self.letters[Int.random(in: 0..<Self.letters.count)] })
    }

    /// Whether a word can only be such a name: one without a digit may be a word of some language.
    static func isSurelyOne(_ word: String) -> Bool {
        word.count == 8 && word.allSatisfy { Self.letters.contains($0) }
            && word.contains { $0.isNumber }
    }
}
