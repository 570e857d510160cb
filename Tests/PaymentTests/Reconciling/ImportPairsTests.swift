import Ledger
import Payments
import Projections
import Testing

/// Rows without an identifier find their transactions by user, amount and time.
@Suite struct ImportPairsTests {
    /// Transactions in order, and the rows that they get.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        /// When the rows were paid, in seconds from the one time.
        var rows: [Int64]
        var transactions: [StarTransaction]
        var expected: [String?]

        var testDescription: String { self.name }
    }

    @Test(
        "Each row is one transaction's, the nearest within ten minutes",
        arguments: [
            Case(
                name: "the same moment",
                rows: [0],
                transactions: [.at(0)],
                expected: ["legacy:0"]
            ),
            Case(name: "10 minutes", rows: [0], transactions: [.at(600)], expected: ["legacy:0"]),
            Case(name: "a second more", rows: [0], transactions: [.at(601)], expected: [nil]),
            Case(name: "a second less", rows: [0], transactions: [.at(-601)], expected: [nil]),
            Case(
                name: "the nearest of two",
                rows: [0, 300],
                transactions: [.at(200)],
                expected: ["legacy:1"]
            ),
            Case(
                name: "one each",
                rows: [0, 300],
                transactions: [.at(10), .at(20, id: "b"), .at(30, id: "c")],
                expected: ["legacy:0", "legacy:1", nil]
            ),
            Case(
                name: "the same transaction again",
                rows: [0, 300],
                transactions: [.at(10), .at(10)],
                expected: ["legacy:0", "legacy:0"]
            ),
            Case(
                name: "its refund, much later",
                rows: [0],
                transactions: [.at(10), .refund(at: 9_000)],
                expected: ["legacy:0", "legacy:0"]
            ),
            Case(
                name: "a refund alone",
                rows: [0],
                transactions: [.refund(at: 0)],
                expected: [nil]
            ),
            Case(name: "another amount", rows: [0], transactions: [.at(0, 90)], expected: [nil]),
            Case(
                name: "another user",
                rows: [0],
                transactions: [.at(0, user: 2)],
                expected: [nil]
            ),
            Case(
                name: "after the take-over",
                rows: [3_599],
                transactions: [.at(3_600)],
                expected: [nil]
            ),
        ]
    )
    func pairing(_ test: Case) {
        var desk = Desk()
        for (index, seconds) in test.rows.enumerated() {
            desk.importPayment("legacy:\(index)", at: .paid.adding(seconds: seconds))
        }
        let rows = test.rows.indices.compactMap { index -> ImportPairs.Row? in
            let id = ChargeID(rawValue: "legacy:\(index)")
            return desk.books.charge(id).map { ImportPairs.Row(id: id, charge: $0) }
        }
        var pairs = ImportPairs(rows)
        let found = test.transactions.map { transaction in
            pairs.row(for: transaction, before: .paid.adding(seconds: 3_600))?.id.rawValue
        }
        #expect(found == test.expected)
    }

    @Test("What is paired is not granted, and its refund takes from the row")
    func pairedFinding() throws {
        var desk = Desk()
        desk.importPayment("legacy:0", at: .paid)
        let row = try #require(desk.charge("legacy:0"))
        let pair = (id: ChargeID(rawValue: "legacy:0"), charge: row)
        let comparison = Comparison(cutOver: .paid.adding(seconds: 60))
        #expect(comparison.finding(.paid(), nil, pair: pair) == .agrees)
        #expect(
            comparison.finding(.refund(at: 120), nil, pair: pair)
                == .missingRefund(
                    MissingRefund(
                        charge: pair.id,
                        user: .one,
                        stars: 100,
                        at: .paid.adding(seconds: 120)
                    )
                )
        )
    }
}

extension StarTransaction {
    fileprivate static func at(
        _ seconds: Int64,
        _ stars: Int64 = 100,
        user: Int64 = 1,
        id: String = "a"
    ) -> StarTransaction {
        .paid(stars, by: user, id: id, at: .paid.adding(seconds: seconds))
    }

    fileprivate static func refund(at seconds: Int64) -> StarTransaction {
        var refund = Self.at(seconds)
        refund.direction = .outgoing
        return refund
    }
}
