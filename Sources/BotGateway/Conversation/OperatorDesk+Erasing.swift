package import Ledger
package import LedgerService
package import Payments
internal import Projections

/// What an erasure came to.
package struct Erasure: Sendable {
    /// What the ledger answered.
    package var answer: Answer<Ruling>
    /// Whether there is, or was, a key to destroy.
    package var hadKey: Bool
    /// How many questions under way, and readings on their way, went with it.
    package var droppedCount: Int
}

extension OperatorDesk {
    /// Erases what the system holds of a person beyond their numeric id.
    ///
    /// The key goes first: the log never says that a key is gone which is not. Asked again, after a
    /// kill or for good measure, it comes to the same. Their questions under way and their readings
    /// on their way go too, and what those cost comes back at the bot's next start.
    ///
    /// - Returns: What it came to, or `nil` if nobody by that id was ever seen.
    /// - Throws: ``LedgerError`` if the keys or the ledger cannot be used.
    package func erase(
        _ user: UserID,
        because reason: String,
        _ request: Request
    ) async throws(LedgerError) -> Erasure? {
        let desk = self.desk
        let opened = try await desk.ledger.opened()
        guard desk.person(user) != nil else { return nil }
        if let answer = try await self.answerIfKnown(reason, request) {
            return Erasure(answer: answer, hadKey: false, droppedCount: 0)
        }
        let changes = self.personalWork(of: user, in: opened)
        let digest = try desk.ledger.keyring.destroyKeyForEver(of: user)
        Failpoint.pass("erase.key_gone")
        let answer = try await desk.ledger.submit(
            .erase(reason: reason, keyDigest: digest),
            request
        ) { _, events in
            events.isEmpty ? [] : changes
        }
        return Erasure(answer: answer, hadKey: digest != nil, droppedCount: changes.count)
    }

    /// What the ledger answers to an idempotency key that it knows: nothing is destroyed for a
    /// repeat, and nothing for a key that was used for something else.
    private func answerIfKnown(
        _ reason: String,
        _ request: Request
    ) async throws(LedgerError) -> Answer<Ruling>? {
        let ledger = self.desk.ledger
        guard let key = request.key, ledger.read({ $0.position(of: KeyFingerprint(key)) }) != nil
        else { return nil }
        return try await ledger.submit(.erase(reason: reason, keyDigest: nil), request)
    }

    /// Rows that hold a person's own words, or what was read out of the cards for them.
    private func personalWork(of user: UserID, in opened: OpenedLedger) -> [WorkChange] {
        // Rows without a use note what was done or chosen; no words lie in them.
        let questions = opened.inbox.filter { $0.user == user && $0.use > 0 }.map {
            WorkChange.settle(key: $0.key)
        }
        let readings = opened.outbox.filter { row in
            guard row.user == user else { return false }
            let reply = Reply(row, openedBy: self.desk.ledger.keyring)
            return reply?.weight != .money
        }
        return questions + readings.map { WorkChange.discharge(id: $0.id) }
    }
}
