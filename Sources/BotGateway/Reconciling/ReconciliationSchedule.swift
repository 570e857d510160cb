internal import Ledger
internal import LedgerService
internal import Logging

/// Compares again and again while the bot runs: the net for updates that Telegram dropped, which it
/// does after 24 hours.
///
/// Once a day, and after each start, the whole list is read; in between only its end.
package struct ReconciliationSchedule: Sendable {
    /// How often it compares.
    package static let interval = Duration.seconds(900)
    /// How long after the start it compares first: what waited at Telegram comes in before.
    static let firstPause = Duration.seconds(60)
    /// How long a reading of the whole list counts, in seconds.
    static let wholeSeconds: Int64 = 86_400

    let desk: ReconcileDesk
    let interval: Duration
    let pause: @Sendable (Duration) async throws -> Void
    let logger: Logger

    /// Compares until the task is cancelled.
    func run() async {
        var bookmark: ReconciliationBookmark?
        var wait = min(Self.firstPause, self.interval)
        // A pause that is cut short ends the schedule.
        while (try? await self.pause(wait)) != nil, !Task.isCancelled {
            bookmark = await self.compare(from: bookmark)
            wait = self.interval
        }
    }

    /// Compares once.
    ///
    /// - Returns: Where the next comparison may begin; `nil` = with the whole list.
    private func compare(from bookmark: ReconciliationBookmark?) async -> ReconciliationBookmark? {
        let now = self.desk.desk.ledger.clock()
        let fresh = bookmark.flatMap {
            $0.wholeAt.adding(seconds: Self.wholeSeconds) > now ? $0 : nil
        }
        let order = ReconcileOrder(actor: .system, rid: RequestID.new())
        do {
            let report = try await self.desk.reconcile(order, mode: .schedule, from: fresh)
            try await self.desk.tell(report, rid: order.rid)
            self.log(report, order.rid)
            return report.bookmark
        } catch is CancellationError {
            return bookmark
        } catch let error as LedgerError where error.code == .closing {
            return bookmark
        } catch {
            // The next comparison reads the whole list: nobody knows how far this one came.
            self.logger.warning(
                "Telegram's list could not be compared; the next comparison tries again",
                metadata: ["rid": "\(order.rid)", "error": "\(error)"]
            )
            return nil
        }
    }

    private func log(_ report: ReconciliationReport, _ rid: String) {
        let isQuiet = report.isClean && report.appended == 0
        self.logger.log(
            level: isQuiet ? .debug : .warning,
            "compared with Telegram's list",
            metadata: [
                "rid": "\(rid)", "checked": "\(report.checked)", "appended": "\(report.appended)",
                "mismatches": "\(report.mismatchCount)", "ours": "\(report.ours)",
                "telegram": "\(report.telegram)",
            ]
        )
    }
}
