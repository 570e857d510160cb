import Foundation
import Ledger
import Testing

/// The log refuses change by whoever comes, with whatever tool.
@Suite(.timeLimit(.minutes(1))) struct GuardTests {
    private static let columns = "user, kind, recorded_at, charge, body, hash"
    private static let statements = [
        ("UPDATE event SET user = 78 WHERE position = 2", "events are never changed"),
        ("DELETE FROM event WHERE position = 4", "events are never deleted"),
        ("DELETE FROM event", "events are never deleted"),
        (
            "INSERT OR REPLACE INTO event SELECT * FROM event WHERE position = 2",
            "events are only appended"
        ),
        (
            "INSERT INTO event SELECT 0, \(Self.columns) FROM event WHERE position = 4",
            "events are only appended"
        ),
        (
            "INSERT INTO event SELECT 9, \(Self.columns) FROM event WHERE position = 2",
            "events are only appended"
        ),
        // Another position and the same charge: a replacement would take event 1 away.
        (
            "INSERT OR REPLACE INTO event SELECT 5, \(Self.columns) FROM event WHERE position = 1",
            "a charge is received, unmatched or refunded once"
        ),
        (
            "INSERT INTO event SELECT 5, \(Self.columns) FROM event WHERE position = 1",
            "a charge is received, unmatched or refunded once"
        ),
        (
            "INSERT INTO event SELECT 5, 'x', kind, recorded_at, charge, body, hash FROM event "
                + "WHERE position = 2",
            "cannot store TEXT"
        ),
        (
            "INSERT INTO event SELECT 5, user, kind, recorded_at, charge, body, x'00' FROM event "
                + "WHERE position = 2",
            "CHECK constraint failed"
        ),
    ]

    @Test("A plain connection cannot change the log", arguments: Self.statements)
    func outside(sql: String, expected: String) async throws {
        try await Self.withPayments { ledger async throws in
            let before = try ledger.events()
            let python = try OutsideProgram.sql(sql, on: ledger.path)
            #expect(python.status != 0)
            #expect(python.output.contains(expected), "\(python.output)")
            #expect(try ledger.events() == before)
            #expect(try ledger.verified().findings == [])
        }
    }

    @Test("The command-line tool that the operators use is refused, too")
    func commandLine() async throws {
        try await Self.withPayments { ledger async throws in
            let sql = "UPDATE event SET body = x'00'"
            let shell = try OutsideProgram.run(["sqlite3", ledger.path, sql])
            #expect(shell.status != 0)
            #expect(shell.output.contains("events are never changed"))
        }
    }

    @Test("The writer's own connection carries nothing of the forbidden out")
    func inside() async throws {
        try await Self.withPayments { ledger async throws in
            #expect(try GuardProbe.statementsCarriedOut(path: ledger.path) == [])
            #expect(try ledger.verified().findings == [])
        }
    }

    @Test("Only the index, too, would refuse a second grant of a charge")
    func index() async throws {
        try await Self.withPayments { ledger async throws in
            try OutsideProgram.sql("DROP TRIGGER event_charge_once", on: ledger.path)
            let python = try OutsideProgram.sql(
                "INSERT INTO event SELECT 5, \(Self.columns) FROM event WHERE position = 1",
                on: ledger.path
            )
            #expect(python.output.contains("UNIQUE constraint failed"))
        }
    }

    /// Four events: a payment, an acceptance, the payment's refund, an acceptance.
    private static func withPayments(
        _ body: (TemporaryLedger) async throws -> Void
    ) async throws {
        try await withTemporaryLedger { ledger async throws in
            let charge = ChargeID(rawValue: "stxk-1")
            let sku = SKU(rawValue: "TICKET_3")
            try await ledger.writing { writer, _ in
                _ = try await writer.submit(
                    .init(events: [
                        .paymentReceived(.init(charge: charge, sku: sku, stars: .hundred)),
                        .termsAccepted(.init()),
                        .paymentRefunded(.init(charge: charge, stars: .hundred)),
                        .termsAccepted(.init()),
                    ])
                )
            }
            try await body(ledger)
        }
    }
}
