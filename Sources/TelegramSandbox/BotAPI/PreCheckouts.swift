internal import Foundation

/// A payment that waits for the bot's word.
struct PreCheckout: Sendable {
    enum Answer: Sendable, Hashable {
        case approved
        case refused(String)
        /// Nobody answered in time; the sale is off.
        case tooLate
    }

    let user: Int64
    let invoice: SandboxInvoice
    /// The message that carries the invoice, if one does, and its chat.
    let message: Int64?
    let chat: Int64
    let deadline: Date
    let answer = OneShot<Answer>()
}

extension WorldState {
    mutating func answerPreCheckoutQuery(_ call: BotParameters) throws(BotFailure) -> SandboxJSON {
        guard let checkout = self.preCheckouts[call.text("pre_checkout_query_id")],
            checkout.answer.value == nil, self.now <= checkout.deadline
        else { throw .queryTooOld }
        if call.bool("ok") {
            checkout.answer.resolve(.approved)
            return true
        }
        let message = call.text("error_message")
        guard !message.isEmpty else { throw .badRequest("error message is empty") }
        checkout.answer.resolve(.refused(message))
        return true
    }

    /// Begins a payment: the bot is asked.
    ///
    /// - Returns: The id of the question.
    mutating func beginCheckout(
        _ invoice: SandboxInvoice,
        by user: Int64,
        message: SandboxMessage?
    ) -> (id: String, checkout: PreCheckout) {
        let id = self.random.queryID()
        let checkout = PreCheckout(
            user: user,
            invoice: invoice,
            message: message?.id,
            // A forwarded invoice is paid where the payer talks to the bot.
            chat: message.map { self.groups[$0.chat] == nil ? user : $0.chat } ?? user,
            deadline: self.now.addingTimeInterval(self.settings.preCheckoutSecondsMax)
        )
        self.preCheckouts[id] = checkout
        self.enqueue(
            "pre_checkout_query",
            [
                "id": .string(id),
                "from": self.userJSON(user),
                "currency": .string(invoice.currency),
                "total_amount": .int(invoice.amountStars),
                "invoice_payload": .string(invoice.payload),
            ],
            lane: "pre_checkout \(user)",
            lifetime: Self.queryLifetime
        )
        self.tell(checkout, .waiting, "")
        return (id, checkout)
    }

    /// Ends a payment by what the bot said, or did not say.
    mutating func endCheckout(
        _ id: String,
        _ behaviour: SandboxPaymentBehaviour
    ) -> SandboxPaymentOutcome {
        guard let checkout = self.preCheckouts.removeValue(forKey: id) else {
            preconditionFailure("payment \(id) ended twice")
        }
        let outcome = self.outcome(of: checkout, behaviour)
        switch outcome {
        case .paid(let payment): self.tell(checkout, .paid, payment.chargeID)
        case .refused(let message): self.tell(checkout, .failed, message)
        case .timedOut: self.tell(checkout, .failed, "BOT_PRECHECKOUT_TIMEOUT")
        case .abandoned: self.tell(checkout, .failed, "キャンセルしました · cancelled")
        case .balanceTooLow: self.tell(checkout, .failed, "BALANCE_TOO_LOW")
        }
        return outcome
    }

    private mutating func outcome(
        of checkout: PreCheckout,
        _ behaviour: SandboxPaymentBehaviour
    ) -> SandboxPaymentOutcome {
        switch checkout.answer.value {
        case .none, .tooLate: return .timedOut
        case .refused(let message): return .refused(message)
        case .approved: break
        }
        guard behaviour == .complete else { return .abandoned }
        guard (self.users[checkout.user]?.balanceStars ?? 0) >= checkout.invoice.amountStars else {
            return .balanceTooLow
        }
        return .paid(self.charge(checkout.user, checkout.invoice, in: checkout.chat, renews: nil))
    }

    private mutating func tell(
        _ checkout: PreCheckout,
        _ step: PaymentProgress.Step,
        _ detail: String
    ) {
        self.tell(
            .payment(
                PaymentProgress(
                    user: checkout.user,
                    message: checkout.message,
                    step: step,
                    detail: detail
                )
            )
        )
    }
}
