internal import ArgumentParser
internal import Ledger
internal import LedgerService

/// `starledger replay`: rebuilds every projection from the log.
struct ReplayVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Rebuilds every projection from the log, and says whether anything differed.",
        discussion: "While the bot runs, or with --position, it compares and replaces nothing."
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "Fold up to this event only, and replace nothing.")
    var position: Int64?

    func validate() throws {
        if let position, position < 1 { throw ValidationError("positions count from 1") }
    }

    func run() async throws {
        try await reporting {
            let place = try await self.common.place()
            let start = ContinuousClock.now
            let replay = try Replay.run(
                place: place,
                upTo: self.position ?? .max,
                progress: Terminal.progress("replay")
            )
            if let position, replay.eventCount < position {
                throw Failure("the log ends at event \(replay.eventCount), before \(position)")
            }
            let seconds = Double((ContinuousClock.now - start) / .milliseconds(1)) / 1_000
            if self.position == nil { try self.replaceSnapshots(of: place, by: replay) }
            self.show(replay, seconds: seconds)
            guard replay.differences == 0 else { throw Failure("", status: .difference) }
        }
    }

    /// Replaces what it can: a reading verb also works where nothing may be written.
    private func replaceSnapshots(of place: LedgerPlace, by replay: Replay) throws(LedgerError) {
        guard Lease.holder(of: place.database) == nil else { return }
        do throws(LedgerError) {
            try replay.replaceSnapshots(of: place, since: .now)
        } catch {
            guard error.code == .storageUnavailable || error.code == .leaseHeld else { throw error }
            Terminal.complain("the snapshots stay as they are: \(error)")
        }
    }

    private func show(_ replay: Replay, seconds: Double) {
        if self.common.json {
            var digests = JSONLine()
            for digest in replay.digests { digests.add(digest.name, digest.sha256) }
            var line = JSONLine()
            line.add("events", replay.eventCount)
            line.addRaw("seconds", String(seconds))
            line.add("differences", Int64(replay.differences))
            line.addRaw("projections", digests.finished)
            Terminal.say(line.finished)
            return
        }
        let verdict =
            replay.differences == 0
            ? "no difference" : "\(replay.differences) projections differed from their snapshot"
        Terminal.say("\(replay.eventCount) events in \(seconds) s: \(verdict)")
        for digest in replay.digests { Terminal.say("\(digest.sha256)  \(digest.name)") }
    }
}
