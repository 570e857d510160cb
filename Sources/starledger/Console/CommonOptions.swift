internal import ArgumentParser
internal import Ledger
internal import LedgerService
internal import Logging

/// What every verb accepts.
struct CommonOptions: ParsableArguments {
    @Option(help: "The ledger's file (default: SQLITE_DB_PATH, or db/ledger.db).")
    var database: String?

    @Flag(help: "Print JSON, one object a line.")
    var json = false

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel = LogLevel.info

    /// Where the ledger lies, by the option or by the environment.
    func place() async throws -> LedgerPlace {
        if let database { return LedgerPlace(database: database) }
        let environment = try await Environment()
        let variable = Variable.named("SQLITE_DB_PATH")
        let path = environment.value(of: variable.name)?.text ?? variable.fallback ?? ""
        return LedgerPlace(database: path)
    }
}

/// What every writing verb accepts as well.
struct WritingOptions: ParsableArguments {
    @Option(help: "Your name, for the audit trail (default: the login name).")
    var actor: String?

    @Option(help: "The request id to record (default: a new one).")
    var rid: String?

    @Option(help: "Repeating a command with the same key does nothing twice.")
    var idempotencyKey: String?
}

/// How much is logged, as the command line names it.
enum LogLevel: String, ExpressibleByArgument, CaseIterable {
    case trace, debug, info, notice, warning, error, critical

    /// The logging library's own level.
    var level: Logger.Level { Logger.Level(rawValue: self.rawValue) ?? .info }
}

/// A moment on the command line: RFC 3339, for example 2026-11-24T00:00:00Z.
struct TimeArgument: ExpressibleByArgument {
    let instant: Instant

    init?(argument: String) {
        guard let instant = Instant(rfc3339: argument) else { return nil }
        self.instant = instant
    }
}
