internal import Ledger
internal import LedgerService
internal import Logging
internal import Projections

/// Tells the administrators of copies that were put back in the place of the ledger.
///
/// Whoever opens such a copy begins an epoch: often a verb, which only its operator sees, or a start
/// that was killed before it could tell. So the log says what happened, and a row beside it
/// what was told.
struct RestoreNews: Sendable {
    let desk: Desk
    let alarm: Alarm
    let lanes: Lanes<LaneKey, Errand>
    let told: ToldRestores

    /// Tells of each epoch that nobody was told of.
    ///
    /// The messages and the note are one transaction: a kill leaves both or neither.
    func tell() async {
        let ledger = self.desk.ledger
        guard ledger.epoch > self.told.newest else { return }
        let now = ledger.clock()
        do throws(LedgerError) {
            let untold = try await self.untold()
            guard let newest = untold.last else { return }
            var replies: [Reply] = []
            for (event, restored) in untold {
                let text = try await self.text(of: restored, begunBy: event)
                replies += self.alarm.replies(
                    (text.what, text.done),
                    about: nil,
                    at: now,
                    rid: event.envelope.rid
                )
            }
            // Where nobody listens, nobody was told.
            guard !replies.isEmpty else { return }
            let notes = self.told.notes(of: newest.1.epoch, at: now, sealedBy: ledger.keyring)
            let owed = try await ledger.change(
                replies.map { self.desk.owe($0, at: now) } + notes
            )
            self.told.remember(newest.1.epoch)
            self.desk.logger.warning(
                "an alarm sounds",
                metadata: ["rid": "\(newest.0.envelope.rid)", "alarm.kind": "restored"]
            )
            for row in owed { self.lanes.add(.deliver(row), to: .chat(row.user)) }
            ledger.removeForeignSnapshots()
        } catch {
            self.desk.logger.error(
                "nobody could be told that a copy was put back; the next start tells",
                metadata: ["epoch": "\(ledger.epoch)", "error": "\(error)"]
            )
        }
    }

    /// Which of the answers that are owed came back with a copy and were told already, as good as
    /// certainly: the ledger that was lost went on for at least an event after the copy was made.
    ///
    /// A reading stays: its use is open in this log, and a reading that comes twice hurts less than
    /// one that was paid for and never comes. What became owed in the new epoch stays as well.
    ///
    /// - Parameter rows: What is owed.
    /// - Returns: The rows to drop.
    func stale(among rows: [OutboxRow]) async -> [OutboxRow] {
        let ledger = self.desk.ledger
        guard ledger.epoch > self.told.newest, !rows.isEmpty,
            let begun = try? await self.untold().last?.0.recordedAt
        else { return [] }
        return rows.filter { row in
            guard row.owedAt < begun, let reply = Reply(row, openedBy: ledger.keyring) else {
                return false
            }
            return reply.settles == nil
        }
    }

    private func untold() async throws(LedgerError) -> [(RecordedEvent, Restored)] {
        var filter = HistoryFilter()
        filter.kind = .restored
        let events = try await self.desk.ledger.history(filter, last: ToldRestores.countMax)
        let newest = self.told.newest
        return events.compactMap { event in
            guard case .restored(let restored) = event.event, restored.epoch > newest else {
                return nil
            }
            return (event, restored)
        }
    }

    private func text(
        of restored: Restored,
        begunBy event: RecordedEvent
    ) async throws(LedgerError) -> AlarmText {
        let ledger = self.desk.ledger
        var filter = HistoryFilter()
        filter.kind = .reconciled
        filter.since = event.recordedAt
        return .restored(
            restored,
            begunBy: event,
            loss: await ledger.loss(upTo: restored.lostHead, begunAt: event.position),
            isCompared: try await !ledger.history(filter, last: 1).isEmpty,
            ClockText(self.desk.settings.dayClock)
        )
    }
}
