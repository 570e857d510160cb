import Foundation
import Ledger
import LedgerService
import Logging
import Payments
import Projections
import TelegramSandbox
import Testing

@Suite("cost lists what the model used, and finds the days on which the provider disagrees")
struct CostVerbTests {
    /// Noon in Tokyo yesterday, and two hours past midnight there today: one UTC day, two of ours.
    private static func moments() -> (before: Instant, after: Instant) {
        let clock = DayClock.tokyo
        let today = clock.start(of: clock.day(of: .now).advanced(by: -1))
        return (today.adding(seconds: -12 * 3_600), today.adding(seconds: 2 * 3_600))
    }

    /// A ledger with two calls of the model, of $1.25 and of $0.5.
    private func withUsage(
        _ body: (Workplace, (before: Instant, after: Instant)) async throws -> Void
    ) async throws {
        try await withWorkplace { place in
            let moments = Self.moments()
            let ledger = try LedgerService(
                place: LedgerPlace(database: place.database),
                verb: "test",
                catalogue: .builtIn,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await ledger.run() }
                group.addTask {
                    defer { ledger.close() }
                    _ = try await ledger.opened()
                    for (at, tokens, cost) in [
                        (moments.before, 1_000, 1_250_000), (moments.after, 200, 500_000),
                    ] as [(Instant, Int64, Int64)] {
                        let used = ModelUsed(
                            model: "gpt-4o-mini",
                            promptTokens: tokens,
                            completionTokens: tokens * 2,
                            costMicroUSD: cost
                        )
                        let request = Request(
                            user: UserID(rawValue: 1),
                            at: at,
                            cause: .update,
                            actor: .system,
                            rid: "test"
                        )
                        _ = try await ledger.submit(.recordModelUse(used), request)
                    }
                }
                try await group.waitForAll()
            }
            try await body(place, moments)
        }
    }

    @Test("By our days: text, CSV and JSON")
    func lists() async throws {
        try await self.withUsage { place, moments in
            let (first, second) = (
                DayClock.tokyo.day(of: moments.before).text,
                DayClock.tokyo.day(of: moments.after).text
            )
            let text = try await place.run("cost", "--days", "3").lines
            #expect(
                Array(text.prefix(3)) + text.suffix(1) == [
                    "Days of Asia/Tokyo; the cap is $10.000000 a day.",
                    "\(first)  prompt=1000 completion=2000 cost=$1.250000  13% of the cap",
                    "\(second)  prompt=200 completion=400 cost=$0.500000  5% of the cap",
                    "total       prompt=1200 completion=2400 cost=$1.750000",
                ]
            )
            let csv = try await place.run("cost", "--days", "3", "--csv").lines
            #expect(
                Array(csv.prefix(3)) == [
                    "day,prompt_tokens,completion_tokens,cost_usd",
                    "\(first),1000,2000,1.250000", "\(second),200,400,0.500000",
                ]
            )
            let json = try await place.run("cost", "--days", "3", "--json").json()
            #expect(json.count == 3)
            #expect(json.first?.keys == ["completion_tokens", "cost_usd", "day", "prompt_tokens"])
            #expect(try await place.run("cost", "--json").lines.count == 7)
        }
    }

    @Test("By the provider's days, which are UTC's: the same within a cent, or status 2")
    func compares() async throws {
        try await self.withUsage { place, moments in
            let utc = try #require(DayClock(zone: "UTC"))
            let day = utc.day(of: moments.before).text
            #expect(day == utc.day(of: moments.after).text, "two of our days, one of UTC's")
            let header = "start_time_iso,input_tokens,output_tokens,amount_value,project\n"
            try place.write(header + "\(day)T00:00:00Z,1190,2400,1.7501,x\n", to: "same.csv")
            let same = try await place.run("cost", "--against", "same.csv")
            #expect(same.status == 0, "\(same.output)\(same.complaints)")
            #expect(
                same.lines == [
                    "Days of UTC, as the export has them (09:00 to 09:00 in Tokyo); ours / theirs.",
                    "Compared: completion tokens, cost, prompt tokens.",
                    "Same: within 1 % of the larger figure, or within 100 tokens and $0.010000.",
                    "\(day)  prompt 1200 / 1190  completion 2400 / 2400  cost $1.750000 / $1.750100"
                        + "  same",
                ]
            )
            try place.write(header + "\(day)T00:00:00Z,1200,2400,1.25,x\n", to: "other.csv")
            let other = try await place.run("cost", "--against", "other.csv")
            #expect(other.status == 2)
            #expect(
                other.lines.last?.hasSuffix(
                    "DIFFERS by 0 prompt tokens, 0 completion tokens, $0.500000"
                ) == true,
                "\(other.lines)"
            )
            let csv = try await place.run("cost", "--against", "other.csv", "--csv")
            #expect(
                csv.lines.last == "\(day),1200,2400,1.750000,1200,2400,1.250000,differs"
            )
            let json = try await place.run("cost", "--against", "other.csv", "--json").object()
            #expect(json["verdict"] == "differs" && json["day_utc"]?.string == day)
        }
    }

    @Test("An export that cannot be read is one line, with the line of the file")
    func refused() async throws {
        try await self.withUsage { place, _ in
            try place.write("date,cost\nyesterday,1\n", to: "bad.csv")
            let bad = try await place.run("cost", "--against", "bad.csv")
            #expect(bad.status == 1)
            #expect(
                bad.errors == [
                    "starledger: bad.csv: line 2: “yesterday” is not a day such as 2026-11-24, "
                        + "a time, or Unix seconds"
                ]
            )
            let none = try await place.run("cost", "--against", "nowhere.csv")
            #expect(none.status == 1 && none.errors.count == 1)
        }
    }
}
