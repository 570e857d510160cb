public import Ledger
public import Projections

/// The one decision whether a user may have something now, and at whose cost.
///
/// The bot, the command line's `explain` and every other door call it.
public enum Paywall {
    /// What is asked for.
    public enum Ask: Hashable, Sendable {
        /// A reading.
        case reading(Spread)
        /// A consultation.
        case consultation
    }

    /// The answer.
    public enum Verdict: Hashable, Sendable {
        /// Yes, at this cost.
        case allowed(Access)
        /// No, for this reason.
        case refused(Refusal)
    }

    /// Why not.
    public enum Refusal: Hashable, Sendable {
        /// An administrator suspended all access.
        case held
        /// It needs a ticket of this kind, and none is held.
        case noTicket(TicketKind)
        /// The free quota of the day is used up.
        case quotaUsedUp(limit: Int, resetsAt: Instant)
        /// It is never free for this user, only with a pass.
        case passOnly
    }

    /// Decides: the columns of the domain's table, from left to right, a suspension before them.
    public static func decide(
        _ ask: Ask,
        for user: UserID,
        person: Person,
        settings: Settings,
        costToday: Int64,
        at moment: Instant
    ) -> Verdict {
        if person.isHeld { return .refused(.held) }
        if let access = self.unlimitedAccess(user, person, settings, moment) {
            return .allowed(access)
        }
        if case .reading(let spread) = ask, let kind = TicketKind(opening: spread) {
            return person.tickets(kind).held > 0 ? .allowed(.ticket) : .refused(.noTicket(kind))
        }
        let allowance = self.allowance(
            for: user,
            person: person,
            settings: settings,
            costToday: costToday,
            at: moment
        )
        let quota = ask == .consultation ? allowance.consult : allowance.oneCard
        if quota.remaining != 0 { return .allowed(.free) }
        if quota.isNeverFree { return .refused(.passOnly) }
        return .refused(.quotaUsedUp(limit: quota.limit ?? 0, resetsAt: allowance.resetsAt))
    }

    /// What is free for a user today, and how much of it is left.
    public static func allowance(
        for user: UserID,
        person: Person,
        settings: Settings,
        costToday: Int64,
        at moment: Instant
    ) -> Allowance {
        let clock = settings.dayClock
        let trialDay = person.trialDay(at: moment, clock: clock)
        let isTrial = Int64(trialDay ?? 1) <= settings.trialDays
        let isCapped = costToday >= settings.costCapMicroUSD
        let used = person.usedToday(at: moment, clock: clock)
        let isUnlimited = self.unlimitedAccess(user, person, settings, moment) != nil
        return Allowance(
            oneCard: Allowance.Quota(
                limit: isTrial ? settings.oneCardTrialPerDay : settings.oneCardPerDay,
                cap: isCapped ? settings.cappedOneCardPerDay : nil,
                used: used.oneCard,
                isHeld: person.isHeld,
                isUnlimited: isUnlimited
            ),
            consult: Allowance.Quota(
                limit: isTrial ? settings.consultTrialPerDay : 0,
                cap: isCapped ? settings.cappedConsultPerDay : nil,
                used: used.consult,
                isHeld: person.isHeld,
                isUnlimited: isUnlimited
            ),
            trialDay: trialDay,
            resetsAt: clock.start(
                of: person.quotaDay(at: moment, clock: clock).advanced(by: 1)
            ),
            isCapped: isCapped
        )
    }

    private static func unlimitedAccess(
        _ user: UserID,
        _ person: Person,
        _ settings: Settings,
        _ moment: Instant
    ) -> Access? {
        if settings.isAdministrator(user) { return .admin }
        if !settings.isPaywallOn { return .open }
        return person.hasPass(at: moment) ? .pass : nil
    }
}
