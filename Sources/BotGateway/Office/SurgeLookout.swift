internal import Ledger
internal import LedgerService
internal import Logging
internal import Projections

/// Tells the administrators of an hour in which far more happens than usual, once a surge.
struct SurgeLookout: Sendable {
    let desk: Desk
    let alarm: Alarm
    let lanes: Lanes<LaneKey, Errand>

    /// Watches the events until the ledger closes or the task is cancelled.
    func run() async {
        for await event in self.desk.ledger.watch() {
            let replies = self.replies(to: event)
            guard !replies.isEmpty else { continue }
            do throws(LedgerError) {
                let time = event.recordedAt
                let owed = try await self.desk.ledger.change(
                    replies.map { self.desk.owe($0, at: time) }
                )
                for row in owed { self.lanes.add(.deliver(row), to: .chat(row.user)) }
            } catch {
                // The surge stays in /admin suspects; only its alert is lost with the ledger.
                self.desk.logger.error(
                    "administrators could not be told of a surge",
                    metadata: ["rid": "\(event.envelope.rid)", "error": "\(error)"]
                )
            }
        }
    }

    /// What to say after an event: something only if it is the one that began a surge.
    func replies(to event: RecordedEvent) -> [Reply] {
        guard let surge = self.desk.ledger.read({ $0.surge(begunBy: event) }) else { return [] }
        return self.alarm.replies(
            ("いつもより多い動きがあります。\(SuspectsPage.words(for: surge))", "/admin suspects で確認してください"),
            about: event.user,
            at: event.effectiveAt,
            rid: event.envelope.rid
        )
    }
}
