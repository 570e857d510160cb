internal import ArgumentParser
internal import Ledger
internal import LedgerService

/// `starledger history`: the events.
struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists events, the oldest first.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "Only this user's.")
    var user: Int64?

    @Option(help: "Only those of this request.")
    var rid: String?

    @Option(help: "Only this kind, for example payment_received.")
    var kind: String?

    @Option(help: "Recorded at this time or later.")
    var since: TimeArgument?

    @Option(help: "Recorded before this time.")
    var until: TimeArgument?

    @Option(help: "Only those about this charge.")
    var charge: String?

    @OptionGroup var past: MomentOptions

    @Option(help: "Only the last so many.")
    var limit: Int?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1") }
        if let kind, EventKind(name: kind) == nil {
            let names = EventKind.allCases.map(\.name).joined(separator: " ")
            throw ValidationError("--kind takes one of: \(names)")
        }
    }

    func run() async throws {
        try await reporting {
            let view = try LedgerView(place: try await self.common.place())
            var lines: [String] = []
            try view.forEach(matching: self.filter) { event, hash in
                let line = self.common.json ? event.json(hash: hash.hex) : event.text
                guard let limit = self.limit else { return Terminal.say(line) }
                lines.append(line)
                if lines.count > limit * 2 { lines.removeFirst(lines.count - limit) }
            }
            for line in lines.suffix(self.limit ?? 0) { Terminal.say(line) }
        }
    }

    private var filter: HistoryFilter {
        var filter = HistoryFilter()
        filter.user = self.user.map { UserID(rawValue: $0) }
        filter.rid = self.rid
        filter.kind = self.kind.flatMap { EventKind(name: $0) }
        filter.since = self.since?.instant
        filter.until = self.until?.instant
        filter.charge = self.charge.map { ChargeID(rawValue: $0) }
        filter.moment = self.past.moment
        return filter
    }
}

extension RecordedEvent {
    /// One line for people.
    fileprivate var text: String {
        let who = self.user.map { "user \($0.rawValue)" } ?? "ledger"
        return "\(self.position)  \(self.recordedAt.rfc3339)  \(self.event.kind.name)  \(who)  "
            + "\(self.envelope.actor.name)  rid=\(self.envelope.rid)  \(self.event.json)"
    }
}
