internal import Ledger
internal import Logging

/// Lets orders of operators in: a bounded number at a time, none once the bot stops.
final class OperatorDoor: Sendable {
    private struct State {
        var inWork = 0
        var isClosed = false
    }

    private let state = Lock(State())
    private let desk: OperatorDesk
    private let logger: Logger

    init(desk: OperatorDesk, logger: Logger) {
        self.desk = desk
        self.logger = logger
    }

    /// Takes one order.
    ///
    /// - Parameter read: Reads it; called only if there is room.
    /// - Returns: What it came to.
    /// - Throws: ``OperatorMistake`` if it was not carried out.
    func take(
        _ read: () async throws(OperatorMistake) -> OperatorOrder
    ) async throws(OperatorMistake) -> OperatorReport {
        try self.enter()
        defer { self.state.withLock { $0.inWork -= 1 } }
        let order = try await read()
        // It took its time to arrive.
        guard !self.state.withLock({ $0.isClosed }) else { throw .stopping }
        let report = await self.desk.carryOut(order)
        self.logger.info(
            "an operator's order was carried out",
            metadata: [
                "rid": "\(order.rid)", "verb": "\(order.deed.verb.rawValue)",
                "operator": "\(order.actor)", "status": "\(report.status)",
            ]
        )
        return report
    }

    /// Takes no more orders; those in work are finished.
    func close() {
        self.state.withLock { $0.isClosed = true }
    }

    private func enter() throws(OperatorMistake) {
        let mistake = self.state.withLock { state -> OperatorMistake? in
            if state.isClosed { return .stopping }
            if state.inWork >= OperatorServer.orderCountMax { return .busy }
            state.inWork += 1
            return nil
        }
        if let mistake { throw mistake }
    }
}
