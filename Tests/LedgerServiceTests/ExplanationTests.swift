import Foundation
import Ledger
import LedgerService
import Payments
import Projections
import Testing

/// Why somebody may or may not, and which events say so.
@Suite struct ExplanationTests {
    /// A story of user 7, what is asked, and the explanation in full.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var ask: Paywall.Ask
        var expected: [String]
        var story: @Sendable (LedgerService) async throws -> Void

        var testDescription: String { self.name }

        init(
            _ name: String,
            _ ask: Paywall.Ask,
            _ expected: [String],
            _ story: @escaping @Sendable (LedgerService) async throws -> Void
        ) {
            self.name = name
            self.ask = ask
            self.expected = expected
            self.story = story
        }
    }

    @Test(
        "An explanation is the paywall's verdict, its events, and what would change it",
        arguments: [
            Case(
                "never seen",
                .reading(.one),
                [
                    "free", "decided by #1", "free today: 0 of 2 used, until 2026-11-24T15:00:00Z",
                    "day 1, trial of 5 days", "paywall on (#1)", "> the 2 left are used",
                ]
            ) { _ in },
            Case(
                "one card drawn",
                .reading(.one),
                [
                    "free", "decided by #1",
                    "free today: 1 of 2 used, until 2026-11-24T15:00:00Z (#3)",
                    "day 1, trial of 5 days (#2)", "paywall on (#1)", "> the 1 left are used",
                ]
            ) { try await $0.read(.one) },
            Case(
                "two drawn, and the second failed",
                .reading(.one),
                [
                    "free", "decided by #1 #5",
                    "free today: 1 of 2 used, until 2026-11-24T15:00:00Z (#3)",
                    "day 1, trial of 5 days (#2)", "paywall on (#1)", "> the 1 left are used",
                ]
            ) {
                for _ in 0..<2 { try await $0.read(.one) }
                _ = try await $0.submit(.failReading(use: 4, .model), .of(7))
            },
            Case(
                "one failed and two delivered",
                .reading(.one),
                [
                    "quota_used_up", "decided by #1 #5 #6",
                    "free today: 2 of 2 used, until 2026-11-24T15:00:00Z (#5 #6)",
                    "day 1, trial of 5 days (#2)", "no valid pass", "paywall on (#1)",
                    "> the use under way fails (#5)", "> the use under way fails (#6)",
                    "> the day ends at 2026-11-24T15:00:00Z", "> buy or grant a pass",
                ]
            ) {
                try await $0.read(.one)
                _ = try await $0.submit(.failReading(use: 3, .model), .of(7))
                for _ in 0..<2 { try await $0.read(.one) }
            },
            Case(
                "no ticket",
                .reading(.three),
                [
                    "no_ticket", "decided by #1", "TICKET_3 issued: 0", "no valid pass",
                    "paywall on (#1)",
                    "> buy or grant TICKET_3", "> buy or grant a pass",
                ]
            ) { _ in },
            Case(
                "a ticket of another kind opens nothing",
                .reading(.celtic),
                [
                    "no_ticket", "decided by #1", "TICKET_10 issued: 0", "no valid pass",
                    "paywall on (#1)",
                    "> buy or grant TICKET_10", "> buy or grant a pass",
                ]
            ) { _ = try await $0.submit(.pay("c"), .of(7)) },
            Case(
                "two tickets, one used, one taken back, one given",
                .reading(.three),
                [
                    "ticket", "decided by #1 #10", "TICKET_3 issued: 3 (#3 #4 #10)",
                    "TICKET_3 used: 1 (#7)",
                    "TICKET_3 taken back: 1 (#9)", "paywall on (#1)", "> the 1 left are used",
                ]
            ) {
                for charge in ["a", "b"] { _ = try await $0.submit(.pay(charge), .of(7)) }
                try await $0.read(.three)
                _ = try await $0.submit(.deliverReading(use: 5, isFallback: false), .of(7))
                let sku = SKU(rawValue: "TICKET_3")
                let revoke = Command.revoke(sku, reason: "r", isQuiet: true)
                _ = try await $0.submit(revoke, .byOperator(about: 7))
                let grant = Command.grant(Grant(sku: sku, reason: "r"))
                _ = try await $0.submit(grant, .byOperator(about: 7))
            },
            Case(
                "a ticket that is being used",
                .reading(.three),
                [
                    "no_ticket", "decided by #1 #5", "TICKET_3 issued: 1 (#3)",
                    "TICKET_3 reserved: 1 (#4)",
                    "no valid pass", "paywall on (#1)", "> the use under way fails (#4)",
                    "> buy or grant TICKET_3", "> buy or grant a pass",
                ]
            ) {
                _ = try await $0.submit(.pay("a"), .of(7))
                try await $0.read(.three)
            },
            Case(
                "a pass",
                .consultation,
                [
                    "pass", "decided by #1 #2", "pass until 2026-12-01T03:00:00Z (#2)",
                    "paywall on (#1)",
                    "> the pass ends at 2026-12-01T03:00:00Z",
                ]
            ) { try await $0.give("PASS_7D") },
            Case(
                "an administrator",
                .consultation,
                [
                    "admin", "decided by #2", "administrator (#2)",
                    "> not in ADMIN_USER_IDS any more",
                ]
            ) {
                try await $0.set("ADMIN_USER_IDS", "7")
            },
            Case(
                "the paywall is off",
                .reading(.celtic),
                [
                    "open", "decided by #2", "paywall off (#2)",
                    "> PAYWALL_ENABLED on",
                ]
            ) {
                try await $0.set("PAYWALL_ENABLED", "off")
            },
            Case(
                "suspended, pass and all",
                .reading(.one),
                ["held", "decided by #3", "suspended (#3)", "> release"]
            ) {
                try await $0.give("PASS_7D")
                _ = try await $0.submit(.hold(reason: "r"), .byOperator(about: 7))
            },
            Case(
                "released again",
                .consultation,
                [
                    "pass", "decided by #1 #3 #4", "pass until 2026-12-01T03:00:00Z (#4)",
                    "paywall on (#1)",
                    "> the pass ends at 2026-12-01T03:00:00Z",
                ]
            ) {
                _ = try await $0.submit(.hold(reason: "r"), .byOperator(about: 7))
                _ = try await $0.submit(.release(reason: "r"), .byOperator(about: 7))
                try await $0.give("PASS_7D")
            },
            Case(
                "past the cost cap",
                .consultation,
                [
                    "quota_used_up", "decided by #1 #2",
                    "free today: 0 of 0 used, until 2026-11-24T15:00:00Z",
                    "day 1, trial of 5 days", "cost cap reached: 10000000 micro-USD today",
                    "no valid pass", "paywall on (#1)", "> the day ends at 2026-11-24T15:00:00Z",
                    "> buy or grant a pass",
                ]
            ) {
                let used = ModelUsed(model: "m", costMicroUSD: 10_000_000)
                _ = try await $0.submit(.recordModelUse(used), .byOperator(about: nil))
            },
        ]
    )
    func explain(_ example: Case) async throws {
        try await withTemporaryPlace { place in
            let inService = try await withLedger(at: place) { ledger in
                try await ledger.set("PAYWALL_ENABLED", "on")
                try await example.story(ledger)
                return try await ledger.explain(.seven, example.ask, at: .noon)
            }
            let view = try LedgerView(place: place)
            let onPaper = try view.explain(.seven, [example.ask], at: .noon)
            for explanation in [inService] + onPaper {
                #expect(explanation.lines == example.expected)
            }
        }
    }

    @Test("After the trial a consultation needs a pass; an earlier time is explained by its events")
    func earlier() async throws {
        try await withTemporaryPlace { place in
            let later = Instant.noon.adding(seconds: 10 * 86_400)
            try await withLedger(at: place) { ledger in
                try await ledger.set("PAYWALL_ENABLED", "on")
                _ = try await ledger.submit(.meet, .of(7))
            }
            let view = try LedgerView(place: place)
            let now = try view.explain(.seven, [.consultation], at: later)
            #expect(
                now.map(\.lines) == [
                    [
                        "pass_only", "decided by #1 #2", "day 11, trial of 5 days (#2)",
                        "no valid pass",
                        "paywall on (#1)", "> buy or grant a pass",
                    ]
                ]
            )
            let before = Instant.noon.adding(seconds: -1)
            let then = try view.explain(.seven, [.consultation], by: .time(before), at: before)
            #expect(then.map(\.lines.first) == ["open"])
        }
    }

    @Test("The JSON has the keys that scripts rely on")
    func json() async throws {
        try await withTemporaryPlace { place in
            let explanation = try await withLedger(at: place) { ledger in
                try await ledger.give("PASS_7D")
                try await ledger.set("PAYWALL_ENABLED", "on")
                return try await ledger.explain(.seven, .reading(.hexagram), at: .noon)
            }
            #expect(
                explanation.json == #"""
                    {"user":7,"what":"hexa","allowed":true,"access":"pass","refusal":null,\#
                    "decided_by":[{"position":1,"kind":"granted",\#
                    "effective_at":"2026-11-24T03:00:00Z","recorded_at":"2026-11-24T03:00:00Z"},\#
                    {"position":2,"kind":"setting_changed",\#
                    "effective_at":"2026-11-24T03:00:00Z",\#
                    "recorded_at":"2026-11-24T03:00:00.000001Z"}],\#
                    "because":[{"fact":"pass until 2026-12-01T03:00:00Z","positions":[1]},\#
                    {"fact":"paywall on","positions":[2]}],\#
                    "would_change":["the pass ends at 2026-12-01T03:00:00Z"],\#
                    "at":"2026-11-24T03:00:00Z","as_known":null,"position":2}
                    """#
            )
        }
    }

    @Test(
        "Everything that can be asked for has a name, and the spreads have two",
        arguments: [
            ("read1", "read1"), ("one", "read1"), ("three", "read3"), ("hexagram", "hexa"),
            ("celtic", "celtic"), ("consult", "consult"), ("love1", nil), ("", nil),
        ] as [(String, String?)]
    )
    func names(word: String, name: String?) {
        #expect(Paywall.Ask(name: word)?.name == name)
    }
}

extension UserID {
    fileprivate static let seven = UserID(rawValue: 7)
}

extension LedgerService {
    fileprivate func set(_ name: String, _ value: String) async throws {
        let change = Command.changeSetting(name: name, value: value)
        _ = try await self.submit(change, .byOperator(about: nil))
    }

    fileprivate func give(_ sku: String) async throws {
        let grant = Command.grant(Grant(sku: SKU(rawValue: sku), reason: "r"))
        _ = try await self.submit(grant, .byOperator(about: 7))
    }

    fileprivate func read(_ spread: Spread) async throws {
        let cards = (0..<spread.cardCount).compactMap { _ in
            DrawnCard(card: 0, isReversed: false)
        }
        let asked = ReadingRequest(spread: spread, draw: Draw(cards))
        _ = try await self.submit(.startReading(asked), .of(7))
    }
}

extension Explanation {
    /// The verdict, what decides it, the grounds, and the changes.
    fileprivate var lines: [String] {
        [self.access?.name ?? self.refusal ?? ""]
            + ["decided by \(self.decidedBy.map { "#\($0.position)" }.joined(separator: " "))"]
            + self.grounds.map(\.text)
            + self.changes.map { "> \($0.text)" }
    }
}
