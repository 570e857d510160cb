import Projections
import Testing
import starledger

@Suite("A provider's export is read whatever it looks like, or refused by its line")
struct UsageExportTests {
    private static func day(_ text: String) -> Day { Day(text: text) ?? Day(number: 0) }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var days: [String: UsageFigures]

        var testDescription: String { self.name }
    }

    static let readable = [
        Case(
            name: "plain",
            text: "date,input_tokens,output_tokens,cost\n2026-11-24,10,20,0.5\n",
            days: [
                "2026-11-24": .init(promptTokens: 10, completionTokens: 20, costMicroUSD: 500_000)
            ]
        ),
        Case(
            name: "a byte order mark, other line ends, names with capitals and spaces",
            text: "\u{FEFF}Day,Prompt Tokens,Completion tokens\r\n2026-11-24,1,2\r\n\r\n",
            days: ["2026-11-24": .init(promptTokens: 1, completionTokens: 2)]
        ),
        Case(
            name: "quotes, with separators, quotes and line ends inside, and unknown columns",
            text: "\"date\",note,amount\n\"2026-11-24\",\"a, \"\"b\"\"\nc\",\"$1,234.56\"\n",
            days: ["2026-11-24": .init(costMicroUSD: 1_234_560_000)]
        ),
        Case(
            name: "semicolons and a decimal comma",
            text: "date;cost_usd\n2026-11-24;0,25\n",
            days: ["2026-11-24": .init(costMicroUSD: 250_000)]
        ),
        Case(
            name: "tabs, and no end of line at the end",
            text: "date\tinput_tokens\n2026-11-24\t7",
            days: ["2026-11-24": .init(promptTokens: 7)]
        ),
        Case(
            name: "Unix seconds, milliseconds, a time with an offset: UTC's day",
            text: """
                start_time,input_tokens
                1795392000,1
                1795392000000,2
                2026-11-24T08:59:59+09:00,4
                2026-11-24 23:00:00,8
                """,
            days: [
                "2026-11-23": .init(promptTokens: 7), "2026-11-24": .init(promptTokens: 8),
            ]
        ),
        Case(
            name: "rows of a day are added up, empty cells are nothing, short rows too",
            text: """
                date,model,input_tokens,output_tokens,amount_value,amount_currency
                2026-11-24,a,1,2,1.5e-05,usd
                2026-11-24,b,10,,,
                2026-11-24
                """,
            days: [
                "2026-11-24": .init(promptTokens: 11, completionTokens: 2, costMicroUSD: 15)
            ]
        ),
        Case(name: "a header alone", text: "date,cost\n", days: [:]),
    ]

    @Test("Readable", arguments: readable)
    func reads(example: Case) throws {
        let export = try UsageExport(CSVTable(Array(example.text.utf8)))
        let found = Dictionary(
            uniqueKeysWithValues: export.days.map { ($0.key.text, $0.value) }
        )
        #expect(found == example.days)
    }

    static let refused: [(text: String, error: String)] = [
        ("", "line 1: the file is empty"),
        ("a,b\n1,2\n", "line 1: no column of days; accepted names: date, day, start_time"),
        (
            "date,b\n2026-11-24,2\n",
            "line 1: no column of tokens or cost; accepted names: input_tokens, output_tokens, "
                + "prompt_tokens, completion_tokens, cost, amount"
        ),
        (
            "\n\ndate,cost\n\n24.11.2026,1\n",
            "line 5: “24.11.2026” is not a day such as 2026-11-24, a time, or Unix seconds"
        ),
        ("date,cost\n2026-11-24,\"x\ny\"\n", "line 2: “x\ny” is not an amount"),
        (
            "date,note,input_tokens\n2026-11-24,\"a\nb\",1\n2026-11-25,,1.5\n",
            "line 4: “1.5” is not a number of prompt tokens"
        ),
        (
            "date,output_tokens\n2026-11-24,-1\n",
            "line 2: “-1” is not a number of completion tokens"
        ),
        (
            "date,amount,currency\n2026-11-24,1,eur\n",
            "line 2: “eur” is not usd; only US dollars can be compared"
        ),
        ("date,cost\n2026-11-24,\"1\n", "line 2: a quote is not closed"),
        ("\u{FFFE}d", "line 1: no column of days; accepted names: date, day, start_time"),
    ]

    @Test("Refused, by the line", arguments: refused)
    func refuses(text: String, error: String) {
        let found = #expect(throws: CSVError.self) {
            try UsageExport(CSVTable(Array(text.utf8)))
        }
        #expect(found?.description == error)
    }

    @Test("Bytes that are no text, and what is too large, are refused")
    func limits() {
        let tables: [([UInt8], String)] = [
            ([0xFF, 0xFE, 0x64, 0x00], "line 1: the file is UTF-16; save it as UTF-8"),
            ([0x64, 0xFF, 0x0A], "line 1: the file is not UTF-8; save it as UTF-8"),
            (
                [UInt8](repeating: 0x61, count: CSVTable.byteCountMax + 1),
                "line 1: the file is larger than 16 MiB"
            ),
            (
                [UInt8](repeating: 0x2C, count: CSVTable.fieldCountMax) + [0x61],
                "line 1: a row has 256 fields at most"
            ),
        ]
        for (bytes, message) in tables {
            let found = #expect(throws: CSVError.self) { try CSVTable(bytes) }
            #expect(found?.description == message)
        }
    }

    @Test(
        "Two figures agree within one per cent, a hundred tokens or one cent",
        arguments: [
            (100, 100, 0, 0, UsageComparison.Verdict.same),
            (100, 0, 0, 0, .same), (101, 0, 0, 0, .differs),
            (20_200, 20_000, 0, 0, .same), (20_203, 20_000, 0, 0, .differs),
            (0, 0, 10_000, 0, .same), (0, 0, 10_001, 0, .differs),
            (0, 0, 2_020_202, 2_000_000, .same), (0, 0, 2_020_203, 2_000_000, .differs),
        ]
    )
    func tolerance(
        ours: Int64,
        theirs: Int64,
        ourCost: Int64,
        theirCost: Int64,
        verdict: UsageComparison.Verdict
    ) throws {
        let dollars = Double(theirCost) / 1_000_000
        let text = "date,input_tokens,cost\n2026-11-20,\(theirs),\(dollars)\n"
        let export = try UsageExport(CSVTable(Array(text.utf8)))
        let day = Self.day("2026-11-20")
        // What the export does not have is not compared.
        let own = UsageFigures(
            promptTokens: ours,
            completionTokens: 1_000_000,
            costMicroUSD: ourCost
        )
        let comparison = UsageComparison(
            export,
            with: [day: own],
            today: Self.day("2026-11-24"),
            last: nil
        )
        #expect(comparison.lines.map(\.verdict) == [verdict])
        #expect(comparison.differs == (verdict == .differs))
    }

    @Test("Days between the export's are compared too, the running one is not judged")
    func span() throws {
        let text = "date,cost\n2026-11-21,1\n2026-11-24,0\n"
        let export = try UsageExport(CSVTable(Array(text.utf8)))
        let ours = [
            Self.day("2026-11-20"): UsageFigures(costMicroUSD: 9_000_000),
            Self.day("2026-11-21"): UsageFigures(costMicroUSD: 1_000_000),
            Self.day("2026-11-22"): UsageFigures(costMicroUSD: 1_000_000),
            Self.day("2026-11-24"): UsageFigures(costMicroUSD: 7_000_000),
        ]
        func verdicts(_ count: Int?) -> [String] {
            UsageComparison(export, with: ours, today: Self.day("2026-11-24"), last: count).lines
                .map { "\($0.day.text) \($0.verdict.rawValue)" }
        }
        #expect(
            verdicts(nil) == [
                "2026-11-21 same", "2026-11-22 differs", "2026-11-23 same", "2026-11-24 running",
            ]
        )
        #expect(verdicts(2) == ["2026-11-23 same", "2026-11-24 running"])
    }
}
