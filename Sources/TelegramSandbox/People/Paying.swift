/// What a person does once the bot said yes.
public enum SandboxPaymentBehaviour: Sendable, Hashable {
    /// Pays.
    case complete
    /// Changes their mind; no Stars move and the bot hears nothing more.
    case abandonAfterApproval
}

/// How a payment ended.
public enum SandboxPaymentOutcome: Sendable, Hashable {
    /// The Stars moved.
    case paid(SandboxPayment)
    /// The bot said no, with these words.
    case refused(String)
    /// The bot said nothing for 10 s.
    case timedOut
    /// The person changed their mind.
    case abandoned
    /// The purse holds too few Stars.
    case balanceTooLow

    /// The charge, if the Stars moved.
    public var payment: SandboxPayment? {
        guard case .paid(let payment) = self else { return nil }
        return payment
    }
}

extension SandboxPerson {
    /// Pays an invoice: the bot is asked, has 10 s to answer, then the Stars move.
    ///
    /// The same invoice can be paid again and again, each time under a new charge id, and by
    /// anyone to whom it was forwarded.
    ///
    /// - Parameters:
    ///   - message: The invoice, also one from another person's chat.
    ///   - behaviour: What the person does once the bot said yes.
    /// - Returns: How it ended.
    @discardableResult
    public func pay(
        _ message: SandboxMessage,
        _ behaviour: SandboxPaymentBehaviour = .complete
    ) async -> SandboxPaymentOutcome {
        guard let invoice = message.invoice else {
            preconditionFailure("message \(message.id) is no invoice: \(message.content)")
        }
        return await self.pay(invoice, message, behaviour)
    }

    /// Pays an invoice link made by `createInvoiceLink`, as ``pay(_:_:)`` does.
    ///
    /// - Precondition: The link was made in this world.
    @discardableResult
    public func pay(
        link: String,
        _ behaviour: SandboxPaymentBehaviour = .complete
    ) async -> SandboxPaymentOutcome {
        guard let invoice = self.world.transact({ $0.invoiceLinks[link] }) else {
            preconditionFailure("no bot made the link \(link)")
        }
        return await self.pay(invoice, nil, behaviour)
    }

    /// Pays an invoice that no bot of this world sent, such as one of an earlier program.
    ///
    /// - Parameters:
    ///   - payload: What its sender put in.
    ///   - amountStars: What it asks.
    ///   - currency: `XTR`, unless a test wants a wrong one.
    /// - Returns: How it ended.
    @discardableResult
    public func payOldInvoice(
        payload: String,
        amountStars: Int64,
        currency: String = "XTR"
    ) async -> SandboxPaymentOutcome {
        let invoice = SandboxInvoice(
            title: "?",
            description: "?",
            payload: payload,
            amountStars: amountStars,
            currency: currency,
            subscriptionPeriodSeconds: nil
        )
        return await self.pay(invoice, nil, .complete)
    }

    /// Is charged without the bot being asked, as if its pre-checkout answer was forged.
    ///
    /// - Returns: The charge, whose `successful_payment` is on its way to the bot.
    @discardableResult
    public func chargeWithoutCheckout(
        payload: String,
        amountStars: Int64,
        currency: String = "XTR"
    ) -> SandboxPayment {
        let invoice = SandboxInvoice(
            title: "?",
            description: "?",
            payload: payload,
            amountStars: amountStars,
            currency: currency,
            subscriptionPeriodSeconds: nil
        )
        return self.world.transact { $0.charge(self.id, invoice, in: self.id, renews: nil) }
    }

    private func pay(
        _ invoice: SandboxInvoice,
        _ message: SandboxMessage?,
        _ behaviour: SandboxPaymentBehaviour
    ) async -> SandboxPaymentOutcome {
        let (id, checkout) = self.world.transact { state in
            state.users[self.id]?.hasStarted = true
            return state.beginCheckout(invoice, by: self.id, message: message)
        }
        let limit = Duration.seconds(self.world.settings.preCheckoutSecondsMax)
        _ = await checkout.answer.value(within: limit)
        return self.world.transact { $0.endCheckout(id, behaviour) }
    }
}
