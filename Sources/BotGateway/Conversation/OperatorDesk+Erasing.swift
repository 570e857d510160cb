package import Ledger
package import LedgerService
package import Payments

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

    /// Rows that hold a person's own words, or what was read out of the cards for them.
    private func personalWork(of user: UserID, in opened: OpenedLedger) -> [WorkChange] {
        let questions = opened.inbox.filter { $0.user == user }.map {
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
