import Foundation
import Ledger
import Testing

/// The links are a format: computed here a second time, by a program in another language.
@Suite(.timeLimit(.minutes(1))) struct ChainTests {
    private static let golden = [
        "2ec19948b0e51ba56e77abf2a44bd8f70d5822063bbb6773222796927646348d",
        "e055d3dd19f773b012a3bb8ce0d4ab3c1984462972533a5267a6ea59529d4b3b",
        "93e493d7989f8845c66f0d153491f4f62a9c5d5fe3d26a4e1284fcad7791764e",
    ]

    @Test("Every link is the SHA-256 of the link before it and of all stored columns")
    func independent() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.writing { writer, _ in
                for kind in EventKind.allCases {
                    var dice = Dice(seed: UInt64(kind.rawValue))
                    _ = try await writer.submit(.init(events: [.random(kind, &dice)]))
                }
            }
            let program = try OutsideProgram.python(Self.script, ledger.path)
            #expect(program.status == 0, "\(program.output)")
            #expect(program.output == "35 links\n")
        }
    }

    @Test("For a fixed ledger and fixed events the links are what they always were")
    func pinned() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.writing { _, _ in }
            try OutsideProgram.python(
                """
                identity = bytes(range(16))
                genesis = hashlib.sha256(b"starledger genesis 1" + identity).digest()
                database = sqlite3.connect(sys.argv[1])
                database.execute("UPDATE ledger_head SET ledger_id = ?, hash = ?", (identity, genesis))
                database.commit()
                """,
                ledger.path
            )
            try ledger.remove(".head")
            let charge = ChargeID(rawValue: "stxk-1")
            let sku = SKU(rawValue: "TICKET_3")
            try await ledger.writing { writer, _ in
                _ = try await writer.submit(.init(key: "k"))
                _ = try await writer.submit(
                    .init(events: [
                        .paymentReceived(.init(charge: charge, sku: sku, stars: .hundred))
                    ])
                )
            }
            let reader = try EventReader(path: ledger.path)
            let links = try (Int64(0)...2).map { try reader.hash(at: $0)?.hex }
            #expect(links == Self.golden)
        }
    }

    private static let script = """
        database = sqlite3.connect(sys.argv[1])
        identity, = database.execute("SELECT ledger_id FROM ledger_head").fetchone()
        link = hashlib.sha256(b"starledger genesis 1" + identity).digest()
        number = lambda value: value.to_bytes(8, "little", signed=True)
        count = 0
        for position, user, kind, recorded_at, charge, body, stored in database.execute(
                "SELECT position, user, kind, recorded_at, CAST(charge AS BLOB), body, hash"
                " FROM event ORDER BY position"):
            link = hashlib.sha256(
                link + number(position) + number(user) + number(kind) + number(recorded_at)
                + number(-1 if charge is None else len(charge)) + (charge or b"")
                + number(len(body)) + body).digest()
            if link != stored: sys.exit(f"event {position} has another link")
            count += 1
        head, = database.execute("SELECT hash FROM ledger_head").fetchone()
        if head != link: sys.exit("the head has another link")
        print(count, "links")
        """
}
