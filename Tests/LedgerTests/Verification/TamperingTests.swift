import Foundation
import Ledger
import Testing

/// An attacker who can write every file but has not the key is found out, and the place is named.
@Suite(.timeLimit(.minutes(3))) struct TamperingTests {
    /// What they do to a log of 60 events with checkpoints at 20, 40 and 60.
    struct Deed: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var sql: String
        /// What `verify` finds, and where damage begins.
        var code: Verification.Code
        var position: Position
        /// What the stand-alone verifier says of an export held against the last checkpoint.
        var words: String
    }

    static let deeds = [
        Deed(
            testDescription: "truncation",
            sql: "DELETE FROM event WHERE position > 47",
            code: .truncated,
            position: 48,
            words:
                "the export ends at event 47, the checkpoint was made of 60: 13 events are missing"
        ),
        Deed(
            testDescription: "truncation to exactly an older checkpoint",
            sql: "DELETE FROM event WHERE position > 40",
            code: .truncated,
            position: 41,
            words: "20 events are missing"
        ),
        Deed(
            testDescription: "reordering",
            sql: """
                UPDATE event SET position = 1000 WHERE position = 31;
                UPDATE event SET position = 31 WHERE position = 33;
                UPDATE event SET position = 33 WHERE position = 1000
                """,
            code: .fork,
            position: 21,
            words: "event 60 is not the one that the checkpoint was made of"
        ),
        Deed(
            testDescription: "substitution",
            sql: "UPDATE event SET user = 666 WHERE position = 50",
            code: .fork,
            position: 41,
            words: "event 60 is not the one that the checkpoint was made of"
        ),
        Deed(
            testDescription: "editing the first event",
            sql: "UPDATE event SET recorded_at = recorded_at - 5 WHERE position = 1",
            code: .fork,
            position: 1,
            words: "event 60 is not the one that the checkpoint was made of"
        ),
        Deed(
            testDescription: "removal with the rest moved up",
            sql: """
                DELETE FROM event WHERE position = 30;
                UPDATE event SET position = position + 1000 WHERE position > 30;
                UPDATE event SET position = position - 1001 WHERE position > 1000
                """,
            code: .fork,
            position: 21,
            words: "the export ends at event 59"
        ),
    ]

    @Test("With every link recomputed, only the checkpoints tell", arguments: Self.deeds)
    func recomputed(deed: Deed) async throws {
        try await Self.withSignedLedger { ledger, last in
            try Attacker(ledger: ledger).rewrite(deed.sql)
            #expect(try ledger.verified().findings.isEmpty, "the file alone looks sound")
            let found = try ledger.verifiedWithWitnesses()
            let first = try #require(found.findings.first)
            #expect((first.code, first.position) == (deed.code, deed.position))
            #expect(found.lastGood?.position ?? 0 == deed.position - 1)
            #expect(found.nextStep?.contains("starledger recover") == true)
            // The checkpoints that still fit are counted.
            #expect(found.checkpointCount == Int((deed.position - 1) / 20))

            let key = try SigningKey.open(path: ledger.signingKey)
            let export = try PlainExport(folder: ledger.folder).write(ledger, signedBy: key)
            let file = ledger.folder.appending(path: "last.checkpoint").path
            try Data(last.text.utf8).write(to: URL(filePath: file))
            let alone = try VerifierScript.run(["segments"] + export)
            #expect(alone.status == 0, "\(alone.output)")
            let held = try VerifierScript.run(["segments"] + export + ["--checkpoint", file])
            #expect(held.status == 2)
            #expect(held.output.contains(deed.words), "\(held.output)")
        }
    }

    @Test("Where only a copy of a checkpoint elsewhere is left, that one tells")
    func elsewhere() async throws {
        try await Self.withSignedLedger { ledger, last in
            try Attacker(ledger: ledger).rewrite("DELETE FROM event WHERE position > 40")
            for entry in ledger.checkpoints.entries().suffix(1) {
                try FileManager.default.removeItem(
                    atPath: "\(ledger.checkpoints.path)/\(entry.name)"
                )
            }
            #expect(try ledger.verifiedWithWitnesses().isSound)
            // As it comes out of a chat: with other line ends, and without the last one.
            let file = ledger.folder.appending(path: "chat.txt").path
            let text = last.text.split(separator: "\n").joined(separator: "\r\n  ")
            try Data(text.utf8).write(to: URL(filePath: file))
            let found = try ledger.verifiedWithWitnesses([.init(file: file)])
            #expect(found.findings.map(\.code) == [.truncated])
            #expect(found.findings.first?.position == 41)
            let script = try VerifierScript.run(["checkpoint", file])
            #expect(script.status == 0, "\(script.output)")
        }
    }

    @Test("Two logs with one history of checkpoints: the one they were not made of is a fork")
    func forked() async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.appendAndSign(count: 20)
            try ledger.copy("", over: ".fork")
            try ledger.copy(".head", over: ".fork.head")
            try await ledger.appendAndSign(count: 20, user: 1)
            #expect(try ledger.verifiedWithWitnesses().findings == [])
            let trusted = ledger.checkpoints
            let ours = trusted.entries()
            // The other branch grows in the same place, with its head file, and signs as well.
            try ledger.copy("", over: ".ours")
            try ledger.copy(".fork", over: "")
            try ledger.copy(".fork.head", over: ".head")
            try await ledger.append(count: 20, user: 2)
            let found = try ledger.verifiedWithWitnesses()
            #expect(found.findings.map(\.code) == [.fork])
            #expect(found.findings.first?.position == 21)
            #expect(found.checkpointCount == 1)
            // Neither can be proved to go on in the other.
            let key = try SigningKey.open(path: ledger.signingKey)
            let theirs = try ledger.checkpoint(by: key)
            let mine = try #require(ours.last?.checkpoint)
            #expect(throws: LedgerError.self) {
                try ConsistencyProof(
                    from: mine,
                    to: theirs,
                    in: EventReader(path: ledger.path)
                )
            }
            #expect(throws: LedgerError.self) {
                try InclusionProof(of: 21, under: mine, in: EventReader(path: ledger.path))
            }
        }
    }

    @Test("A copy that was put back the honest way is no fork: the lost branch is a note")
    func putBack() async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.appendAndSign(count: 20)
            try ledger.copy("", over: ".backup")
            try await ledger.appendAndSign(count: 20, user: 1)
            try ledger.copy(".backup", over: "")
            let before = try ledger.verifiedWithWitnesses()
            #expect(before.findings.map(\.code) == [.truncated, .truncated])
            #expect(before.findings.map(\.position) == [21, 21])
            try await ledger.appendAndSign(count: 30, user: 2)
            let after = try ledger.verifiedWithWitnesses()
            #expect(after.findings == [])
            #expect(after.checkpointCount == 2)
            #expect(
                after.notes.contains {
                    $0.hasPrefix("events up to 40 of epoch 1 were lost when a copy was put back")
                }
            )
        }
    }

    @Test("A checkpoint that was edited, or signed by nobody, is named")
    func editedCheckpoint() async throws {
        try await Self.withSignedLedger { ledger, last in
            let name = try #require(ledger.checkpoints.entries().last?.name)
            let file = "\(ledger.checkpoints.path)/\(name)"
            try Data(last.text.replacing("epoch 1", with: "epoch 2").utf8)
                .write(to: URL(filePath: file))
            let found = try ledger.verifiedWithWitnesses()
            #expect(found.findings.map(\.code) == [.checkpoint])
            #expect(found.findings.first?.message == "\(name) is not signed by its key")
            let script = try VerifierScript.run(["checkpoint", file])
            #expect(script.status == 2)
            try Data("rubbish".utf8).write(to: URL(filePath: file))
            #expect(try ledger.verifiedWithWitnesses().findings.map(\.code) == [.checkpoint])
        }
    }

    @Test("A key that is gone or damaged is a finding; one that was changed is a note")
    func keys() async throws {
        try await Self.withSignedLedger { ledger, _ in
            #expect(try ledger.verifiedWithWitnesses().notes.filter { $0.contains("key") } == [])
            try FileManager.default.removeItem(atPath: ledger.signingKey)
            #expect(try ledger.verifiedWithWitnesses().findings.map(\.code) == [.key])
            _ = try SigningKey.open(path: ledger.signingKey)
            let renewed = try ledger.verifiedWithWitnesses()
            #expect(renewed.findings == [])
            #expect(renewed.notes.contains { $0.hasPrefix("the signing key was changed") })
            try Data("zz".utf8).write(to: URL(filePath: ledger.signingKey))
            #expect(try ledger.verifiedWithWitnesses().findings.map(\.code) == [.key])
        }
    }

    @Test("The head file knows what was cut off, and which log it was")
    func headFile() async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.append(count: 10)
            try ledger.copy("", over: ".backup")
            try ledger.copy(".head", over: ".head.kept")
            try await ledger.append(count: 5)
            try ledger.copy(".backup", over: "")
            let cut = try ledger.verifiedWithWitnesses()
            #expect(cut.findings.map(\.code) == [.truncated])
            #expect(cut.findings.first?.position == 11)
            #expect(
                try HeadInspection.run(path: ledger.path) == .putBack(kept: 10, lost: 15)
            )
            try ledger.copy(".head.kept", over: ".head")
            #expect(try HeadInspection.run(path: ledger.path) == .complete)
            try ledger.remove("")
            #expect(throws: LedgerError.self) { try HeadInspection.run(path: ledger.path) }
            try ledger.remove(".head")
            #expect(try HeadInspection.run(path: ledger.path) == .none)
        }
    }

    /// A ledger of 60 events, signed at 20, 40 and 60.
    private static func withSignedLedger(
        _ body: (TemporaryLedger, Checkpoint) async throws -> Void
    ) async throws {
        try await withTemporaryLedger { ledger async throws in
            try await ledger.appendAndSign(count: 20)
            try await ledger.appendAndSign(count: 20)
            let last = try await ledger.appendAndSign(count: 20)
            let sound = try ledger.verifiedWithWitnesses()
            #expect(sound.findings == [])
            #expect(sound.checkpointCount == 3)
            #expect(sound.lastGood?.position == 60)
            try await body(ledger, last)
        }
    }
}
