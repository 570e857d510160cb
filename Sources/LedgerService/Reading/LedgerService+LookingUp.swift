private import Dispatch
public import Ledger
public import Payments

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
        let events = try self.events(deciding: user, at: moment, around: time)
        let head = try self.lastPosition(of: moment)
        return asks.map { Explanation($0, of: user, by: events, moment, at: time, head: head) }
    }
}

extension LedgerService {
    /// Explains whether a user may have something now, and why.
    ///
    /// - Parameters:
    ///   - user: Who.
    ///   - ask: What is asked for.
    ///   - moment: By which events.
    ///   - time: The time that the rules go by.
    /// - Returns: The explanation.
    /// - Throws: ``LedgerError`` if the log cannot be read.
    public func explain(
        _ user: UserID,
        _ ask: Paywall.Ask,
        by moment: LedgerView.Moment = .now,
        at time: Instant
    ) async throws(LedgerError) -> Explanation {
        try await self.lookUp { view throws(LedgerError) in
            let events = try view.events(deciding: user, at: moment, around: time)
            let head = try view.lastPosition(of: moment)
            return Explanation(ask, of: user, by: events, moment, at: time, head: head)
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
