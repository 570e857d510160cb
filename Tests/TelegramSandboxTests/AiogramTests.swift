import Foundation
import TelegramSandbox
import Testing

@Suite("A client that nobody here wrote finds Telegram")
struct AiogramTests {
    /// How long the script may take; it takes about ten seconds.
    private static let limitSeconds: Double = 120

    @Test("aiogram polls, sells, refunds, lists, is refused and gets pushes")
    func drive() async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let python = root.appending(path: ".venv/bin/python").path
        try #require(
            FileManager.default.isExecutableFile(atPath: python),
            "there is no \(python): run scripts/python-env first"
        )
        let script = root.appending(path: "Tests/TelegramSandboxTests/aiogram/drive.py").path
        try await withSandbox { sandbox in
            let output = try await Self.run(
                [
                    "-k", "5", "\(Int(Self.limitSeconds))", python, script, sandbox.baseURL,
                    sandbox.token,
                ]
            )
            let isComplete = output.text.hasSuffix("steps passed\n")
            #expect(output.status == 0 && isComplete, "\(output.text)")
        }
    }

    /// Runs a command under coreutils' `timeout` and collects what it says.
    private static func run(_ arguments: [String]) async throws -> (status: Int32, text: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = pipe
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { process in
                // The pipe holds 64 KiB, which is more than the script ever says.
                let said = pipe.fileHandleForReading.readDataToEndOfFile()
                let text = String(decoding: said, as: UTF8.self)
                continuation.resume(returning: (process.terminationStatus, text))
            }
            do {
                try process.run()
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
