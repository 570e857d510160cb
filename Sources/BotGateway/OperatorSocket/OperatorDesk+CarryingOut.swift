internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections
internal import ServiceLifecycle

extension OperatorDesk {
    /// Carries out what an operator asks for, in the bot or without it.
    ///
    /// - Parameter order: What to do.
    /// - Returns: What it came to; the same lines wherever it is carried out.
    package func carryOut(_ order: OperatorOrder) async -> OperatorReport {
        do throws(LedgerError) {
            switch order.deed {
            case .grant(let arguments): return try await self.grant(arguments, order)
            case .revoke(let arguments): return try await self.revoke(arguments, order)
            case .refund(let arguments): return try await self.refund(arguments, order)
            case .erase(let arguments): return try await self.erase(arguments, order)
            case .reconcile(let arguments): return await self.reconcile(arguments, order)
            }
        } catch {
            return OperatorReport(error, of: order)
        }
    }

    private func grant(
        _ arguments: GrantArguments,
        _ order: OperatorOrder
    ) async throws(LedgerError) -> OperatorReport {
        let grant = Grant(
            sku: SKU(rawValue: arguments.sku),
            reason: arguments.reason,
            charge: arguments.charge.map { ChargeID(rawValue: $0) },
            isQuiet: arguments.quiet ?? false
        )
        let user = UserID(rawValue: arguments.user)
        return try await self.submit(.grant(grant), on: user, sku: grant.sku, order)
    }

    private func revoke(
        _ arguments: RevokeArguments,
        _ order: OperatorOrder
    ) async throws(LedgerError) -> OperatorReport {
        let sku = SKU(rawValue: arguments.sku)
        let command = Command.revoke(
            sku,
            reason: arguments.reason,
            isQuiet: arguments.quiet ?? false
        )
        let user = UserID(rawValue: arguments.user)
        return try await self.submit(command, on: user, sku: sku, order)
    }

    private func submit(
        _ command: Command,
        on user: UserID,
        sku: SKU,
        _ order: OperatorOrder
    ) async throws(LedgerError) -> OperatorReport {
        let request = order.request(about: user, at: self.desk.ledger.clock())
        let answer = try await self.submit(command, request, sku: sku)
        self.reach.deliver(answer.owed)
        return OperatorReport(answer, to: order)
    }
}

// MARK: - Refunds

extension OperatorDesk {
    /// How long a verb waits for Telegram's answer to a refund, in seconds; the bot goes on asking.
    package static let refundSecondsMax: Int64 = 10

    /// How far a refund is that was just requested.
    private enum RefundNote: String {
        /// The Stars are back.
        case settled
        /// Telegram refused; what was taken is given back.
        case refused
        /// Telegram has not answered for good; the bot asks on.
        case open
    }

    private func refund(
        _ arguments: RefundArguments,
        _ order: OperatorOrder
    ) async throws(LedgerError) -> OperatorReport {
        let typed = ChargeID(rawValue: arguments.charge)
        let charge = self.desk.ledger.read { $0.row(listedAs: typed) } ?? typed
        let (desk, alarm, now) = (self.desk, self.alarm, self.desk.ledger.clock())
        // Listened to from before the request: the answer cannot slip in between.
        let events = desk.ledger.watch()
        let answer = try await desk.ledger.submit(
            .requestRefund(charge, reason: arguments.reason),
            order.request(about: nil, at: now)
        ) { ruling, events in
            guard !events.isEmpty else { return [] }
            return alarm.replies(to: ruling, at: now, rid: order.rid).map { desk.owe($0, at: now) }
        }
        self.reach.deliver(answer.owed)
        guard case .refundRequested(_, let first) = answer.outcome.outcome,
            let user = answer.outcome.user
        else { return OperatorReport(answer, to: order) }
        let job = RefundJob(charge: charge, user: user, cancels: first, rid: order.rid)
        switch self.reach {
        case .bot(let lanes, _):
            lanes.add(.askRefund(job), to: .refund(charge))
            await self.wait(for: charge, in: events)
        case .alone(nil, _):
            return OperatorReport(answer, to: order)
        case .alone(let telegram?, _):
            if let failure = await self.ask(job, through: telegram) {
                var report = OperatorReport(answer, to: order, telegram: RefundNote.open.rawValue)
                report.complaints = [failure]
                report.status = 1
                return report
            }
        }
        return self.report(on: charge, answer, order)
    }

    private func report(
        on charge: ChargeID,
        _ answer: Answer<Ruling>,
        _ order: OperatorOrder
    ) -> OperatorReport {
        let note: RefundNote
        switch self.desk.ledger.read({ $0.charge(charge)?.refund }) {
        case .refunded?: note = .settled
        case .requested?: note = .open
        case Charge.RefundProgress.none?, nil: note = .refused
        }
        var report = OperatorReport(answer, to: order, telegram: note.rawValue)
        guard note == .refused else { return report }
        report.status = 1
        report.complaints = [
            "Telegram refused the refund; what it had withdrawn is given back; "
                + "see `starledger history --charge \(charge.rawValue)`"
        ]
        return report
    }

    /// Waits until Telegram's answer is recorded, for a while, or until the bot stops.
    private func wait(for charge: ChargeID, in events: AsyncStream<RecordedEvent>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await event in events {
                    switch event.event {
                    case .paymentRefunded(let refund) where refund.charge == charge: return
                    case .refundFailed(let failure) where failure.charge == charge: return
                    default: continue
                    }
                }
            }
            group.addTask {
                // A deadline; whichever comes first ends the others.
                try? await Task.sleep(for: .seconds(Self.refundSecondsMax))
            }
            group.addTask { try? await gracefulShutdown() }
            await group.next()
            group.cancelAll()
        }
    }

    /// Asks Telegram without a bot.
    ///
    /// - Returns: What keeps Telegram from being asked at all, if something does.
    private func ask(
        _ job: RefundJob,
        through telegram: TelegramClient.Configuration
    ) async -> String? {
        do {
            let cashier = Cashier(desk: self.desk, alarm: self.alarm)
            try await TelegramClient.withClient(telegram) { client in
                let refunds = Refunds(
                    desk: self.desk,
                    cashier: cashier,
                    alarm: self.alarm,
                    client: client
                )
                _ = try await refunds.ask(job)
            }
            return nil
        } catch {
            return "the refund is recorded and the bot asks Telegram at its next start: \(error)"
        }
    }
}

// MARK: - Erasures

extension OperatorDesk {
    private func erase(
        _ arguments: EraseArguments,
        _ order: OperatorOrder
    ) async throws(LedgerError) -> OperatorReport {
        let user = UserID(rawValue: arguments.user)
        let request = order.request(about: user, at: self.desk.ledger.clock())
        guard let erasure = try await self.erase(user, because: arguments.reason, request) else {
            let sentence = OperatorWords.sentence(for: .userMissing)
            return OperatorReport(refusing: "refused: \(sentence)")
        }
        switch erasure.answer.outcome.outcome {
        case .recorded, .repeated:
            let remains = try await self.desk.ledger.remains(of: user)
            return OperatorReport(erasure, remains, of: user, order)
        default: return OperatorReport(erasure.answer, to: order)
        }
    }
}

extension OperatorReport {
    fileprivate init(
        _ erasure: Erasure,
        _ remains: LedgerRemains,
        of user: UserID,
        _ order: OperatorOrder
    ) {
        self.init()
        guard !order.isJSON else {
            var line = JSONLine(erasure.answer, to: order)
            line.add("key_destroyed", erasure.hadKey)
            line.add("feedback_unreadable", remains.feedbackCount)
            line.add("work_dropped", Int64(erasure.droppedCount))
            line.add("events_left", remains.eventCount)
            self.output = [line.finished]
            return
        }
        let key =
            erasure.hadKey
            ? "destroyed; \(remains.feedbackCount) feedback entries are unreadable for ever"
            : "there never was one: this user wrote no feedback"
        self.output = [
            Self.line(erasure.answer, rid: order.rid),
            "key      \(key)",
            "dropped  \(erasure.droppedCount) questions or readings under way",
            "left     \(remains.eventCount) events under the numeric id \(user.rawValue), "
                + "without a name or a text of theirs: purchases, uses, and codes of questions "
                + "that cannot be turned back",
            "copies   older copies of keys.db hold the key: let go of them within 30 days",
        ]
    }
}
