internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections
internal import ServiceLifecycle

/// The parts of the bot, put together around one client and one ledger.
struct House: Sendable {
    let desk: Desk
    let lanes = Lanes<LaneKey, Errand>()
    let polling: Polling
    let lookout: SurgeLookout
    let watch: Watch
    let restores: RestoreNews
    let reconciling: ReconcileDesk
    let operators: OperatorDesk
    private let client: TelegramClient
    private let composer: Composer
    let modes: Modes
    let thanked: ThankedCharges
    let deeds: FoundDeeds
    private let refunds: Refunds
    private let delivery: Delivery
    private let checkouts: AnsweredCheckouts
    private let pause: @Sendable (Duration) async throws -> Void

    init(
        _ ledger: LedgerService,
        _ settings: Gateway.Settings,
        _ client: TelegramClient,
        _ voice: ModelVoice?,
        _ outages: [OutageWatch],
        _ logger: Logger
    ) {
        let desk = Desk(
            ledger: ledger,
            texts: settings.texts,
            prompts: settings.prompts,
            reader: settings.reader,
            supportEmail: settings.supportEmail,
            randomness: settings.randomness,
            logger: logger
        )
        let operationsChat = settings.operationsChat.map { UserID(rawValue: $0) }
        let alarm = Alarm(desk: desk, operationsChat: operationsChat)
        let thanked = ThankedCharges()
        let deeds = FoundDeeds()
        let cashier = Cashier(desk: desk, alarm: alarm, thanked: thanked, found: deeds)
        let checkouts = AnsweredCheckouts()
        let rooms = Rooms(
            desk: desk,
            lanes: self.lanes,
            cashier: cashier,
            administration: Administration(
                desk: desk,
                cashier: cashier,
                alarm: alarm,
                environment: settings.environment
            ),
            hasVoice: voice != nil
        )
        let intake = Intake(
            desk: desk,
            lanes: self.lanes,
            checkouts: checkouts,
            cashier: cashier,
            messages: Messages(rooms: rooms),
            presses: Presses(rooms: rooms),
            doorkeeper: Doorkeeper(desk: desk)
        )
        self.desk = desk
        self.client = client
        self.composer = Composer(
            desk: desk,
            voice: voice,
            books: ModelBooks(desk: desk, alarm: alarm, voice: voice)
        )
        self.modes = rooms.modes
        self.refunds = Refunds(desk: desk, cashier: cashier, alarm: alarm, client: client)
        self.delivery = Delivery(desk: desk, client: client, picture: settings.picture)
        self.checkouts = checkouts
        self.thanked = thanked
        self.deeds = deeds
        self.lookout = SurgeLookout(desk: desk, alarm: alarm, lanes: self.lanes)
        self.watch = Watch(
            desk: desk,
            alarm: alarm,
            post: CheckpointPost(desk: desk, chat: operationsChat),
            lanes: self.lanes,
            outages: outages,
            storage: settings.storage ?? { ledger.storage },
            backups: settings.backups.map { ledger.backups(by: $0) },
            verifications: settings.verifiesEvery.map {
                ledger.verifications(every: $0, pause: settings.pause)
            },
            pause: settings.pause
        )
        self.restores = RestoreNews(
            desk: desk,
            alarm: alarm,
            lanes: self.lanes,
            told: ToldRestores()
        )
        self.reconciling = ReconcileDesk(
            desk: desk,
            alarm: alarm,
            cashier: cashier,
            client: client,
            lanes: self.lanes
        )
        self.operators = OperatorDesk(
            desk: desk,
            alarm: alarm,
            lanes: self.lanes,
            reconciling: self.reconciling
        )
        self.pause = settings.pause
        self.polling = Polling(
            client: client,
            intake: intake,
            lanes: self.lanes,
            pause: settings.pause,
            measures: GatewayMeasures(factory: settings.metrics),
            logger: logger
        )
    }
}

// MARK: - What an earlier run left undone

extension House {
    /// Takes up the answers that are owed, the readings that were begun, and the open refunds.
    ///
    /// A reservation whose update is gone, or too old to be kept, is released with an apology.
    func takeUp(_ opened: OpenedLedger) async throws {
        // What is owed was composed, and its update settled in the same transaction.
        var begun: Set<Position> = []
        let others = self.restores.told.takeUp(opened.inbox)
        let stale = await self.restores.stale(among: opened.outbox)
        if !stale.isEmpty {
            self.desk.logger.warning(
                "answers that came back with a copy were told before it, and are dropped",
                metadata: ["answers": "\(stale.count)"]
            )
            try await self.desk.ledger.change(stale.map { .discharge(id: $0.id) })
        }
        let dropped = Set(stale.map(\.id))
        for row in opened.outbox where !dropped.contains(row.id) {
            let reply = Reply(row, openedBy: self.desk.ledger.keyring)
            if let settles = reply?.settles { begun.insert(settles.use) }
            self.lanes.add(.deliver(row), to: .chat(row.user))
        }
        let now = self.desk.ledger.clock()
        let told = self.reconciling.told.takeUp(others)
        let (unthanked, unwanted) = self.thanked.takeUp(told.others, at: now)
        let (rows, outdated) = self.modes.takeUp(unthanked, at: now)
        var undone = unwanted + outdated
        for row in rows {
            let isTooOld = row.takenInAt.adding(seconds: ReadingJob.keptSeconds) <= now
            guard let job = ReadingJob(row, openedBy: self.desk.ledger.keyring), !isTooOld else {
                undone.append(.settle(key: row.key))
                continue
            }
            begun.insert(job.use)
            self.lanes.add(.compose(job), to: .reading(row.user))
        }
        try await self.release(self.desk.ledger.read { $0.openUses }, except: begun)
        if !undone.isEmpty { try await self.desk.ledger.change(undone) }
        for (charge, state) in self.desk.ledger.read({ $0.openRefunds }) {
            let job = RefundJob(charge: charge, user: state.user, rid: RequestID.new())
            self.lanes.add(.askRefund(job), to: .refund(charge))
        }
        for (charge, state) in self.desk.ledger.read({ $0.renewalsToEnd(at: now) }) {
            var job = RefundJob(charge: charge, user: state.user, rid: RequestID.new())
            job.isRefunded = true
            self.lanes.add(.askRefund(job), to: .refund(charge))
        }
    }

    private func release(
        _ uses: [(user: UserID, use: OpenUse)],
        except begun: Set<Position>
    ) async throws(LedgerError) {
        let desk = self.desk
        for (user, use) in uses where !begun.contains(use.position) {
            let now = desk.ledger.clock()
            let request = Visit.ofSystem(about: user, at: now, rid: RequestID.new())
            let failure = use.failure(.abandoned)
            let answer = try await desk.ledger.submit(failure, request) { ruling, _ in
                guard case .failed(let ticket) = ruling.outcome else { return [] }
                let language = ruling.person?.language ?? .japanese
                let apology = desk.apology(for: use, ticket, to: user, in: language)
                return [desk.owe(apology, at: now)]
            }
            for row in answer.owed { self.lanes.add(.deliver(row), to: .chat(user)) }
        }
    }
}

// MARK: - Errands

extension House {
    /// How long an errand waits that found the ledger or Telegram down.
    private static let pauseAfterFailure = Duration.seconds(2)

    /// What is still to be done, and how long to wait before it.
    private typealias Rest = (errand: Errand, pause: Duration)

    /// Carries out one errand; what could not be done now is done later, or at the next start.
    ///
    /// An errand that waits keeps its lane, so that what is said to a chat is said in order.
    func carryOut(_ errand: Errand) async {
        var rest = await self.attempt(errand)
        while let (errand, pause) = rest {
            // A pause that is cut short leaves the errand to the next start.
            if pause > .zero, (try? await self.wait(pause)) == nil { return }
            rest = await self.attempt(errand)
        }
    }

    private func wait(_ duration: Duration) async throws {
        let pause = self.pause
        try await cancelWhenGracefulShutdown { try await pause(duration) }
        try Task.checkCancellation()
    }

    private func attempt(_ errand: Errand) async -> Rest? {
        do {
            // What has not begun when the process ends must not look as if it had.
            try Task.checkCancellation()
            return try await self.perform(errand)
        } catch is CancellationError {
            // The process is ending: the rows stay, and the next start takes them up.
            return nil
        } catch let error as LedgerError where error.code == .closing {
            return nil
        } catch {
            self.desk.logger.warning(
                "an errand could not be carried out",
                metadata: ["errand": "\(errand.name)", "error": "\(error)"]
            )
            return errand.isOwed ? (errand, Self.pauseAfterFailure) : nil
        }
    }

    private func perform(_ errand: Errand) async throws -> Rest? {
        switch errand {
        case .say(let reply, let attempts):
            guard let pause = try await self.delivery.say(reply, attempts: attempts) else { break }
            return (.say(reply, attempts: attempts + 1), pause)
        case .deliver(let row):
            return self.rest(of: try await self.delivery.deliver(row))
        case .settle(let sent):
            return self.rest(of: try await self.delivery.settle(sent))
        case .answerPress(let id, let text):
            _ = try await self.client.answer(callback: id, text: text)
        case .answerCheckout(let id, let refusal):
            try await self.answer(id, refusal: refusal)
        case .watchCheckout(let id, let refusal):
            try await cancelWhenGracefulShutdown {
                // A deadline in real time: Telegram counts its seconds by no clock of ours.
                try await Task.sleep(for: .seconds(Intake.checkoutSecondsMax))
            }
            if self.checkouts.claim(id) { try await self.answer(id, refusal: refusal) }
        case .compose(let job):
            // The lane is kept, so that the next question waits until this one is recorded.
            return (.record(try await self.composer.compose(job)), .zero)
        case .record(let composition):
            self.add(try await self.composer.record(composition))
        case .askRefund(let job):
            let (errands, again) = try await self.refunds.ask(job)
            self.add(errands)
            if let (job, pause) = again { return (.askRefund(job), pause) }
        }
        return nil
    }

    private func rest(of next: Delivery.Next) -> Rest? {
        switch next {
        case .done(let errands):
            self.add(errands)
            return nil
        case .again(let row, let pause): return (.deliver(row), pause)
        case .unsettled(let sent, let pause): return (.settle(sent), pause)
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
            switch errand {
            case .deliver(let row): self.lanes.add(errand, to: .chat(row.user))
            // Behind what is owed to the same chat and was decided before.
            case .say(let reply, _): self.lanes.add(errand, to: .chat(reply.user))
            default: self.lanes.add(errand)
            }
        }
    }
}

extension Errand {
    /// Whether it is tried until it is done; the others may be lost.
    fileprivate var isOwed: Bool {
        switch self {
        case .deliver, .settle, .compose, .record, .askRefund: true
        case .say, .answerPress, .answerCheckout, .watchCheckout: false
        }
    }

    /// A name for logs.
    fileprivate var name: String {
        switch self {
        case .say: "say"
        case .deliver: "deliver"
        case .settle: "settle"
        case .answerPress: "answer_press"
        case .answerCheckout: "answer_checkout"
        case .watchCheckout: "watch_checkout"
        case .compose: "compose"
        case .record: "record"
        case .askRefund: "ask_refund"
        }
    }
}
