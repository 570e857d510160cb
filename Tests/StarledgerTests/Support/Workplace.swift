import Foundation
import Synchronization
import TelegramSandbox
import Testing

/// A folder of its own with a ledger in it, and the program that works there.
final class Workplace: Sendable {
    let folder: URL
    private let children = Mutex<[Child]>([])

    init(folder: URL) {
        self.folder = folder
    }

    /// Where the ledger lies by default.
    var database: String { self.folder.appending(path: "db/ledger.db").path }

    /// Starts the program.
    func start(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Child {
        let token = environment["TELEGRAM_BOT_TOKEN"]
        let half = token?.split(separator: ":").last.map(String.init)
        let child = try Child(
            try Executable.url(),
            arguments,
            environment: ["PATH": "/usr/bin:/bin", "HOME": self.folder.path, "USER": "operator"]
                .merging(environment) { _, new in new },
            in: self.folder,
            secrets: [token, half].compactMap(\.self).filter { !$0.isEmpty }
        )
        self.children.withLock { $0.append(child) }
        return child
    }

    /// Starts the bot against a simulated Telegram.
    func serve(
        _ sandbox: Sandbox,
        _ arguments: [String] = [],
        _ environment: [String: String] = [:]
    ) throws -> Child {
        let own = [
            "TELEGRAM_BOT_TOKEN": sandbox.token, "TELEGRAM_API_BASE_URL": sandbox.baseURL,
            "PAYWALL_ENABLED": "true", "ADMIN_USER_IDS": "9001",
            // The simulated people type faster than any person.
            "THROTTLE_MESSAGE_INTERVAL_SEC": "0", "THROTTLE_CALLBACK_INTERVAL_SEC": "0",
        ]
        return try self.start(["serve"] + arguments, own.merging(environment) { _, new in new })
    }

    /// Runs a verb to its end.
    func run(_ arguments: String..., with environment: [String: String] = [:]) async throws -> Run {
        try await self.run(arguments, with: environment)
    }

    /// Runs a verb to its end.
    func run(_ arguments: [String], with environment: [String: String] = [:]) async throws -> Run {
        let child = try self.start(arguments, environment)
        guard case .exited(let status) = try await child.ended(within: .seconds(60)) else {
            throw Child.Overdue(awaited: "an exit", said: child.output + child.complaints)
        }
        return Run(status: status, output: child.output, complaints: child.complaints)
    }

    /// Whether a file lies in the folder.
    func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: self.folder.appending(path: path).path)
    }

    /// Writes a file into the folder.
    func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: self.folder.appending(path: path))
    }

    fileprivate func killAll() {
        for child in self.children.withLock({ $0 }) { child.send(SIGKILL) }
    }
}

/// What a verb came to.
struct Run: Sendable {
    var status: Int32
    var output: String
    var complaints: String

    /// The lines on stdout.
    var lines: [String] { self.output.split(separator: "\n").map(String.init) }

    /// The lines on stderr.
    var errors: [String] { self.complaints.split(separator: "\n").map(String.init) }

    /// The lines on stdout, read as JSON.
    func json() throws -> [SandboxJSON] {
        try self.lines.map { try SandboxJSON(parsing: $0) }
    }

    /// The only line on stdout, read as JSON.
    func object() throws -> SandboxJSON {
        try #require(self.lines.count == 1, "\(self.output)")
        return try SandboxJSON(parsing: self.output)
    }
}

/// Lends a workplace that is gone afterwards, with every process in it.
func withWorkplace<Result>(_ body: (Workplace) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory
        .appending(path: "starledger-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let place = Workplace(folder: folder)
    defer {
        place.killAll()
        try? FileManager.default.removeItem(at: folder)
    }
    return try await body(place)
}

extension SandboxJSON {
    /// The keys of an object, sorted.
    var keys: [String] {
        guard case .object(let members) = self else { return [] }
        return members.keys.sorted()
    }
}

extension Workplace {
    /// Runs a script of Python's own library to its end; a failure ends the test.
    func python(_ script: String, _ arguments: String...) async throws {
        let child = try Child(
            URL(filePath: "/usr/bin/python3"),
            ["-c", script] + arguments,
            environment: ["PATH": "/usr/bin:/bin"],
            in: self.folder
        )
        try #require(try await child.ended() == .exited(0), "\(child.complaints)")
    }
}
