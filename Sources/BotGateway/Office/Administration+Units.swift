internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

// What somebody has: grants, revokes, and money that fitted nothing.

extension Administration {
    /// Carries out `/admin grant <user_id> <SKU> [reason …] [charge=<id>] [quiet]`.
    func grant(_ order: Order) async throws(LedgerError) -> [Errand] {
        guard let grant = GrantOrder(order.words) else {
            return self.tell(AdminWords.grantUsage, order.visit)
        }
        let command = Command.grant(
            Grant(
                sku: grant.sku,
                reason: grant.reason,
                charge: grant.charge,
                isQuiet: grant.isQuiet
            )
        )
        return try await self.change(grant, command, order)
    }

    /// Carries out `/admin revoke <user_id> <SKU> [reason …] [quiet]`.
    func revoke(_ order: Order) async throws(LedgerError) -> [Errand] {
        guard let revoke = GrantOrder(order.words), revoke.charge == nil else {
            return self.tell(AdminWords.revokeUsage, order.visit)
        }
        let command = Command.revoke(
            revoke.sku,
            reason: revoke.reason,
            isQuiet: revoke.isQuiet
        )
        return try await self.change(revoke, command, order)
    }

    private func change(
        _ change: GrantOrder,
        _ command: Command,
        _ order: Order
    ) async throws(LedgerError) -> [Errand] {
        let desk = self.desk
        return try await self.carryOut(command, about: change.user, order) { ruling, _ in
            let news = desk.news(of: ruling, sku: change.sku) ?? ""
            var lines = [AdminWords.done(change.user, change.sku)]
            if case .granted(_, let revoke?) = ruling.outcome {
                lines.append(AdminWords.givesBack(revoke))
            }
            if change.charge != nil { lines.append(AdminWords.fulfilsCharge) }
            return Self.replies(
                lines.joined(separator: "\n"),
                to: order.visit.user,
                told: change.isQuiet ? nil : Reply(to: change.user, news, weight: .money),
                whoCame: Self.hasCome(ruling.person)
            )
        }
    }

    /// Carries out `/admin resolve <charge> <SKU> [quiet]`.
    func resolve(_ order: Order) async throws(LedgerError) -> [Errand] {
        let words = order.words
        guard words.count == 2 || (words.count == 3 && words[2] == "quiet") else {
            return self.tell(AdminWords.resolveUsage, order.visit)
        }
        let (charge, sku) = (ChargeID(rawValue: words[0]), SKU(rawValue: words[1]))
        let (desk, isQuiet) = (self.desk, words.count == 3)
        return try await self.carryOut(.resolve(charge, sku), about: nil, order) { ruling, _ in
            guard let user = ruling.user, let news = desk.news(of: ruling, sku: sku) else {
                return []
            }
            return Self.replies(
                AdminWords.resolved(user, sku, charge),
                to: order.visit.user,
                codes: [charge.rawValue],
                told: isQuiet ? nil : Reply(to: user, news, weight: .money)
            )
        }
    }

    /// The administrator's report, and what the user is told unless nobody is to be.
    ///
    /// Telegram lets a bot write to nobody who never opened it: then nothing is sent, and the
    /// administrator hears so.
    static func replies(
        _ report: String,
        to administrator: UserID,
        codes: [String] = [],
        told: Reply?,
        whoCame: Bool = true
    ) -> [Reply] {
        let text = "\(report)\n\(AdminWords.forwarding(told?.text, isSent: whoCame))"
        let forwarded = Reply(to: administrator, text, weight: .money).with(codes: codes)
        return [forwarded] + (whoCame ? told.map { [$0] } ?? [] : [])
    }

    /// Whether somebody ever opened the bot: they wrote, paid, or used the one before.
    static func hasCome(_ person: Person?) -> Bool {
        guard let person else { return false }
        return person.firstSeen != nil || person.units.contains { $0.origin != .grant }
    }
}
