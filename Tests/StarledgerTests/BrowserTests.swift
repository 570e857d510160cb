import Foundation
import Testing

@Suite("The whole sandbox works in a real browser")
struct BrowserTests {
    /// How long the walk may take; it takes about half a minute.
    private static let limit = Duration.seconds(180)

    @Test("a person buys, reads, is refunded, and sees the bot survive what the page does to it")
    func drive() async throws {
        let python = Executable.root.appending(path: ".venv/bin/python")
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path),
            "there is no \(python.path): run scripts/python-env first"
        )
        let pictures = Executable.root.appending(path: "artifacts")
        try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
        try await withWorkplace { place in
            let sandbox = try place.start(
                ["sandbox", "--port", "0", "--database", "ledger.db"],
                // The walk presses faster than any person.
                ["THROTTLE_MESSAGE_INTERVAL_SEC": "0", "THROTTLE_CALLBACK_INTERVAL_SEC": "0"]
            )
            let line = try await sandbox.line(containing: "StarLedger sandbox: http://")
            let address = try #require(line.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+\//)).output
            let script = "Tests/StarledgerTests/browser/drive.py"
            let walk = try Child(
                python,
                [Executable.root.appending(path: script).path, String(address), pictures.path],
                environment: ["PATH": "/usr/bin:/bin", "HOME": place.folder.path],
                in: place.folder
            )
            let ending = try await walk.ended(within: Self.limit)
            let isComplete = walk.output.hasSuffix("steps passed\n")
            #expect(
                ending == .exited(0) && isComplete,
                "\(walk.output)\(walk.complaints)\n\(sandbox.output)\(sandbox.complaints)"
            )
            sandbox.send(SIGTERM)
            #expect(try await sandbox.ended(within: .seconds(10)) == .exited(0))
            for verb in ["verify", "replay"] {
                let run = try await place.run(verb, "--database", "ledger.db")
                #expect(run.status == 0, "\(run.output)")
            }
        }
    }
}
