internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// What an erasure came to.
struct Erasure: Sendable {
    /// What the ledger answered.
    var answer: Answer<Ruling>
    /// Whether there is, or was, a key to destroy.
    var hadKey: Bool
    /// How many questions under way, and readings on their way, went with it.
    var droppedCount: Int
}

extension OperatorDesk {
    /// Erases what the system holds of a person beyond their numeric id.
    ///
    /// The key goes first: the log never says that a key is gone which is not. Asked again, after a
    /// kill or for good measure, it comes to the same. Their questions under way and their readings
    /// on their way go too, and what those cost comes back: at once where the bot runs, else at its
    /// next start.
    ///
    /// - Returns: What it came to, or `nil` if nobody by that id was ever seen.
    /// - Throws: ``LedgerError`` if the keys or the ledger cannot be used.
    func erase(
        _ user: UserID,
        because reason: String,
        _ request: Request
    ) async throws(LedgerError) -> Erasure? {
        let desk = self.desk
        _ = try await desk.ledger.opened()
        guard desk.person(user) != nil else { return nil }
        if let answer = try await self.answerIfKnown(reason, request) {
            return Erasure(answer: answer, hadKey: false, droppedCount: 0)
        }
        let changes = self.personalWork(of: user, in: try await desk.ledger.workAtThisMoment())
        let digest = try desk.ledger.keyring.destroyKeyForEver(of: user)
        Failpoint.pass("erase.key_gone")
        let answer = try await desk.ledger.submit(
            .erase(reason: reason, keyDigest: digest),
            request
        ) { _, events in
            events.isEmpty ? [] : changes
        }
        if case .bot = self.reach { try await self.giveBack(to: user, request) }
        return Erasure(answer: answer, hadKey: digest != nil, droppedCount: changes.count)
    }

    /// Gives back what is under way, so that no lane speaks of it any more: it is looked up again
    /// there before anything is composed, kept or sent.
    private func giveBack(to user: UserID, _ request: Request) async throws(LedgerError) {
        let desk = self.desk
        for (owner, use) in desk.ledger.read({ $0.openUses }) where owner == user {
            let now = desk.ledger.clock()
            let answer = try await desk.ledger.submit(
                use.failure(.abandoned),
                Visit.ofSystem(about: user, at: now, rid: request.rid)
            ) { ruling, _ in
                guard case .failed(let ticket) = ruling.outcome else { return [] }
                let language = ruling.person?.language ?? .japanese
                let apology = desk.apology(for: use, ticket, to: user, in: language)
                return [desk.owe(apology, at: now)]
            }
            self.reach.deliver(answer.owed)
        }
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
    private func personalWork(of user: UserID, in work: PendingWork) -> [WorkChange] {
        // Rows without a use note what was done or chosen; no words lie in them.
        let questions = work.inbox.filter { $0.user == user && $0.use > 0 }.map {
            WorkChange.settle(key: $0.key)
        }
        let readings = work.outbox.filter { row in
            guard row.user == user else { return false }
            let reply = Reply(row, openedBy: self.desk.ledger.keyring)
            return reply?.weight != .money
        }
        return questions + readings.map { WorkChange.discharge(id: $0.id) }
    }
}
