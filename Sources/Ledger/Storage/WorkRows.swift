/// An update that was taken in and is being worked on: one row of `inbox`.
public struct InboxRow: Hashable, Sendable {
    /// Names the update, for example `m:77:123` for a message of a chat.
    public var key: String

    /// Whose update it is.
    public var user: UserID

    /// The clock at intake.
    public var takenInAt: Instant

    /// The position of the event that began the use; 0 where the update began none.
    public var use: Position

    /// The update, sealed.
    public var sealed: [UInt8]

    /// Describes a row.
    public init(key: String, user: UserID, takenInAt: Instant, use: Position, sealed: [UInt8]) {
        self.key = key
        self.user = user
        self.takenInAt = takenInAt
        self.use = use
        self.sealed = sealed
    }
}

/// An answer that is owed to someone: one row of `outbox`.
public struct OutboxRow: Hashable, Sendable {
    /// Names the row, in the order in which answers became owed.
    public var id: Int64

    /// Whom it is owed to.
    public var user: UserID

    /// When it became owed.
    public var owedAt: Instant

    /// How often sending it was begun and may have succeeded.
    public var attempts: Int64

    /// The answer, sealed.
    public var sealed: [UInt8]

    /// Describes a row.
    public init(id: Int64, user: UserID, owedAt: Instant, attempts: Int64, sealed: [UInt8]) {
        self.id = id
        self.user = user
        self.owedAt = owedAt
        self.attempts = attempts
        self.sealed = sealed
    }
}

/// A change to the work that lies beside the log, made in the same transaction as its events.
public enum WorkChange: Hashable, Sendable {
    /// Takes an update in; nothing happens if it is in already.
    case takeIn(InboxRow)
    /// Settles an update: its row goes.
    case settle(key: String)
    /// Owes an answer. The writer gives the row its name.
    case owe(user: UserID, at: Instant, sealed: [UInt8])
    /// Notes that sending an answer has begun: until it is known how it ended, it may have arrived.
    case attempt(id: Int64)
    /// Takes that note back: the answer is known not to have arrived.
    case notArrived(id: Int64)
    /// An answer arrived, or never will: its row goes.
    case discharge(id: Int64)
}
