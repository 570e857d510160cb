import Foundation
import Ledger
import LedgerService
import Payments
import Testing

/// How long a long list takes, and how much memory: `RECONCILE_COUNT=1000000 swift test …`.
@Suite struct ReconciliationMeasurement {
    private static let count = Int(ProcessInfo.processInfo.environment["RECONCILE_COUNT"] ?? "")

    /// A list that is made page by page.
    private struct LongList: StarTransactionSource {
        var count: Int

        func page(offset: Int, limit: Int) async throws -> [StarTransaction] {
            (offset..<max(offset, min(self.count, offset + limit))).map { index in
                StarTransaction.paid(
                    "stx-\(index)-" + String(repeating: "x", count: 120),
                    by: Int64(index % 10_007 + 1),
                    minutesAgo: Int64(self.count - index)
                )
            }
        }

        func balance() async throws -> StarAmount { StarAmount(stars: Int64(self.count) * 100) }
    }

    @Test("A long list is recorded, and compared again", .enabled(if: Self.count != nil))
    func measure() async throws {
        let list = LongList(count: Self.count ?? 0)
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                for what in ["record", "compare"] {
                    let (start, before) = (ContinuousClock.now, Self.residentKiB("VmRSS:"))
                    let report = try await Reconciliation(
                        ledger: ledger,
                        source: list,
                        rid: "measure"
                    ).run(.verb)
                    let now = Self.residentKiB("VmRSS:")
                    print(
                        "\(what) \(report.checked) transactions, \(report.appended) appended:",
                        "\(ContinuousClock.now - start),",
                        "\(before / 1_024) MiB before, \(now / 1_024) after,",
                        "\(Self.residentKiB("VmHWM:") / 1_024) at most"
                    )
                    #expect(report.isClean && report.checked == Int64(list.count))
                }
            }
        }
    }

    private static func residentKiB(_ name: String) -> Int {
        let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix(name) }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}
