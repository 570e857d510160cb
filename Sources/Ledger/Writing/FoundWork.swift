/// What a commit turned out to have left on disk although nobody could say so then: nobody holds
/// any of it.
///
/// The callers were told that the outcome is unknown, so that whoever works on the ledger takes
/// this up as a start would.
public struct FoundWork: Sendable {
    /// The events, in order.
    public var events: [RecordedEvent]

    /// Updates that were taken in with them and not settled.
    public var inbox: [InboxRow]

    /// Answers that became owed with them.
    public var outbox: [OutboxRow]

    /// Whether there is nothing to take up.
    public var isEmpty: Bool {
        self.events.isEmpty && self.inbox.isEmpty && self.outbox.isEmpty
    }
}

/// The work beside the log that transactions of unknown outcome would have left.
struct UnconfirmedWork {
    /// The keys of updates taken in.
    var keys: Set<String> = []

    /// The answers that became owed.
    var answers: Set<Int64> = []

    /// The highest name that was ever given to an answer owed.
    ///
    /// A name is never given twice while the process lives: whoever still holds an answer whose
    /// row is gone would settle another one's.
    var lastAnswer: Int64 = 0

    /// Takes note of a change that a transaction makes, and of the row it makes owed.
    mutating func note(_ change: WorkChange, _ owed: OutboxRow?) {
        if case .takeIn(let row) = change { self.keys.insert(row.key) }
        if let owed { self.answers.insert(owed.id) }
    }

    /// Adds the work of a transaction whose outcome is unknown.
    mutating func add(_ other: UnconfirmedWork) {
        self.keys.formUnion(other.keys)
        self.answers.formUnion(other.answers)
    }
}
