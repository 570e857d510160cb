internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

// Figures of days, and what looks like abuse.

extension Administration {
    /// How many days `/admin cost` shows: unless told, and at most.
    private static let costDayCount = (standard: 7, range: 1...31)

    /// Carries out `/admin stats [days]`.
    func stats(_ order: Order) -> [Errand] {
        guard order.words.count <= 1, let days = order.words.isEmpty ? 1 : Int(order.words[0])
        else { return self.tell(AdminWords.statsUsage, order.visit) }
        let (reports, head) = self.desk.ledger.read { books in
            (DailyReport.last(days: days, in: books, at: order.visit.at), books.position)
        }
        let verified = self.desk.ledger.lastVerify?.figure ?? "never"
        let last =
            "ledger=ok head=\(head) epoch=\(self.desk.ledger.epoch) "
            + "last_verify=\(verified) "
            + "last_backup=\(self.desk.ledger.lastBackupAt?.rfc3339 ?? "never")"
        let lines = [reports.last?.headline ?? ""] + reports.map(\.line) + [last]
        return self.tell(lines.joined(separator: "\n"), order.visit)
    }

    /// Carries out `/admin cost [days]`.
    func cost(_ order: Order) -> [Errand] {
        let (standard, range) = Self.costDayCount
        guard order.words.count <= 1,
            let count = self.count(order.words.first, or: standard, in: range)
        else { return self.tell(AdminWords.costUsage, order.visit) }
        let settings = self.desk.settings
        let today = settings.dayClock.day(of: order.visit.at)
        let days = (0..<count).map { today.advanced(by: $0 + 1 - count) }
        let figures = self.desk.ledger.read { books in days.map { books.figures(of: $0) } }
        let lines = zip(days, figures).map { day, figures in
            AdminWords.cost(of: day, figures, cap: settings.costCapMicroUSD)
        }
        let title = AdminWords.costTitle(settings)
        return self.tell(([title] + lines).joined(separator: "\n"), order.visit)
    }

    /// Carries out `/admin suspects`.
    func suspects(_ order: Order) -> [Errand] {
        guard order.words.isEmpty else {
            return self.tell(AdminWords.suspectsUsage, order.visit)
        }
        let suspicions = self.desk.ledger.read { $0.suspicions(at: order.visit.at) }
        let page = SuspectsPage(
            suspicions: suspicions,
            limits: self.desk.settings.suspects,
            clock: ClockText(self.desk.settings.dayClock)
        )
        return self.tell(page.text, codes: page.charges, order.visit)
    }
}
