internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

// Lists of events, payments and feedback. A long one comes in several messages.

extension Administration {
    /// How many lines each list shows: unless told, and at most.
    private static let historyCount = (standard: 20, range: 1...LedgerService.historyCountMax)
    private static let auditCount = (standard: 20, range: 1...200)
    private static let paymentCount = (standard: 10, range: 1...200)
    private static let feedbackCount = (standard: 10, range: 1...Feedback.entryCountMax)

    private var clock: ClockText { ClockText(self.desk.settings.dayClock) }

    /// Carries out `/admin history <user_id> [n]`.
    func history(_ order: Order) async throws(LedgerError) -> [Errand] {
        let (standard, range) = Self.historyCount
        guard (1...2).contains(order.words.count), let user = UserID(typed: order.words[0]),
            let count = self.count(order.words.dropFirst().first, or: standard, in: range)
        else { return self.tell(AdminWords.historyUsage, order.visit) }
        var filter = HistoryFilter()
        filter.user = user
        let events = try await self.desk.ledger.history(filter, last: count)
        guard !events.isEmpty else { return self.tell(AdminWords.noHistory(user), order.visit) }
        let clock = self.clock
        let lines = events.map { AdminWords.line($0, clock) }
        return self.tell(
            lines.joined(separator: "\n"),
            codes: events.compactMap { $0.event.charge?.rawValue },
            order.visit
        )
    }

    /// Carries out `/admin audit [n]`: who did what to whom, the newest first.
    func audit(_ order: Order) async throws(LedgerError) -> [Errand] {
        let (standard, range) = Self.auditCount
        guard order.words.count <= 1,
            let count = self.count(order.words.first, or: standard, in: range)
        else { return self.tell(AdminWords.auditUsage, order.visit) }
        let entries = self.desk.ledger.read { $0.audit.newest(count) }
        guard !entries.isEmpty else { return self.tell(AdminWords.noAudit, order.visit) }
        let events = try await self.desk.ledger.events(at: entries.map(\.position))
        let flags = Dictionary(entries.map { ($0.position, $0.flag) }) { first, _ in first }
        let clock = self.clock
        let lines = events.map { event in
            AdminWords.deed(event, flag: flags[event.position] ?? nil, clock)
        }
        return self.tell(
            lines.joined(separator: "\n"),
            codes: events.compactMap { $0.event.charge?.rawValue },
            order.visit
        )
    }

    /// Carries out `/admin payments [user_id] [n]`, the newest first.
    func payments(_ order: Order) -> [Errand] {
        guard let (user, count) = self.paymentArguments(order.words) else {
            return self.tell(AdminWords.paymentsUsage, order.visit)
        }
        let all = self.desk.ledger.read { books in
            books.allCharges.filter { user == nil || $0.charge.user == user }
        }
        let shown = Array(all.suffix(count).reversed())
        guard !shown.isEmpty else { return self.tell(AdminWords.noPayments, order.visit) }
        let clock = self.clock
        let title = AdminWords.paymentsTitle(shown.count, of: all.count)
        let items = shown.map { AdminWords.payment($0.id, $0.charge, clock) }
        return self.tell(
            ([title] + items).joined(separator: "\n\n"),
            codes: shown.map(\.id.rawValue),
            order.visit
        )
    }

    /// A lone small number is a count, unless the ledger knows a user of that number.
    private func paymentArguments(_ words: [String]) -> (user: UserID?, count: Int)? {
        let (standard, range) = Self.paymentCount
        guard words.count <= 2 else { return nil }
        guard let first = words.first else { return (nil, standard) }
        guard let user = UserID(typed: first) else { return nil }
        if words.count == 1, let count = Int(first), range.contains(count),
            self.desk.person(user) == nil
        {
            return (nil, count)
        }
        return self.count(words.dropFirst().first, or: standard, in: range).map { (user, $0) }
    }

    /// Carries out `/admin unmatched`: money that waits, the oldest first.
    func unmatched(_ order: Order) -> [Errand] {
        guard order.words.isEmpty else {
            return self.tell(AdminWords.unmatchedUsage, order.visit)
        }
        let waiting = self.desk.ledger.read { $0.unmatched }
        guard !waiting.isEmpty else { return self.tell(AdminWords.noUnmatched, order.visit) }
        let clock = self.clock
        let items = waiting.map { AdminWords.unmatched($0.id, $0.charge, clock) }
        let page = [AdminWords.unmatchedTitle(waiting.count)] + items + [AdminWords.unmatchedHint]
        return self.tell(
            page.joined(separator: "\n\n"),
            codes: waiting.map(\.id.rawValue),
            order.visit
        )
    }

    /// Carries out `/admin feedback_recent [n]`, the newest first.
    func feedback(_ order: Order) -> [Errand] {
        let (standard, range) = Self.feedbackCount
        guard order.words.count <= 1,
            let count = self.count(order.words.first, or: standard, in: range)
        else { return self.tell(AdminWords.feedbackUsage, order.visit) }
        let entries = self.desk.ledger.read { $0.feedback.newest(count) }
        guard !entries.isEmpty else { return self.tell(AdminWords.noFeedback, order.visit) }
        let clock = self.clock
        let items = entries.map { entry in
            AdminWords.feedback(entry, text: self.text(of: entry), clock)
        }
        return self.tell(items.joined(separator: "\n\n"), order.visit)
    }

    /// What somebody wrote, or `nil` without their key: erased, or a copy put back without keys.
    private func text(of entry: FeedbackEntry) -> String? {
        (try? self.desk.ledger.keyring.open(entry.sealedText, of: entry.user)) ?? nil
    }
}
