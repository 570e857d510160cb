internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections

/// The parts of the bot, put together around one client and one ledger.
struct House: Sendable {
    let desk: Desk
    let lanes = Lanes()
    let polling: Polling
    private let client: TelegramClient
    private let readings: Readings
    private let refunds: Refunds
    private let delivery: Delivery

    init(
        _ ledger: LedgerService,
        _ settings: Gateway.Settings,
        _ client: TelegramClient,
        _ logger: Logger
    ) {
        let desk = Desk(
            ledger: ledger,
            texts: settings.texts,
            supportEmail: settings.supportEmail,
            randomness: settings.randomness,
            logger: logger
        )
        let alarm = Alarm(
            desk: desk,
            operationsChat: settings.operationsChat.map { UserID(rawValue: $0) }
        )
        let cashier = Cashier(desk: desk, alarm: alarm)
        let readings = Readings(desk: desk)
        let intake = Intake(
            desk: desk,
            lanes: self.lanes,
            welcome: Welcome(desk: desk),
            shop: Shop(desk: desk),
            cashier: cashier,
            readings: readings,
            administration: Administration(desk: desk, cashier: cashier, alarm: alarm)
        )
        self.desk = desk
        self.client = client
        self.readings = readings
        self.refunds = Refunds(desk: desk, cashier: cashier, alarm: alarm, client: client)
        self.delivery = Delivery(desk: desk, readings: readings, client: client)
        self.polling = Polling(
            client: client,
            intake: intake,
            lanes: self.lanes,
            measures: GatewayMeasures(factory: settings.metrics),
            logger: logger
        )
    }
}

// MARK: - What an earlier run left undone

extension House {
    /// Takes up the answers that are owed, the readings that were begun, and the open refunds.
    ///
    /// A reservation whose update is gone is released with an apology.
    func takeUp(_ opened: OpenedLedger) async throws {
        var composed: Set<Position> = []
        for row in opened.outbox {
            let reply = Reply(row, openedBy: self.desk.ledger.keyring)
            if let settles = reply?.settles { composed.insert(settles.use) }
            self.lanes.add(.deliver(row), to: .chat(row.user))
        }
        var begun = composed
        for row in opened.inbox {
            guard let job = self.readings.job(in: row) else { continue }
            begun.insert(job.use)
            if !composed.contains(job.use) {
                self.lanes.add(.compose(job), to: .reading(row.user))
            }
        }
        try await self.release(self.desk.ledger.read { $0.openUses }, except: begun)
        for (charge, state) in self.desk.ledger.read({ $0.openRefunds }) {
            let job = RefundJob(charge: charge, user: state.user, rid: RequestID.new())
            self.lanes.add(.askRefund(job), to: .money(state.user))
        }
    }

    private func release(
        _ uses: [(user: UserID, use: OpenUse)],
        except begun: Set<Position>
    ) async throws(LedgerError) {
        let desk = self.desk
        let readings = self.readings
        for (user, use) in uses where !begun.contains(use.position) {
            let now = desk.ledger.clock()
            let request = Visit.ofSystem(about: user, at: now, rid: RequestID.new())
            let command: Command =
                switch use.kind {
                case .reading: .failReading(use: use.position, .abandoned)
                case .consultation: .failConsultation(use: use.position, .abandoned)
                }
            let answer = try await desk.ledger.submit(command, request) { ruling, _ in
                guard case .failed(let ticket) = ruling.outcome else { return [] }
                let language = ruling.person?.language ?? .japanese
                let apology = readings.apology(for: ticket, to: user, in: language)
                return [desk.owe(apology, at: now)]
            }
            for row in answer.owed { self.lanes.add(.deliver(row), to: .chat(user)) }
        }
    }
}

// MARK: - Errands

extension House {
    /// How long an errand waits that found the ledger or Telegram down.
    private static let pause = Duration.seconds(2)

    /// Carries out one errand; what could not be done now is done later, or at the next start.
    func carryOut(_ errand: Errand) async {
        do {
            try await self.perform(errand)
        } catch is CancellationError {
            // The process is ending: the rows stay, and the next start takes them up.
            return
        } catch let error as LedgerError where error.code == .closing {
            return
        } catch {
            self.desk.logger.warning(
                "an errand could not be carried out",
                metadata: ["errand": "\(errand.name)", "error": "\(error)"]
            )
            self.putOff(errand)
        }
    }

    private func perform(_ errand: Errand) async throws {
        switch errand {
        case .say(let reply):
            try await self.delivery.say(reply)
        case .deliver(let row):
            switch try await self.delivery.deliver(row) {
            case .done(let errands): self.add(errands)
            case .again(let row, let pause):
                self.lanes.add(.deliver(row), to: .chat(row.user), after: pause)
            }
        case .answerPress(let id, let text):
            _ = try await self.client.answer(callback: id, text: text)
        case .answerCheckout(let id, let refusal):
            try await self.answer(id, refusal: refusal)
        case .watchCheckout(let id, let answered, let refusal):
            try await Task.sleep(for: .seconds(Intake.checkoutSecondsMax))
            if answered.claim() { try await self.answer(id, refusal: refusal) }
        case .compose(let job):
            self.add(try await self.readings.compose(job, at: self.desk.ledger.clock()))
        case .askRefund(let job):
            let (errands, again) = try await self.refunds.ask(job)
            self.add(errands)
            if let (job, pause) = again {
                self.lanes.add(.askRefund(job), to: .money(job.user), after: pause)
            }
        }
    }

    private func answer(_ id: PreCheckoutQueryID, refusal: String?) async throws {
        let outcome = try await self.client.answer(preCheckout: id, refusal: refusal)
        if case .tooLate = outcome {
            self.desk.logger.warning("a pre-checkout was answered too late; nothing was charged")
        }
    }

    private func add(_ errands: [Errand]) {
        for errand in errands {
            if case .deliver(let row) = errand {
                self.lanes.add(errand, to: .chat(row.user))
            } else {
                self.lanes.add(errand)
            }
        }
    }

    /// What is owed is tried again; what may be lost is lost.
    private func putOff(_ errand: Errand) {
        switch errand {
        case .deliver(let row):
            self.lanes.add(errand, to: .chat(row.user), after: Self.pause)
        case .compose(let job):
            let user = UserID(rawValue: job.user)
            self.lanes.add(errand, to: .reading(user), after: Self.pause)
        case .askRefund(let job):
            self.lanes.add(errand, to: .money(job.user), after: Self.pause)
        case .say, .answerPress, .answerCheckout, .watchCheckout:
            return
        }
    }
}

extension Errand {
    /// A name for logs.
    fileprivate var name: String {
        switch self {
        case .say: "say"
        case .deliver: "deliver"
        case .answerPress: "answer_press"
        case .answerCheckout: "answer_checkout"
        case .watchCheckout: "watch_checkout"
        case .compose: "compose"
        case .askRefund: "ask_refund"
        }
    }
}
