import Foundation
import Ledger
import Testing

/// Somebody who may write every file of a ledger, knows how it is made, and has not its key.
struct Attacker {
    let ledger: TemporaryLedger

    /// Runs SQL with the guards off, recomputes every link and the head row, and puts the guards back:
    /// the file then verifies by itself.
    func rewrite(_ sql: String) throws {
        let program = try OutsideProgram.python(
            """
            import struct
            database = sqlite3.connect(sys.argv[1], isolation_level=None)
            guards = database.execute(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for name, _ in guards: database.execute(f"DROP TRIGGER {name}")
            database.executescript(sys.argv[2])
            ledger = database.execute("SELECT ledger_id FROM ledger_head").fetchone()[0]
            link = hashlib.sha256(b"starledger genesis 1" + ledger).digest()
            rows = database.execute(
                "SELECT position, user, kind, recorded_at, charge, body FROM event "
                "ORDER BY position").fetchall()
            last = (0, 0)
            for position, user, kind, recorded, charge, body in rows:
                # Times must go on rising, whatever was moved.
                recorded = max(recorded, last[1] + 1)
                text = (charge or "").encode()
                length = -1 if charge is None else len(text)
                link = hashlib.sha256(
                    link + struct.pack("<qqqqq", position, user, kind, recorded, length) + text
                    + struct.pack("<q", len(body)) + body).digest()
                database.execute("UPDATE event SET hash = ?, recorded_at = ? WHERE position = ?",
                    (link, recorded, position))
                last = (position, recorded)
            database.execute("UPDATE ledger_head SET position = ?, hash = ?, recorded_at = ?",
                (last[0], link, last[1]))
            for _, sql in guards: database.execute(sql)
            database.close()
            """,
            self.ledger.path,
            sql
        )
        #expect(program.status == 0, "\(program.output)")
        // The head file is as easy to write as the database.
        try? self.ledger.remove(".head")
    }
}

/// A whole export, written by the rules of the format and by nothing else of the program.
struct PlainExport {
    let folder: URL

    /// Writes the events of a ledger as segments of so many events each, signed by a key.
    ///
    /// - Returns: Their paths, in order.
    func write(
        _ ledger: TemporaryLedger,
        signedBy key: SigningKey,
        eventsEach: Int = 25
    ) throws -> [String] {
        let listing = try OutsideProgram.python(
            """
            import base64, json
            database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
            head = database.execute("SELECT ledger_id, epoch FROM ledger_head").fetchone()
            print(head[0].hex(), head[1])
            for p, u, k, r, c, b, h in database.execute(
                    "SELECT position, user, kind, recorded_at, charge, body, hash FROM event "
                    "ORDER BY position"):
                print(json.dumps([p, u, k, r, c, base64.b64encode(b).decode(), h.hex()]))
            """,
            ledger.path
        )
        let lines = listing.output.split(separator: "\n").map(String.init)
        let head = try #require(lines.first).split(separator: " ").map(String.init)
        let reader = try EventReader(path: ledger.path)
        var paths: [String] = []
        var rows = lines.dropFirst()
        var after = 0
        while !rows.isEmpty {
            let part = Array(rows.prefix(eventsEach))
            rows = rows.dropFirst(eventsEach)
            let afterHash = try reader.hash(at: Int64(after))?.hex ?? ""
            let last = after + part.count
            let lastHash = try reader.hash(at: Int64(last))?.hex ?? ""
            let first =
                #"{"format":"starledger-segment-1","ledger_id":"\#(head[0])","epoch":\#(head[1]),"#
                + #""after":\#(after),"after_hash":"\#(afterHash)","made_at":"2026-11-24T03:00:00Z"}"#
            let body = ([first] + part).map { $0 + "\n" }.joined()
            let digest = Hexadecimal.encode(Digests.sha256(Array(body.utf8)))
            let signed =
                "starledger-segment-1 \(head[0]) \(after) \(afterHash) \(last) \(lastHash) \(digest)"
            let signature = Hexadecimal.encode(try key.sign(Array(signed.utf8)))
            let end =
                #"{"events":\#(part.count),"head":\#(last),"epoch":\#(head[1]),"#
                + #""chain_head":"\#(lastHash)","sha256":"\#(digest)","#
                + #""public_key":"\#(Hexadecimal.encode(key.publicKey))","signature":"\#(signature)"}"#
            let path = self.folder.appending(path: "ledger-\(after + 1)-\(last).segment").path
            try Data((body + end + "\n").utf8).write(to: URL(filePath: path))
            try? FileManager.default.removeItem(atPath: path + ".gz")
            _ = try OutsideProgram.run(["gzip", path])
            paths.append(path + ".gz")
            after = last
        }
        return paths
    }
}
