internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// What administrators do in chat: grant, revoke, refund, and look things up.
struct Administration: Sendable {
    let desk: Desk
    let cashier: Cashier
    let alarm: Alarm

    /// Whether somebody is an administrator.
    func admits(_ user: UserID) -> Bool {
        self.desk.settings.isAdministrator(user)
    }

    /// Carries out `/admin …`.
    ///
    /// - Parameters:
    ///   - words: What follows `/admin`.
    ///   - key: Names the message, so that a redelivery does nothing twice.
    ///   - visit: The administrator's update.
    /// - Returns: What is left to do.
    /// - Throws: ``LedgerError`` if the ledger is down.
    func carryOut(
        _ words: [String],
        key: String,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        guard self.admits(visit.user) else { return [self.desk.words(.adminOnly, visit)] }
        let rest = Array(words.dropFirst())
        switch words.first {
        case "grant": return try await self.change(rest, isGrant: true, key: key, visit)
        case "revoke": return try await self.change(rest, isGrant: false, key: key, visit)
        case "stats": return self.stats(rest, visit)
        case "history": return try await self.history(rest, visit)
        default: return self.tell(AdminWords.help, visit)
        }
    }

    /// Carries out `/refund <charge>`.
    func refund(
        _ words: [String],
        key: String,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        guard self.admits(visit.user) else { return [self.desk.words(.adminOnly, visit)] }
        guard let charge = words.first.map({ ChargeID(rawValue: $0) }) else {
            return self.tell(AdminWords.refundUsage, visit)
        }
        let reason = words.dropFirst().joined(separator: " ")
        let answer = try await self.desk.ledger.submit(
            .requestRefund(charge, reason: reason.isEmpty ? AdminWords.noReason : reason),
            visit.request(about: nil, key: key)
        ) { ruling, _ in
            self.alarm.replies(to: ruling, at: visit.at, rid: visit.rid)
                .map { self.desk.owe($0, at: visit.at) }
        }
        let ruling = answer.outcome
        let job = ruling.user.map { owner in
            RefundJob(
                charge: charge,
                user: owner,
                cancels: ruling.outcome.cancelledSubscription,
                administrator: visit.user,
                rid: visit.rid
            )
        }
        let told = self.tell(AdminWords.refund(ruling.outcome, charge: charge), visit)
        guard ruling.outcome.asksTelegram, let job else {
            return told + self.desk.deliveries(answer)
        }
        return told + self.desk.deliveries(answer) + [.askRefund(job)]
    }

    /// Grants or revokes: `<user_id> <SKU> [reason …] [charge=<id>] [quiet]`.
    private func change(
        _ words: [String],
        isGrant: Bool,
        key: String,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        guard let order = GrantOrder(words), !order.sku.rawValue.isEmpty else {
            return self.tell(isGrant ? AdminWords.grantUsage : AdminWords.revokeUsage, visit)
        }
        let reason = order.reason.isEmpty ? AdminWords.noReason : order.reason
        let command: Command =
            isGrant
            ? .grant(
                Grant(
                    sku: order.sku,
                    reason: reason,
                    charge: order.charge,
                    isQuiet: order.isQuiet
                )
            ) : .revoke(order.sku, reason: reason, isQuiet: order.isQuiet)
        let answer = try await self.desk.ledger.submit(
            command,
            visit.request(about: order.user, key: key)
        ) { ruling, _ in
            guard let news = self.desk.news(of: ruling, sku: order.sku) else { return [] }
            let report = AdminWords.done(order, told: news)
            let forwarded = Reply(to: visit.user, report, weight: .money)
            let told = order.isQuiet ? [] : [Reply(to: order.user, news, weight: .money)]
            return ([forwarded] + told).map { self.desk.owe($0, at: visit.at) }
        }
        guard answer.owed.isEmpty else { return self.desk.deliveries(answer) }
        return self.tell(AdminWords.refusal(of: answer.outcome.outcome), visit)
    }

    private func stats(_ words: [String], _ visit: Visit) -> [Errand] {
        guard let days = words.isEmpty ? 1 : Int(words[0]) else {
            return self.tell(AdminWords.statsUsage, visit)
        }
        let (reports, head) = self.desk.ledger.read { books in
            (DailyReport.last(days: days, in: books, at: visit.at), books.position)
        }
        let last =
            "ledger=ok head=\(head) epoch=\(self.desk.ledger.epoch) "
            + "last_verify=never last_backup=never"
        let lines = [reports.last?.headline ?? ""] + reports.map(\.line) + [last]
        return self.tell(lines.joined(separator: "\n"), visit)
    }

    private func history(_ words: [String], _ visit: Visit) async throws(LedgerError) -> [Errand] {
        guard let user = words.first.flatMap({ Int64($0) }).map(UserID.init(rawValue:)),
            let count = words.count < 2 ? AdminWords.historyCount : Int(words[1]), count > 0
        else { return self.tell(AdminWords.historyUsage, visit) }
        var filter = HistoryFilter()
        filter.user = user
        let events = try await self.desk.ledger.history(filter, last: count)
        guard !events.isEmpty else { return self.tell(AdminWords.noHistory(user), visit) }
        let clock = ClockText(self.desk.settings.dayClock)
        let lines = events.map { AdminWords.line($0, clock) }
        return self.tell(lines.joined(separator: "\n"), visit)
    }

    private func tell(_ text: String, _ visit: Visit) -> [Errand] {
        [.say(Reply(to: visit.user, text))]
    }
}

/// The arguments of `/admin grant` and `/admin revoke`.
struct GrantOrder: Equatable, Sendable {
    var user: UserID
    var sku: SKU
    var reason: String
    var charge: ChargeID?
    var isQuiet: Bool

    /// Reads the words after the verb, or returns `nil` if the first two are not a user and a SKU.
    init?(_ words: [String]) {
        guard words.count >= 2, let user = Int64(words[0]), user > 0 else { return nil }
        self.user = UserID(rawValue: user)
        self.sku = SKU(rawValue: words[1])
        let rest = words.dropFirst(2)
        let charge = rest.first { $0.hasPrefix("charge=") }
        self.charge = charge.map { ChargeID(rawValue: String($0.dropFirst("charge=".count))) }
        self.isQuiet = rest.contains("quiet")
        self.reason = rest.filter { $0 != charge && $0 != "quiet" }.joined(separator: " ")
    }
}
