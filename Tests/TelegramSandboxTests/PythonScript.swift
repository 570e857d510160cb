import Foundation
import Testing

/// A script that is run with the pinned packages of `scripts/python-env`.
struct PythonScript {
    /// How long a script may take; each takes about ten seconds.
    private static let limitSeconds = 120

    /// The root of the package.
    static var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
    }

    /// Where it lies, from the folder of this target.
    let path: String

    /// Runs it and expects exit status 0 and the closing line that it prints at its end.
    func runToTheEnd(_ arguments: String...) async throws {
        let python = Self.root.appending(path: ".venv/bin/python").path
        try #require(
            FileManager.default.isExecutableFile(atPath: python),
            "there is no \(python): run scripts/python-env first"
        )
        let script = Self.root.appending(path: "Tests/TelegramSandboxTests/\(self.path)").path
        let limit = ["-k", "5", "\(Self.limitSeconds)"]
        let output = try await Self.run(limit + [python, script] + arguments)
        let isComplete = output.text.hasSuffix("steps passed\n")
        #expect(output.status == 0 && isComplete, "\(output.text)")
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
                // The pipe holds 64 KiB, which is more than a script ever says.
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
