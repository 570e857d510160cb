internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

// One user: suspensions, replies, incidents, and why they may or may not.

extension Administration {
    /// Carries out `/admin hold <user_id> <reason …> [quiet]`.
    func hold(_ order: Order) async throws(LedgerError) -> [Errand] {
        guard let hold = HoldOrder(order.words) else {
            return self.tell(AdminWords.holdUsage, order.visit)
        }
        return try await self.change(hold, .hold(reason: hold.reason), .holdTold, order)
    }

    /// Carries out `/admin release <user_id> <reason …> [quiet]`.
    func release(_ order: Order) async throws(LedgerError) -> [Errand] {
        guard let hold = HoldOrder(order.words) else {
            return self.tell(AdminWords.releaseUsage, order.visit)
        }
        return try await self.change(hold, .release(reason: hold.reason), .holdLifted, order)
    }

    private func change(
        _ hold: HoldOrder,
        _ command: Command,
        _ key: TextKey,
        _ order: Order
    ) async throws(LedgerError) -> [Errand] {
        let desk = self.desk
        return try await self.carryOut(command, about: hold.user, order) { ruling, _ in
            let isUnknown = !Self.hasCome(ruling.person)
            let news = desk.texts.say(key, in: ruling.person?.language ?? .japanese)
            return Self.replies(
                AdminWords.held(hold, isLifted: key == .holdLifted, isUnknown: isUnknown),
                to: order.visit.user,
                told: hold.isQuiet ? nil : Reply(to: hold.user, news, weight: .money),
                whoCame: !isUnknown
            )
        }
    }

    /// Carries out `/admin reply <user_id> adjusting|unreflected|refunded`.
    ///
    /// Recorded as a note on the user: nobody gets the same words twice for one message, and the
    /// audit trail shows who was told what.
    func reply(_ order: Order) async throws(LedgerError) -> [Errand] {
        guard order.words.count == 2, let user = UserID(typed: order.words[0]),
            let key = TextKey(rawValue: "reply.\(order.words[1].lowercased())")
        else { return self.tell(AdminWords.replyUsage, order.visit) }
        let desk = self.desk
        let note = "reply \(order.words[1].lowercased())"
        return try await self.carryOut(
            .noteIncident(text: note, about: nil),
            about: user,
            order
        ) { ruling, _ in
            let news = desk.texts.say(key, in: ruling.person?.language ?? .japanese)
            let hasCome = Self.hasCome(ruling.person)
            return Self.replies(
                AdminWords.replied(user, isSent: hasCome),
                to: order.visit.user,
                told: Reply(to: user, news, weight: .money),
                whoCame: hasCome
            )
        }
    }

    /// Carries out `/admin incident [user_id] [rid] <text …> [| done so far …]`.
    func noteIncident(_ order: Order) async throws(LedgerError) -> [Errand] {
        let report = IncidentReport(order) { user in
            self.desk.person(user) != nil
        }
        guard let report else { return self.tell(AdminWords.incidentUsage, order.visit) }
        let alarm = self.alarm
        return try await self.carryOut(
            .noteIncident(text: report.text, about: report.rid),
            about: report.user,
            order
        ) { _, events in
            let position = events.last?.position ?? 0
            return alarm.replies(
                (report.what, AdminWords.incidentDone(report.done, at: position)),
                about: report.user,
                at: order.visit.at,
                rid: report.rid ?? order.visit.rid
            )
        }
    }

    /// Carries out `/admin explain <user_id> <what>`.
    func explain(_ order: Order) async throws(LedgerError) -> [Errand] {
        guard order.words.count == 2, let user = UserID(typed: order.words[0]),
            let ask = Paywall.Ask(name: order.words[1].lowercased())
        else { return self.tell(AdminWords.explainUsage, order.visit) }
        let explanation = try await self.desk.ledger.explain(user, ask, at: order.visit.at)
        let clock = ClockText(self.desk.settings.dayClock)
        return self.tell(AdminWords.explanation(explanation, clock), order.visit)
    }
}
