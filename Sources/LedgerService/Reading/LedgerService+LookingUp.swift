private import Dispatch
public import Ledger
public import Payments
internal import Projections

extension LedgerView {
    /// Explains whether a user may have something, and why.
    ///
    /// - Parameters:
    ///   - user: Who.
    ///   - asks: What, each explained by itself.
    ///   - moment: By which events.
    ///   - time: The time that the rules go by.
    /// - Returns: One explanation an ask.
    /// - Throws: ``LedgerError`` if the log cannot be read.
    public func explain(
        _ user: UserID,
        _ asks: [Paywall.Ask],
        by moment: Moment = .now,
        at time: Instant
    ) throws(LedgerError) -> [Explanation] {
        let subject = Explanation.Subject(user, in: try self.books(at: moment), at: time)
        var traces = ExplanationTraces(of: user)
        try self.forEach(matching: HistoryFilter()) { event, _ in
            if moment.lets(event), event.position <= subject.position { traces.note(event) }
        }
        return asks.map { Explanation($0, subject, traces) }
    }
}

extension LedgerService {
    /// Explains whether a user may have something now, and why.
    ///
    /// - Throws: ``LedgerError`` if the log cannot be read.
    public func explain(
        _ user: UserID,
        _ ask: Paywall.Ask,
        at time: Instant
    ) async throws(LedgerError) -> Explanation {
        let subject = self.read { Explanation.Subject(user, in: $0, at: time) }
        return try await self.lookUp { view throws(LedgerError) in
            var traces = ExplanationTraces(of: user)
            try view.forEach(matching: HistoryFilter()) { event, _ in
                if event.position <= subject.position { traces.note(event) }
            }
            return Explanation(ask, subject, traces)
        }
    }

    /// The events at some positions, in that order; a position that has none is left out.
    ///
    /// - Parameter positions: Up to ``historyCountMax`` of them.
    /// - Returns: The events.
    /// - Throws: ``LedgerError`` if the log cannot be read.
    public func events(
        at positions: [Position]
    ) async throws(LedgerError) -> [RecordedEvent] {
        let wanted = positions.prefix(Self.historyCountMax)
        return try await self.lookUp { view throws(LedgerError) in
            var found: [RecordedEvent] = []
            for position in wanted {
                if let event = try view.event(at: position) { found.append(event) }
            }
            return found
        }
    }

    /// Reads the file on a thread of its own, so that a long log holds up nobody.
    private func lookUp<Value: Sendable>(
        _ body: @escaping @Sendable (LedgerView) throws(LedgerError) -> Value
    ) async throws(LedgerError) -> Value {
        let place = self.place
        let result: Result<Value, LedgerError> = await withCheckedContinuation { done in
            DispatchQueue.global().async {
                done.resume(returning: Self.result(of: body, in: place))
            }
        }
        return try result.get()
    }

    private static func result<Value>(
        of body: (LedgerView) throws(LedgerError) -> Value,
        in place: LedgerPlace
    ) -> Result<Value, LedgerError> {
        do throws(LedgerError) {
            return .success(try body(LedgerView(place: place)))
        } catch {
            return .failure(error)
        }
    }
}

extension LedgerView.Moment {
    /// Whether an event counts at this moment, the position apart.
    fileprivate func lets(_ event: RecordedEvent) -> Bool {
        guard case .time(let time) = self else { return true }
        return event.effectiveAt <= time
    }
}
