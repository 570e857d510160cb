internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// One line: what a reading or an answer cost, and what is left.
struct CostLine {
    let desk: Desk

    /// Composes the line.
    func text(for use: OpenUse, of user: UserID, in language: Language, at time: Instant) -> String
    {
        let desk = self.desk
        let report = desk.ledger.read { StatusReport(of: user, in: $0, at: time) }
        let isConsultation = use.kind == .consultation
        switch use.access {
        case .free:
            let allowance = report.allowance
            let quota = isConsultation ? allowance.consult : allowance.oneCard
            let key: TextKey = isConsultation ? .costChat : .costFree
            let remaining = String(quota.remaining ?? 0)
            return desk.texts.say(key, in: language, ["remaining": remaining])
        case .ticket:
            let kind = use.reserved ?? .three
            return desk.texts.say(
                .costTicket,
                in: language,
                [
                    "product": desk.name(of: kind, in: language),
                    "held": String(report.person.tickets(kind).held),
                ]
            )
        case .pass:
            let clock = ClockText(desk.settings.dayClock)
            let until = report.person.passUntil.map(clock.full) ?? ""
            let key: TextKey = isConsultation ? .costChatPass : .costPass
            return desk.texts.say(key, in: language, ["until": until])
        case .admin: return desk.texts.say(.costAdmin, in: language)
        case .open: return desk.texts.say(.costOpen, in: language)
        }
    }
}
