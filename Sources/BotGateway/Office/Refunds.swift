internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections

/// Gives Stars back: asks Telegram until it has answered for good, then settles the charge.
struct Refunds: Sendable {
    /// The first and the longest pause before Telegram is asked again, in seconds.
    static let pauseSeconds: ClosedRange<Int64> = 5...3_600

    let desk: Desk
    let cashier: Cashier
    let alarm: Alarm
    let client: TelegramClient

    /// Asks Telegram once.
    ///
    /// - Returns: What to do next: deliver the news, or ask again after a pause.
    func ask(_ job: RefundJob) async throws -> (errands: [Errand], again: (RefundJob, Duration)?) {
        do {
            guard !job.isRefunded else {
                return (try await self.cancelSubscription(of: job), nil)
            }
            let name = self.desk.ledger.read { $0.listedName(of: job.charge) }
            switch try await self.client.refund(user: job.user, charge: name ?? job.charge) {
            case .refunded, .alreadyRefunded:
                let alarms = try await self.cancelSubscription(of: job)
                return (alarms + (try await self.settle(job, .done)), nil)
            case .refused(let refusal):
                let text = "\(refusal.code) \(refusal.text)"
                return (try await self.settle(job, .failed(text)), nil)
            }
        } catch let error as TelegramError where !error.isFatal {
            self.desk.logger.warning(
                "a refund is still open",
                metadata: [
                    "rid": "\(job.rid)", "payment.charge": "\(job.charge.masked)",
                    "error": "\(error)",
                ]
            )
            return (self.waiting(job), self.again(job))
        }
    }

    private func waiting(_ job: RefundJob) -> [Errand] {
        guard job.attempts == 0, let administrator = job.administrator else { return [] }
        return [.say(Reply(to: administrator, AdminWords.refundWaiting(job.charge)))]
    }

    private func again(_ job: RefundJob) -> (RefundJob, Duration) {
        var next = job
        next.attempts += 1
        let doubled = Self.pauseSeconds.lowerBound << min(Int64(job.attempts), 20)
        return (next, .seconds(min(doubled, Self.pauseSeconds.upperBound)))
    }

    /// Ends the renewal of the subscription that the charge belongs to, if it belongs to one.
    ///
    /// It is recorded once Telegram has ended it and not before, so that a kill in between leaves it
    /// to be ended at the next start. If Telegram refuses, the administrators must end it by hand.
    ///
    /// - Returns: What tells the administrators.
    /// - Throws: ``TelegramError`` if it is to be tried again.
    private func cancelSubscription(of job: RefundJob) async throws -> [Errand] {
        guard let subscription = self.desk.subscription(paidBy: job.charge),
            subscription.state != .canceled
        else { return [] }
        let first = job.cancels ?? subscription.firstCharge
        let outcome = try await self.client.editSubscription(
            user: job.user,
            charge: first,
            isCanceled: true
        )
        guard case .refused(let refusal) = outcome else {
            let payload = InvoicePayload(sku: subscription.sku, user: nil).text
            _ = try await self.desk.ledger.submit(
                .changeSubscription(.canceled, payload: payload),
                Visit.ofSystem(about: job.user, at: self.desk.ledger.clock(), rid: job.rid)
            )
            return []
        }
        self.desk.logger.warning(
            "Telegram does not end the renewal of a refunded subscription",
            metadata: [
                "rid": "\(job.rid)", "payment.charge": "\(first.masked)", "error": "\(refusal)",
            ]
        )
        return try await self.tellOfRenewal(first, of: job, refusal.text)
    }

    /// A person whose Stars went back must not be charged again without anybody knowing.
    private func tellOfRenewal(
        _ first: ChargeID,
        of job: RefundJob,
        _ reason: String
    ) async throws(LedgerError) -> [Errand] {
        let now = self.desk.ledger.clock()
        let words = (
            what: "返金した定期購入の自動更新を Telegram が止めません（\(reason)）。決済ID: \(first.rawValue)",
            done: "返金は記録済み。本人に Telegram の設定からの解約を案内してください"
        )
        let told = self.alarm.replies(words, about: job.user, at: now, rid: job.rid)
        let owed = try await self.desk.ledger.change(told.map { self.desk.owe($0, at: now) })
        return owed.map { Errand.deliver($0) }
    }

    private func settle(
        _ job: RefundJob,
        _ answer: RefundAnswer
    ) async throws(LedgerError) -> [Errand] {
        let desk = self.desk
        let now = desk.ledger.clock()
        let request = Visit.ofSystem(about: job.user, at: now, rid: job.rid)
        let stars = desk.ledger.read { $0.charge(job.charge)?.stars ?? 0 }
        let news = self.cashier.refundNews(job.charge, user: job.user, stars: stars)
        let settled = try await desk.ledger.submit(
            .settleRefund(job.charge, answer),
            request
        ) { ruling, _ in
            var replies = self.alarm.replies(to: ruling, at: now, rid: job.rid)
            switch ruling.outcome {
            case .refunded:
                replies += [news]
                replies += self.report(job, AdminWords.refundDone(job.charge, told: news.text))
            case .refundedBefore:
                // What was settled although the disk did not say so told everybody.
                guard !self.cashier.found.contains(.settlement(job.charge)) else { break }
                // Telegram's own word of this refund came first, and told the user.
                replies += self.report(job, AdminWords.refundDone(job.charge, told: news.text))
            case .refundKept:
                guard case .failed(let text) = answer else { break }
                replies += self.report(job, AdminWords.refundRefused(job.charge, because: text))
            default: break
            }
            return replies.map { desk.owe($0, at: now) }
        }
        if case .refundedBefore = settled.outcome.outcome {
            _ = self.cashier.found.claim(.settlement(job.charge))
        }
        return desk.deliveries(settled)
    }

    private func report(_ job: RefundJob, _ text: String) -> [Reply] {
        let listeners = job.administrator.map { [$0] } ?? self.desk.settings.administrators
        return listeners.map { Reply(to: $0, text, weight: .money) }
    }
}
