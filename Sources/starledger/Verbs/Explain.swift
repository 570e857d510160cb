internal import ArgumentParser
internal import Ledger
internal import LedgerService
internal import Payments

/// `starledger explain`: may a user have something, why, and which events decide it.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says whether a user may have something, why, and what would change it.",
        discussion: "Without --spread or --consult, everything is explained, one after the other."
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "The user's Telegram id.")
    var user: Int64

    @Option(help: "one, three, hexagram or celtic; also read1, read3, hexa.")
    var spread: String?

    @Flag(help: "A consultation.")
    var consult = false

    @OptionGroup var past: MomentOptions

    func validate() throws {
        if self.consult, self.spread != nil {
            throw ValidationError("--spread and --consult exclude each other")
        }
        if let spread, Paywall.Ask(name: spread) == nil || spread == "consult" {
            throw ValidationError("--spread takes one of: one three hexagram celtic")
        }
    }

    func run() async throws {
        try await reporting {
            let view = try LedgerView(place: try await self.common.place())
            let explanations = try view.explain(
                UserID(rawValue: self.user),
                self.asks,
                by: self.past.moment,
                at: self.past.time
            )
            for explanation in explanations {
                Terminal.say(self.common.json ? explanation.json : explanation.text)
            }
        }
    }

    private var asks: [Paywall.Ask] {
        if self.consult { return [.consultation] }
        return self.spread.flatMap { Paywall.Ask(name: $0) }.map { [$0] } ?? Paywall.Ask.all
    }
}

extension Explanation {
    /// The most events that the text for people lists.
    private static let decidingCountMax = 20

    /// The same for people.
    fileprivate var text: String {
        let answer = self.access.map { "yes, \($0.name)" } ?? "no, \(self.refusal ?? "")"
        let shown = self.decidedBy.prefix(Self.decidingCountMax).map { "  decisive  \($0.text)" }
        let more = self.decidedBy.count - shown.count
        let decided =
            shown.isEmpty
            ? ["  decisive  nothing recorded: the defaults stand"]
            : shown + (more > 0 ? ["  decisive  \(more) more; --json lists them all"] : [])
        let because = self.grounds.map { "  because   \($0.text)" }
        let changes = self.changes.map { "  until     \($0.text)" }
        let head = "user \(self.user.rawValue) \(self.ask.name): \(answer)"
        let asOf = "  as of     position \(self.position)\(self.moment.words)"
        return ([head] + decided + because + changes + [asOf])
            .joined(separator: "\n")
    }
}
