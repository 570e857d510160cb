internal import ArgumentParser
internal import Ledger
internal import LedgerService

/// `starledger verify`: gaps, hash chain, codec, schema, projections against a fresh fold.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks every byte of the log, and the projections against a fresh fold."
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await reporting {
            let place = try await self.common.place()
            let result = try Inspection.run(place: place, progress: Terminal.progress("verify"))
            if self.common.json {
                Terminal.say(result.json)
            } else {
                for line in result.lines { Terminal.say(line) }
            }
            guard result.isSound else { throw Failure("", status: .difference) }
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
        return line.finished
    }

    fileprivate var lines: [String] {
        let head =
            "events=\(self.eventCount) head=\(self.head.position) epoch=\(self.head.epoch) "
            + "sqlite=\(self.libraryVersion) chain_head=\(self.head.hash.hex)"
        guard !self.isSound else { return ["ok: \(head)"] }
        let findings = self.findings.map { finding in
            let place = finding.position.map { " at event \($0)" } ?? ""
            return "\(finding.code.rawValue)\(place): \(finding.message)"
        }
        return ["damaged: \(head)"] + findings
            + ["Keep this file as it is, and restore a backup or recover from one."]
    }
}
