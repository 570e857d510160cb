private import Foundation
internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections

/// A ledger brought back from a backup and Telegram's own list, with nothing left of the old one.
///
/// Half of the payments in the list are younger than the backup. The floor reads the rows that came
/// back and writes them into a file, many in a transaction.
struct RecoverBenchmark {
    private static let usualEventCount: Int64 = 100_000

    let bench: Workbench

    func run(_ report: (Measurement) -> Void) async throws {
        let eventCount = self.bench.scale ?? Self.usualEventCount
        let place = try await LedgerShelf(bench: self.bench).ledger(of: eventCount)
        let list = try await self.list(of: place, further: eventCount / 10)
        var series = Series()
        try await self.bench.withScratch { scratch in
            let backup = scratch.folder + "/backup.db"
            _ = try BackupMaker(place: place).make(at: backup)
            for run in 1...self.bench.runCount {
                self.bench.note("recover: \(eventCount) events, run \(run)")
                let (rate, floor) = try await self.recover(backup, list)
                series.add(rate, floor: floor)
            }
        }
        report(
            series.measurement(
                "recover",
                unit: "events/s",
                [
                    .count("events", eventCount),
                    .count("listed_payments", Int64(list.transactions.count)),
                ]
            )
        )
    }

    private func recover(
        _ backup: String,
        _ list: ListedStars
    ) async throws -> (rate: Double, floor: Double) {
        try await self.bench.withScratch { place in
            let recovery = Recovery(
                Recovery.Settings(place: place, backup: backup),
                logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
            )
            let watch = Stopwatch()
            _ = try await recovery.run(asking: list)
            let seconds = watch.seconds
            let reading = Stopwatch()
            let rows = try FloorRows(of: place.database, after: 0, count: .max >> 1)
            let readingSeconds = reading.seconds
            let writing = try rows.append(
                to: place.folder + "/floor.db",
                transactions: rows.count / Int64(LedgerMill.batchCount) + 1
            )
            let count = Double(rows.count)
            return (count / seconds, count / (readingSeconds + writing.seconds))
        }
    }

    /// Telegram's list: what the ledger knows, and as much again that came later.
    private func list(of place: LedgerPlace, further count: Int64) async throws -> ListedStars {
        var transactions: [StarTransaction] = []
        try EventReader(path: place.database).forEach(after: 0) { event, _ in
            if let line = StarTransaction(event) { transactions.append(line) }
            return true
        }
        let known = transactions.count
        var mill = LedgerMill(seed: self.bench.seed &+ 1, firstVisitor: 1 << 31)
        _ = mill.openHouse()
        while transactions.count < known * 2 {
            for event in mill.batch(of: Int(max(1, min(count, Int64(LedgerMill.batchCount))))) {
                let recorded = RecordedEvent(
                    position: 1,
                    recordedAt: event.envelope.effectiveAt,
                    envelope: event.envelope,
                    event: event.event
                )
                if let line = StarTransaction(recorded) { transactions.append(line) }
            }
        }
        return ListedStars(transactions: transactions)
    }
}

/// Telegram's list of Stars, in memory.
private struct ListedStars: StarTransactionSource {
    let transactions: [StarTransaction]

    func page(offset: Int, limit: Int) async throws -> [StarTransaction] {
        Array(self.transactions.dropFirst(offset).prefix(limit))
    }

    func balance() async throws -> StarAmount {
        StarAmount(stars: self.transactions.reduce(0) { $0 + $1.amount.stars })
    }
}

extension StarTransaction {
    /// The line that Telegram keeps of a payment.
    fileprivate init?(_ event: RecordedEvent) {
        guard case .paymentReceived(let paid) = event.event, let user = event.user else {
            return nil
        }
        let person = Person(
            id: user,
            payload: InvoicePayload(sku: paid.sku, user: user).text,
            kind: "invoice_payment"
        )
        self.init(
            id: paid.charge,
            direction: .incoming,
            amount: StarAmount(stars: paid.stars.count),
            date: Instant(seconds: event.effectiveAt.seconds),
            partner: .user(person)
        )
    }
}
