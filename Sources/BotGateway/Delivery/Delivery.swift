internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections

/// Sends what is owed, and settles it by what is known of its fate.
///
/// Known to have arrived: its row goes. Known not to have arrived: later. Unknown: once more if it
/// carries money or a reading, else never again.
struct Delivery: Sendable {
    /// How often an answer whose fate is unknown is sent, the first time included.
    static let sendCountMax: Int64 = 2

    /// How often words that are not owed are said again when they are known not to have arrived.
    static let sayAgainCountMax = 5

    /// The pause before an answer is sent again, unless Telegram names one.
    static let pause = Duration.seconds(2)

    /// What to do next.
    enum Next: Sendable {
        case done([Errand])
        case again(OutboxRow, after: Duration)
        case unsettled(Sent, after: Duration)
    }

    let desk: Desk
    let client: TelegramClient
    let picture: SpreadPicture

    /// Delivers one answer.
    ///
    /// - Throws: ``LedgerError`` if the ledger is down, ``TelegramError`` if the token is refused,
    ///   `CancellationError`. The row stays in all three.
    func deliver(_ row: OutboxRow) async throws -> Next {
        guard let reply = Reply(row, openedBy: self.desk.ledger.keyring) else {
            self.desk.logger.error(
                "an answer cannot be opened; its key is gone",
                metadata: ["outbox.id": "\(row.id)"]
            )
            try await self.desk.ledger.change([.discharge(id: row.id)])
            return .done([])
        }
        if let settles = reply.settles, self.openUse(settles, of: row.user) == nil {
            // It arrived before, or was given up: a reading is never given twice.
            return .done(try await self.discharge(row))
        }
        if let order = reply.picture {
            return try await self.deliver(row, showing: order, before: reply)
        }
        guard row.attempts == 0 || self.maySendAgain(row, reply) else {
            return .done(try await self.giveUp(row, reply, isReachable: true))
        }
        try await self.desk.ledger.change([.attempt(id: row.id)])
        var begun = row
        begun.attempts += 1
        return try await self.settle(
            Sent(row: begun, reply: reply, outcome: try await self.send(reply))
        )
    }

    /// Takes note of what became of an answer that was sent.
    ///
    /// - Throws: ``LedgerError`` `closing`; the row stays as one that was begun.
    func settle(_ sent: Sent) async throws(LedgerError) -> Next {
        let failure: LedgerError
        do throws(LedgerError) {
            return try await self.settle(sent.row, sent.reply, by: sent.outcome)
        } catch {
            failure = error
        }
        guard failure.code != .closing else { throw failure }
        // What was sent is not sent again because the ledger could not take note of it.
        return .unsettled(sent, after: Self.pause)
    }

    /// Says something that is not owed.
    ///
    /// - Parameters:
    ///   - reply: What to say.
    ///   - attempts: How often it was tried in vain.
    /// - Returns: How long to wait before it is said again, or `nil` if it is not.
    /// - Throws: ``TelegramError`` if the token is refused, `CancellationError`.
    func say(_ reply: Reply, attempts: Int) async throws -> Duration? {
        switch try await self.send(reply) {
        case .sent, .unknown: return nil
        case .notSent(let obstacle):
            return attempts < Self.sayAgainCountMax ? Self.pause(after: obstacle) : nil
        case .refused(let refusal):
            guard !refusal.isUnreachable else { return nil }
            self.desk.logger.error(
                "Telegram refused a message",
                metadata: ["code": "\(refusal.code)", "error": "\(refusal.text)"]
            )
            return nil
        }
    }

    private func maySendAgain(_ row: OutboxRow, _ reply: Reply) -> Bool {
        reply.weight != .words && row.attempts < Self.sendCountMax
    }

    private func settle(
        _ row: OutboxRow,
        _ reply: Reply,
        by outcome: SendOutcome
    ) async throws(LedgerError) -> Next {
        switch outcome {
        case .sent:
            return .done(try await self.arrived(row, reply))
        case .notSent(let obstacle):
            try await self.desk.ledger.change([.notArrived(id: row.id)])
            var waiting = row
            waiting.attempts -= 1
            return .again(waiting, after: Self.pause(after: obstacle))
        case .unknown:
            guard self.maySendAgain(row, reply) else {
                return .done(try await self.giveUp(row, reply, isReachable: true))
            }
            return .again(row, after: Self.pause)
        case .refused(let refusal):
            return .done(try await self.giveUp(row, reply, isReachable: !refusal.isUnreachable))
        }
    }

    /// A reading that arrived is paid for now, and not before.
    private func arrived(_ row: OutboxRow, _ reply: Reply) async throws(LedgerError) -> [Errand] {
        guard let settles = reply.settles, let use = self.openUse(settles, of: row.user) else {
            return try await self.discharge(row)
        }
        _ = try await self.desk.ledger.submit(
            use.delivery(isFallback: settles.isFallback),
            self.request(for: settles, of: row.user)
        ) { _, _ in [.discharge(id: row.id)] }
        return []
    }

    /// A reading that did not arrive costs nothing.
    private func giveUp(
        _ row: OutboxRow,
        _ reply: Reply,
        isReachable: Bool
    ) async throws(LedgerError) -> [Errand] {
        guard let settles = reply.settles, let use = self.openUse(settles, of: row.user) else {
            return try await self.discharge(row)
        }
        let desk = self.desk
        let now = desk.ledger.clock()
        let answer = try await desk.ledger.submit(
            use.failure(.undeliverable),
            self.request(for: settles, of: row.user)
        ) { ruling, _ in
            var changes: [WorkChange] = [.discharge(id: row.id)]
            if isReachable, case .failed(let ticket) = ruling.outcome {
                let language = ruling.person?.language ?? .japanese
                let apology = desk.apology(for: use, ticket, to: row.user, in: language)
                changes.append(desk.owe(apology, at: now))
            }
            return changes
        }
        return desk.deliveries(answer)
    }

    /// Nothing hangs on it, or not any more: its row goes.
    private func discharge(_ row: OutboxRow) async throws(LedgerError) -> [Errand] {
        try await self.desk.ledger.change([.discharge(id: row.id)])
        return []
    }

    private func openUse(_ settles: Reply.Settlement, of user: UserID) -> OpenUse? {
        self.desk.person(user)?.openUse(settles.use)
    }

    private func request(for settles: Reply.Settlement, of user: UserID) -> Request {
        Visit.ofSystem(about: user, at: self.desk.ledger.clock(), rid: settles.rid)
    }

    static func pause(after obstacle: SendOutcome.Obstacle) -> Duration {
        switch obstacle {
        case .rateLimited(let retryAfter): max(retryAfter, Self.pause)
        case .serverFailed, .notConnected: Self.pause
        }
    }
}
