/// What a writer must be told about the events it writes: how to decide, and how to fold.
///
/// The fold that decides and the fold that a replay runs are the same code; the overlay holds
/// copies of just those parts of the state that the batch at hand has touched.
public protocol LedgerRules: Sendable {
    /// Everything that is folded from the log, as published at the head.
    associatedtype State: Sendable

    /// The parts that the events of a batch have touched, before the batch is on disk.
    associatedtype Overlay

    /// What may be asked of the ledger.
    associatedtype Command: Sendable

    /// What a command led to, refusals included.
    associatedtype Outcome: Sendable

    /// The position of the last event folded into a state.
    func position(of state: State) -> Position

    /// Begins a batch.
    func overlay() -> Overlay

    /// The idempotency key's remembered position, or `nil` if the command's key is new or absent.
    func remembered(_ command: Command, in state: State, under overlay: Overlay) -> Position?

    /// Decides a command; pure.
    ///
    /// - Parameters:
    ///   - command: What was asked.
    ///   - state: The published state.
    ///   - overlay: What the batch at hand has touched.
    ///   - earlier: The event at the remembered position.
    ///   - next: The position that the first event of this decision will get.
    /// - Returns: The events to append, and the outcome.
    func decide(
        _ command: Command,
        in state: State,
        under overlay: Overlay,
        earlier: RecordedEvent?,
        next: Position
    ) -> Decided<Outcome>

    /// Adds to an outcome what holds after its events, for the answer that becomes owed with them.
    func completed(_ outcome: Outcome, in state: State, under overlay: Overlay) -> Outcome

    /// Folds an event of the batch over the state.
    func apply(_ event: RecordedEvent, to overlay: inout Overlay, over state: State)

    /// Folds an event that is on disk into the state.
    func apply(_ event: RecordedEvent, to state: inout State)
}

extension LedgerRules {
    /// Adds nothing.
    public func completed(_ outcome: Outcome, in state: State, under overlay: Overlay) -> Outcome {
        outcome
    }
}

/// What a command led to.
public struct Decided<Outcome: Sendable>: Sendable {
    /// The events to append, together or not at all; none for a refusal or a duplicate.
    public var events: [NewEvent]

    /// The answer for the caller, valid once the events are on disk.
    public var outcome: Outcome

    /// Creates a decision.
    public init(_ outcome: Outcome, appending events: [NewEvent] = []) {
        self.events = events
        self.outcome = outcome
    }
}

/// The answer to a submitted command, given after its events are on disk.
public struct Answer<Outcome: Sendable>: Sendable {
    /// What the command led to.
    public var outcome: Outcome

    /// The events it appended.
    public var events: [RecordedEvent]

    /// The answers that became owed with it.
    public var owed: [OutboxRow]
}
