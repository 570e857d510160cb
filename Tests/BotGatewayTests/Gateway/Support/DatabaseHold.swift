import Foundation
import Testing

/// Another program that holds the ledger's file locked for the time of `body`.
func withDatabaseHeld<Result>(
    _ path: String,
    _ body: () async throws -> Result
) async throws -> Result {
    let script = """
        import sqlite3, sys
        connection = sqlite3.connect(sys.argv[1], isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        print("held", flush=True)
        sys.stdin.read()
        connection.execute("ROLLBACK")
        """
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, path]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let line = output.fileHandleForReading.availableData
    #expect(String(decoding: line, as: UTF8.self).hasPrefix("held"))
    let result: Result
    do {
        result = try await body()
    } catch {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        throw error
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    return result
}
