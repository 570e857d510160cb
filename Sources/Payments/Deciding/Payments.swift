internal import Ledger
internal import Projections

/// What may happen next.
///
/// Pure: no clock, no chance, no I/O. The same command in the same standing is the same decision.
public enum Payments {
    /// Two taps on one product within this time give one invoice.
    public static let doubleTapSeconds: Int64 = 30

    /// A provider's time may lie this far ahead of the clock before it is clamped.
    public static let clockAheadSecondsMax: Int64 = 300

    /// A pass recorded later than this after its payment counts from when it was recorded.
    public static let lateFindSeconds: Int64 = 3_600

    /// A renewal may be asked about this long before the paid period ends; before that, whoever
    /// pays for a running subscription would pay twice.
    public static let renewalLeadSecondsMax: Int64 = 3 * 86_400

    /// The shares of the daily cost cap at which the administrators are told.
    public static let costCapPercents = [80, 100]

    /// What stands for a reason that nobody gave.
    public static let noReason = "none given"

    /// What is noted of a refund of an unknown charge that names nobody.
    public static let nobodysRefund =
        "a refund of an unknown charge named nobody; run reconcile, which finds its person"

    /// Decides a command.
    ///
    /// Idempotence comes before every other rule: a key that was used is answered from the event
    /// that bears it, or refused if it was used for something else.
    ///
    /// - Parameters:
    ///   - command: What someone wants.
    ///   - request: Who, when, by what.
    ///   - standing: The parts of the books that the command touches.
    /// - Returns: The events to append together, the answer, and what administrators must see.
    public static func decide(
        _ command: Command,
        _ request: Request,
        in standing: Standing
    ) -> Decision {
        var decider = Decider(request: request, standing: standing)
        if let earlier = standing.earlier, let decision = decider.repeating(command, earlier) {
            return decision
        }
        guard let greeting = decider.greeting else { return decider.decide(command) }
        decider.standing.next += 1
        var decision = decider.decide(command)
        decision.events.insert(greeting, at: 0)
        return decision
    }
}

/// One command being decided.
struct Decider {
    let request: Request
    var standing: Standing

    var person: Person { self.standing.person }
    var settings: Settings { self.standing.settings }

    /// The first event of someone whom an update brings for the first time.
    var greeting: NewEvent? {
        guard self.request.cause == .update, self.request.actor == .user,
            self.request.user != nil, self.person.firstSeen == nil
        else { return nil }
        let language = Language(clientCode: self.request.clientLanguage)
        return NewEvent(.firstSeen(FirstSeen(language: language)), in: self.envelope(key: nil))
    }

    func decide(_ command: Command) -> Decision {
        switch command {
        case .meet: self.answer(.unchanged)
        case .acceptTerms(let version): self.acceptTerms(version)
        case .chooseLanguage(let language): self.choose(language)
        case .leaveFeedback(let text): self.leaveFeedback(text)
        case .erase(let reason, let digest): self.erase(reason, keyDigest: digest)
        case .sendInvoice(let sku): self.sendInvoice(sku)
        case .approveCheckout(let checkout): self.approve(checkout)
        case .receivePayment(let payment): self.receive(payment)
        case .changeSubscription(let state, let payload): self.subscription(state, payload)
        case .noteRefund(let charge, let stars, let at): self.noteRefund(charge, stars, at)
        case .requestRefund(let charge, let reason): self.requestRefund(charge, reason)
        case .settleRefund(let charge, let answer): self.settleRefund(charge, answer)
        case .resolve(let charge, let sku): self.resolve(charge, sku)
        case .grant(let grant): self.grant(grant)
        case .revoke(let sku, let reason, let quiet): self.revoke(sku, reason, isQuiet: quiet)
        case .hold(let reason): self.hold(reason)
        case .release(let reason): self.release(reason)
        case .changeSetting(let name, let value): self.changeSetting(name, value)
        case .noteIncident(let text, let about):
            self.record(.incidentNoted(IncidentNoted(text: text, about: about)), .recorded)
        case .startReading(let reading): self.start(reading)
        case .deliverReading(let use, let isFallback): self.deliver(use, isFallback: isFallback)
        case .failReading(let use, let reason): self.fail(use, reason)
        case .startConsultation(let digest): self.startConsultation(digest)
        case .answerConsultation(let use): self.answerConsultation(use)
        case .failConsultation(let use, let reason): self.failConsultation(use, reason)
        case .recordError(let error):
            self.record(.errorRecorded(ErrorRecorded(error: error)), .recorded)
        case .recordModelUse(let used): self.record(used)
        case .noteRestored(let restored): self.record(.restored(restored), .recorded)
        case .noteReconciled(let reconciled): self.record(.reconciled(reconciled), .recorded)
        case .takeOver(let events): Decision(events: events, outcome: .recorded)
        case .takeBack(let charge, let reason): self.takeBack(charge, reason)
        case .pairRow(let row, let listed): self.pair(row, with: listed)
        }
    }
}

// MARK: - Putting a decision together

extension Decider {
    func answer(_ outcome: Outcome) -> Decision {
        Decision(events: [], outcome: outcome)
    }

    func refuse(_ refusal: Refusal) -> Decision {
        Decision(events: [], outcome: .refused(refusal))
    }

    func record(
        _ event: Event,
        _ outcome: Outcome,
        alerts: [Alert] = [],
        at moment: Instant? = nil
    ) -> Decision {
        let envelope = self.envelope(key: self.request.key, at: moment)
        return Decision(
            events: [NewEvent(event, in: envelope)],
            outcome: outcome,
            alerts: alerts
        )
    }

    func envelope(key: String?, at moment: Instant? = nil) -> Envelope {
        Envelope(
            user: self.request.user,
            effectiveAt: moment ?? self.request.at,
            cause: self.request.cause,
            actor: self.request.actor,
            rid: self.request.rid,
            key: key
        )
    }

    /// A provider's time as it counts, and how far ahead it lay if it was clamped.
    func counting(_ provided: Instant?) -> (at: Instant, alerts: [Alert]) {
        guard let provided else { return (self.request.at, []) }
        let latest = self.request.at.adding(seconds: Payments.clockAheadSecondsMax)
        guard provided > latest else { return (provided, []) }
        return (latest, [.clockAhead(seconds: provided.seconds - self.request.at.seconds)])
    }

    func reason(_ text: String) -> String {
        text.isEmpty ? Payments.noReason : text
    }

    func product(_ sku: SKU) -> Product? {
        self.standing.catalogue.product(sku, settings: self.settings)
    }
}
