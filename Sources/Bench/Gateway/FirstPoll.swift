internal import Floor
private import Foundation
internal import Ledger
internal import LedgerService
internal import TelegramSandbox

/// How long the bot takes from nothing to its first `getUpdates`, on an empty ledger, and what it then
/// takes of memory.
///
/// The floor of the first is this program started for nothing but to say how it is used.
struct FirstPoll {
    let bench: Workbench

    func run() async throws -> [Measurement] {
        var (start, idle) = (Series(), Series())
        for run in 1...self.bench.runCount {
            self.bench.note("gateway: first poll, run \(run)")
            let floor = try await Self.start(nothing: ["starledger", "--help"])
            let telegram = try await TelegramProcess()
            defer { telegram.stop() }
            let (seconds, mebibytes) = try await self.bench.withScratch { place in
                try await Self.serve(place.database, telegram)
            }
            start.add(seconds, floor: floor)
            idle.add(mebibytes)
        }
        return [
            start.measurement("gateway.first_poll", unit: "s"),
            idle.measurement("gateway.idle", unit: "MiB"),
        ]
    }

    private static func serve(
        _ database: String,
        _ telegram: TelegramProcess
    ) async throws -> (seconds: Double, mebibytes: Double) {
        let variables = [
            "PATH=/usr/bin:/bin", "HOME=/tmp", "SQLITE_DB_PATH=\(database)",
            "TELEGRAM_BOT_TOKEN=\(TelegramWorld.Settings().token)",
            "TELEGRAM_API_BASE_URL=http://127.0.0.1:\(telegram.port)",
        ]
        let watch = Stopwatch()
        let process = ChildProgram.start(["starledger", "serve"], variables)
        guard process.process > 0 else { throw BenchFailure("cannot start the bot") }
        defer { floor_process_stop(process, 1) }
        _ = try await telegram.ask("polled")
        return (watch.seconds, Self.residentMebibytes(of: process.process))
    }

    private static func start(nothing arguments: [String]) async throws -> Double {
        let watch = Stopwatch()
        let process = ChildProgram.start(arguments)
        guard process.process > 0 else { throw BenchFailure("cannot start this program again") }
        // Its output ends when it does.
        while await !ChildProgram.line(from: process).isEmpty {}
        let seconds = watch.seconds
        floor_process_stop(process, 1)
        return seconds
    }

    /// Source: `man 5 proc_pid_status`.
    private static func residentMebibytes(of process: Int32) -> Double {
        let path = "/proc/\(process)/status"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        let kibibytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
        return (kibibytes.flatMap { Double($0) } ?? 0) / 1_024
    }
}
