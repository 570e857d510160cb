internal import Ledger

/// The arguments of `/admin incident`: whom and which request it is about, and what happened.
struct IncidentReport: Sendable {
    /// Whom it is about, if it says so.
    var user: UserID?
    /// The request it is about, if it says so.
    var rid: String?
    /// The text as it was written.
    var text: String

    /// A number of fewer digits is a user only if the ledger knows them or a request follows:
    /// «502 errors» is a text.
    private static let surelyUserDigitCount = 6

    /// Reads a message, or returns `nil` if it tells nothing.
    init?(_ order: Administration.Order, knows: (UserID) -> Bool) {
        // The command and its verb stand before everything else.
        var wordCount = 2
        if let word = order.words.first, let user = UserID(typed: word),
            word.count >= Self.surelyUserDigitCount || knows(user)
                || order.words.dropFirst().first.flatMap(Self.rid) != nil
        {
            self.user = user
            wordCount += 1
        }
        if order.words.count > wordCount - 2, let rid = Self.rid(order.words[wordCount - 2]) {
            self.rid = rid
            wordCount += 1
        }
        self.text = order.text(afterWords: wordCount)
        if self.text.isEmpty { return nil }
    }

    /// What happened: the text before the bar, if there is one.
    var what: String { String(self.parts.what) }

    /// What was done so far: the text after the bar.
    var done: String? { self.parts.done.map { String($0) } }

    private var parts: (what: String, done: String?) {
        guard let bar = self.text.firstIndex(where: { $0 == "|" || $0 == "｜" }) else {
            return (self.text, nil)
        }
        let done = self.text[self.text.index(after: bar)...].trimmingSpaces
        return (self.text[..<bar].trimmingSpaces, done.isEmpty ? nil : done)
    }

    private static func rid(_ word: String) -> String? {
        if word.hasPrefix("rid=") {
            let rid = word.dropFirst("rid=".count)
            return rid.isEmpty ? nil : String(rid)
        }
        return RequestID.isSurelyOne(word) ? word : nil
    }
}
