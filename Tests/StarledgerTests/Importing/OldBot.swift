import Foundation
import TelegramSandbox
import Testing

/// The sample of the Python bot's database, and what each person of it must have.
enum OldBot {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Legacy")

    /// When the sample was taken: 12:00 in Tokyo on 2026-11-20.
    static let takenAt = Date(timeIntervalSince1970: 1_795_143_600)

    /// The expectations.
    static func expected() throws -> SandboxJSON {
        let file = Self.folder.appending(path: "small.expected.json")
        return try SandboxJSON(parsing: String(contentsOf: file, encoding: .utf8))
    }

    /// Sets the clock of a verb back to when the sample was taken.
    static var clock: [String: String] {
        let ahead = Int64(Self.takenAt.timeIntervalSinceNow)
        return ["STARLEDGER_CLOCK_AHEAD_SECONDS": "\(ahead)"]
    }

    /// Puts the sample into a workplace.
    static func lay(in place: Workplace, as name: String = "old.db") throws {
        try FileManager.default.copyItem(
            at: Self.folder.appending(path: "small.db"),
            to: place.folder.appending(path: name)
        )
    }
}

extension Workplace {
    /// Runs SQL over a file as the old bot would.
    func sql(_ sql: String, on name: String = "old.db") async throws {
        try await self.python(
            """
            import sqlite3, sys
            database = sqlite3.connect(sys.argv[1], isolation_level=None)
            database.executescript(sys.argv[2])
            database.close()
            """,
            name,
            sql
        )
    }

    /// Every file of the workplace with its size, time and bytes.
    func files() throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        let names = FileManager.default.enumerator(atPath: self.folder.path)
        while let name = names?.nextObject() as? String {
            let path = self.folder.appending(path: name)
            let attributes = try FileManager.default.attributesOfItem(atPath: path.path)
            let modified = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            found["\(name) \(modified)"] = (try? Array(Data(contentsOf: path))) ?? []
        }
        return found
    }

    /// Everybody's status, by user.
    func everybody(at time: String? = nil) async throws -> [Int64: SandboxJSON] {
        let run = try await self.run(
            ["status", "--all", "--json"] + (time.map { ["--at", $0] } ?? [])
        )
        return try Dictionary(
            uniqueKeysWithValues: run.json().map { (try #require($0["user"]?.int), $0) }
        )
    }
}
