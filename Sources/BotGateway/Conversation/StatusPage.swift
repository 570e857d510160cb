internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// The page of `/status`: one line a figure, the figure last.
struct StatusPage {
    let desk: Desk

    /// Composes the page.
    func text(for user: UserID, in language: Language, at time: Instant) -> String {
        let report = self.desk.ledger.read { StatusReport(of: user, in: $0, at: time) }
        let clock = ClockText(self.desk.settings.dayClock)
        let texts = self.desk.texts
        let day = String(report.allowance.trialDay ?? 1)
        let lines = [
            texts.say(.statusTitle, in: language),
            texts.say(.statusDay, in: language, ["day": day]),
            self.pass(report, clock, language, at: time),
            self.oneCard(report.allowance, language),
            self.chat(report, language),
            self.tickets(.statusTicketThree, .three, report.person, language),
            self.tickets(.statusTicketSeven, .seven, report.person, language),
            self.tickets(.statusTicketTen, .ten, report.person, language),
            texts.say(report.person.hasImages ? .statusImagesOn : .statusImagesOff, in: language),
            texts.say(
                .statusReset,
                in: language,
                ["reset": clock.short(report.allowance.resetsAt)]
            ),
            self.purchase(report.person, clock, language),
        ]
        return lines.joined(separator: "\n")
    }

    /// The line on free one-card draws alone.
    func oneCard(of user: UserID, in language: Language, at time: Instant) -> String {
        let report = self.desk.ledger.read { StatusReport(of: user, in: $0, at: time) }
        return self.oneCard(report.allowance, language)
    }

    /// The line on free consultations alone.
    func chat(of user: UserID, in language: Language, at time: Instant) -> String {
        self.chat(self.desk.ledger.read { StatusReport(of: user, in: $0, at: time) }, language)
    }

    private func pass(
        _ report: StatusReport,
        _ clock: ClockText,
        _ language: Language,
        at time: Instant
    ) -> String {
        guard let until = report.passUntil else {
            return self.desk.texts.say(.statusNoPass, in: language)
        }
        let left = until.microseconds - time.microseconds
        let dayMicroseconds: Int64 = 86_400_000_000
        let days = (left + dayMicroseconds - 1) / dayMicroseconds
        return self.desk.texts.say(
            .statusPass,
            in: language,
            ["until": clock.full(until), "days": String(days)]
        )
    }

    private func oneCard(_ allowance: Allowance, _ language: Language) -> String {
        guard let limit = allowance.oneCard.limit else {
            return self.desk.texts.say(.statusOneCardUnlimited, in: language)
        }
        return self.desk.texts.say(
            .statusOneCard,
            in: language,
            ["limit": String(limit), "remaining": String(allowance.oneCard.remaining ?? 0)]
        )
    }

    private func chat(_ report: StatusReport, _ language: Language) -> String {
        let consult = report.allowance.consult
        if report.passUntil != nil {
            return self.desk.texts.say(.statusChatWithPass, in: language)
        }
        if consult.isNeverFree {
            return self.desk.texts.say(.statusChatPassOnly, in: language)
        }
        guard let remaining = consult.remaining else {
            return self.desk.texts.say(.statusChatUnlimited, in: language)
        }
        return self.desk.texts.say(.statusChat, in: language, ["remaining": String(remaining)])
    }

    private func tickets(
        _ key: TextKey,
        _ kind: TicketKind,
        _ person: Person,
        _ language: Language
    ) -> String {
        self.desk.texts.say(key, in: language, ["count": String(person.tickets(kind).held)])
    }

    private func purchase(_ person: Person, _ clock: ClockText, _ language: Language) -> String {
        guard let last = person.lastPurchase else {
            return self.desk.texts.say(.statusNoPurchase, in: language)
        }
        return self.desk.texts.say(
            .statusPurchase,
            in: language,
            [
                "product": self.desk.name(of: last.sku, in: language),
                "sku": last.sku.rawValue,
                "date": clock.full(last.at),
            ]
        )
    }
}
