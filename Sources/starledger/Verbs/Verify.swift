internal import ArgumentParser
internal import Ledger
internal import LedgerService

/// `starledger verify`: everything that can be said about a ledger without its writer.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks every byte of the log, its signed checkpoints, and the projections.",
        discussion: """
            Says where damage begins, up to where the log is good, and what to type next. What it
            found is kept beside the checkpoints, for doctor and /admin stats.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(
        name: .customLong("checkpoint"),
        help: ArgumentHelp(
            "Hold the log against this checkpoint too, for example one posted to a chat.",
            valueName: "file"
        )
    )
    var checkpoints: [String] = []

    @Option(help: "Write the good beginning of the log into this new file.")
    var salvage: String?

    func run() async throws {
        try await reporting {
            let place = try await self.common.place()
            let result = try Inspection.run(
                place: place,
                checkpoints: self.checkpoints,
                progress: Terminal.progress("verify")
            )
            if self.common.json {
                Terminal.say(result.json)
            } else {
                let loss = result.putBack.flatMap { Inspection.loss(of: $0, at: place) }
                for line in result.lines(missing: loss) { Terminal.say(line) }
                for note in result.notes { Terminal.complain("note: \(note)") }
            }
            // A copy that was put back has no record of its own before its first start.
            if result.putBack == nil { try Inspection.record(result, of: place, at: .now) }
            if let salvage { try self.save(place, to: salvage) }
            guard result.isSound else { throw Failure("", status: .difference) }
        }
    }
}

extension Verify {
    /// Saves what is good, and says how to go on.
    private func save(_ place: LedgerPlace, to target: String) throws {
        let saved = try Salvage.run(
            of: place.database,
            to: target,
            progress: Terminal.progress("salvage")
        )
        let words = SalvageWords(salvage: saved, target: target, place: place)
        if self.common.json {
            Terminal.say(words.json)
        } else {
            for line in words.lines { Terminal.say(line) }
        }
    }
}

extension Verification {
    fileprivate var json: String {
        let findings = self.findings.map { finding in
            var line = JSONLine()
            line.add("code", finding.code.rawValue)
            line.add("position", finding.position)
            line.add("message", finding.message)
            return line.finished
        }
        var line = JSONLine()
        line.add("ok", self.isSound)
        line.add("events", self.eventCount)
        line.add("head", self.head.position)
        line.add("epoch", self.head.epoch)
        line.add("chain_head", self.head.hash.hex)
        line.addRaw("findings", "[" + findings.joined(separator: ",") + "]")
        line.add("sqlite", self.libraryVersion)
        line.add("checkpoints", Int64(self.checkpointCount))
        line.add("last_good", self.lastGood?.position)
        line.add("last_good_at", self.lastGood?.recordedAt)
        line.add("next", self.nextStep)
        line.add("put_back", self.putBack != nil)
        let notes = self.notes.map { JSONLine.quoted($0) }
        line.addRaw("notes", "[" + notes.joined(separator: ",") + "]")
        return line.finished
    }

    fileprivate func lines(missing loss: Restore.LostEvents?) -> [String] {
        let head =
            "events=\(self.eventCount) head=\(self.head.position) epoch=\(self.head.epoch) "
            + "checkpoints=\(self.checkpointCount) sqlite=\(self.libraryVersion) "
            + "chain_head=\(self.head.hash.hex)"
        guard let next = self.nextStep else { return ["ok: \(head)"] }
        let findings = self.findings.map { finding in
            let place = finding.position.map { " at event \($0)" } ?? ""
            return "\(finding.code.rawValue)\(place): \(finding.message)"
        }
        guard self.putBack != nil else {
            return ["damaged: \(head)"] + findings + [self.goodLine, next]
        }
        let missing = loss.map { "missing: \(RestoreWords.words(for: $0))" }
        return ["put back: \(head)", self.goodLine] + [missing, next].compactMap(\.self)
    }

    private var goodLine: String {
        guard let good = self.lastGood else { return "good: no event" }
        return good.position == self.head.position && !self.findings.contains { $0.code.isOfTheLog }
            ? "good: every event of the log"
            : "good: up to event \(good.position), recorded at \(good.recordedAt.rfc3339)"
    }
}
