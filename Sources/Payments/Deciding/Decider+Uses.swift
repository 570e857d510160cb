internal import Ledger
internal import Projections

// Readings and consultations. Nobody pays for what did not arrive, nobody gets two for one.

extension Decider {
    func start(_ asked: ReadingRequest) -> Decision {
        guard let access = self.access(to: .reading(asked.spread)) else {
            return self.refusal(of: .reading(asked.spread))
        }
        let use = self.standing.next
        let started = ReadingStarted(
            access: access,
            spread: asked.spread,
            draw: asked.draw,
            theme: asked.theme,
            questionDigest: asked.questionDigest
        )
        var events: [Event] = [.readingStarted(started)]
        if access == .ticket, let kind = TicketKind(opening: asked.spread) {
            events.append(.ticketReserved(TicketReserved(ticket: kind, use: use)))
        }
        let reading = StartedReading(
            use: use,
            spread: asked.spread,
            draw: asked.draw,
            theme: asked.theme,
            access: access,
            progress: .started
        )
        return self.record(events, keyed: 0, .reading(reading))
    }

    func startConsultation(_ digest: Int64?) -> Decision {
        guard let access = self.access(to: .consultation) else {
            return self.refusal(of: .consultation)
        }
        let started = ConsultationStarted(access: access, questionDigest: digest)
        let consultation = StartedConsultation(
            use: self.standing.next,
            access: access,
            progress: .started
        )
        return self.record(.consultationStarted(started), .consultation(consultation))
    }

    func deliver(_ position: Position, isFallback: Bool) -> Decision {
        guard let use = self.openReading(position) else { return self.answer(.settledBefore) }
        var events: [Event] = []
        var alerts: [Alert] = []
        if let kind = use.reserved, let user = self.request.user {
            events.append(.ticketConsumed(TicketConsumed(ticket: kind, use: position)))
            // A refund waited for this ticket, and no other reserved one is left to wait for.
            let others = Int(self.person.tickets(kind).reserved) - 1
            if self.person.waitingCount(kind) > others { alerts.append(.nothingLeft(user)) }
        }
        let delivered = ReadingDelivered(use: position, isFallback: isFallback)
        events.append(.readingDelivered(delivered))
        return self.record(events, keyed: events.count - 1, .delivered, alerts: alerts)
    }

    func fail(_ position: Position, _ reason: FailureReason) -> Decision {
        guard let use = self.openReading(position) else { return self.answer(.settledBefore) }
        var events: [Event] = []
        var released: TicketKind?
        if let kind = use.reserved {
            events.append(.ticketReleased(TicketReleased(ticket: kind, use: position)))
            if self.person.waitingCount(kind) == 0 { released = kind }
        }
        events.append(.readingFailed(ReadingFailed(use: position, reason: reason)))
        return self.record(events, keyed: events.count - 1, .failed(released: released))
    }

    func answerConsultation(_ position: Position) -> Decision {
        guard self.isOpenConsultation(position) else { return self.answer(.settledBefore) }
        return self.record(
            .consultationAnswered(ConsultationAnswered(use: position)),
            .delivered
        )
    }

    func failConsultation(_ position: Position, _ reason: FailureReason) -> Decision {
        guard self.isOpenConsultation(position) else { return self.answer(.settledBefore) }
        let failed = ConsultationFailed(use: position, reason: reason)
        return self.record(.consultationFailed(failed), .failed(released: nil))
    }

    private func verdict(on ask: Paywall.Ask) -> Paywall.Verdict? {
        self.request.user.map { user in
            Paywall.decide(
                ask,
                for: user,
                person: self.person,
                settings: self.settings,
                costToday: self.standing.costToday,
                at: self.request.at
            )
        }
    }

    private func access(to ask: Paywall.Ask) -> Access? {
        guard case .allowed(let access) = self.verdict(on: ask) else { return nil }
        return access
    }

    private func refusal(of ask: Paywall.Ask) -> Decision {
        guard case .refused(let refusal) = self.verdict(on: ask) else {
            return self.refuse(.userMissing)
        }
        return self.refuse(.paywall(refusal))
    }

    private func openReading(_ position: Position) -> OpenUse? {
        guard let use = self.person.openUse(position), use.kind != .consultation else {
            return nil
        }
        return use
    }

    private func isOpenConsultation(_ position: Position) -> Bool {
        self.person.openUse(position)?.kind == .consultation
    }

    private func record(
        _ events: [Event],
        keyed index: Int,
        _ outcome: Outcome,
        alerts: [Alert] = []
    ) -> Decision {
        let recorded = events.enumerated().map { offset, event in
            NewEvent(event, in: self.envelope(key: offset == index ? self.request.key : nil))
        }
        return Decision(events: recorded, outcome: outcome, alerts: alerts)
    }
}
