internal import ArgumentParser
internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// `starledger status`: what a user has, now or then.
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what a user has, now or at an earlier moment."
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "The user's Telegram id.")
    var user: Int64?

    @Flag(help: "Every user, one line each.")
    var all = false

    @OptionGroup var past: MomentOptions

    @Option(help: "By the events up to this position.")
    var position: Int64?

    func validate() throws {
        if self.all == (self.user != nil) {
            throw ValidationError("name one user, or --all")
        }
        if self.position != nil, self.past.moment != .now {
            throw ValidationError("--position excludes --at and --as-known")
        }
    }

    func run() async throws {
        try await reporting {
            let view = try LedgerView(place: try await self.common.place())
            let moment = self.position.map { .position($0) } ?? self.past.moment
            let time = self.past.time
            let one = self.user.map { UserID(rawValue: $0) }
            let books =
                try one.map { try view.books(of: $0, at: moment, around: time) }
                ?? view.books(at: moment)
            let users = one.map { [$0] } ?? books.users
            for user in users {
                let report = StatusReport(of: user, in: books, at: time)
                guard !self.common.json else {
                    Terminal.say(report.json)
                    continue
                }
                let unknown = try self.takeOver(of: user, in: view).map { takeOver in
                    "\n  note      taken over by import at \(takeOver.rfc3339): nothing is known of what "
                        + "was held before then"
                }
                Terminal.say(report.text + moment.words + (unknown ?? ""))
            }
        }
    }
}

extension Status {
    /// When a user was taken over, if the moment that is shown lies before that.
    private func takeOver(of user: UserID, in view: LedgerView) throws -> Instant? {
        guard self.past.moment.effective != nil else { return nil }
        var filter = HistoryFilter()
        (filter.user, filter.kind) = (user, .openingBalance)
        var takeOver: Instant?
        try view.forEach(matching: filter) { event, _ in takeOver = takeOver ?? event.effectiveAt }
        return takeOver.flatMap { $0 > self.past.time ? $0 : nil }
    }
}

extension StatusReport {
    /// The same figures for people.
    fileprivate var text: String {
        let tickets = TicketKind.allCases.map { kind in
            "\(kind.sku.rawValue)=\(self.person.tickets(kind).held)"
        }
        let day = self.allowance.trialDay.map { "day \($0)" } ?? "never seen"
        let quotas = [
            "one card \(Self.text(self.allowance.oneCard))",
            "consult \(Self.text(self.allowance.consult))",
        ]
        return """
            user \(self.user.rawValue) (\(day), \(self.person.language.code))
              tickets   \(tickets.joined(separator: " "))
              pass      \(self.passUntil?.rfc3339 ?? "none")
              images    \(self.person.hasImages ? "on" : "off")
              quotas    \(quotas.joined(separator: ", "))
              terms     \(self.person.termsAcceptedAt?.rfc3339 ?? "not accepted")
              hold      \(self.person.isHeld ? "suspended" : "none")
              as of     position \(self.position)
            """
    }

    private static func text(_ quota: Allowance.Quota) -> String {
        guard let limit = quota.limit, let remaining = quota.remaining else { return "unlimited" }
        return "\(remaining) of \(limit) left"
    }
}
