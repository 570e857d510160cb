import Ledger

/// The smallest rules that can go wrong: one counter a user, a limit, and idempotency keys.
struct TallyRules: LedgerRules {
    struct State: Hashable, Sendable {
        var position: Position = 0
        var tallies: [UserID: Int64] = [:]
        var keys: [String: Position] = [:]
    }

    /// Only what the batch has touched.
    struct Overlay {
        var tallies: [UserID: Int64] = [:]
        var keys: [String: Position] = [:]
    }

    struct Command: Sendable {
        var user = UserID(rawValue: 77)
        var key: String?
        var limit: Int64 = .max
        var events: [Event] = [.termsAccepted(TermsAccepted())]
    }

    enum Outcome: Hashable, Sendable {
        /// Counted; the tally after it.
        case counted(Int64)
        /// The same key came before, at that position.
        case repeated(Position)
        /// The limit was reached.
        case refused
    }

    func position(of state: State) -> Position { state.position }

    func overlay() -> Overlay { Overlay() }

    func remembered(_ command: Command, in state: State, under overlay: Overlay) -> Position? {
        command.key.flatMap { overlay.keys[$0] ?? state.keys[$0] }
    }

    func decide(
        _ command: Command,
        in state: State,
        under overlay: Overlay,
        earlier: RecordedEvent?,
        next: Position
    ) -> Decided<Outcome> {
        if let earlier { return Decided(.repeated(earlier.position)) }
        let tally = overlay.tallies[command.user] ?? state.tallies[command.user] ?? 0
        guard tally < command.limit else { return Decided(.refused) }
        let envelope = Envelope(
            user: command.user,
            effectiveAt: Instant(microseconds: 0),
            cause: .update,
            actor: .user,
            rid: "u\(next)",
            key: command.key
        )
        return Decided(
            .counted(tally + Int64(command.events.count)),
            appending: command.events.map { NewEvent($0, in: envelope) }
        )
    }

    func apply(_ event: RecordedEvent, to overlay: inout Overlay, over state: State) {
        guard let user = event.user else { return }
        overlay.tallies[user] = 1 + (overlay.tallies[user] ?? state.tallies[user] ?? 0)
        // A decision of several events is found again by its first.
        if let key = event.envelope.key, overlay.keys[key] == nil {
            overlay.keys[key] = event.position
        }
    }

    func apply(_ event: RecordedEvent, to state: inout State) {
        state.position = event.position
        guard let user = event.user else { return }
        state.tallies[user, default: 0] += 1
        if let key = event.envelope.key, state.keys[key] == nil { state.keys[key] = event.position }
    }
}

extension TallyRules {
    /// The state at the head of a log.
    static func folded(_ reader: EventReader) throws(LedgerError) -> State {
        var state = State()
        try reader.forEach(after: 0) { event, _ throws(LedgerError) in
            Self().apply(event, to: &state)
            return true
        }
        return state
    }
}
