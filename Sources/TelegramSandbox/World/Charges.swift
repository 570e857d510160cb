/// A subscription that somebody pays for month by month.
public struct SandboxSubscription: Sendable, Hashable {
    /// Where a subscription stands.
    public enum State: String, Sendable, Hashable {
        /// Renews at the end of the period. Can become `canceled` or `failed`.
        case active
        /// Runs to the end of the period and no further. Can become `active` again.
        case canceled
        /// A renewal found too few Stars. Terminal.
        case failed
    }

    /// Who pays.
    public let user: Int64
    /// The id of its first charge, by which the bot names it.
    public let firstChargeID: String
    /// What every period costs and grants.
    public let invoice: SandboxInvoice
    /// Where it stands.
    public internal(set) var state = State.active
    /// When the paid period ends, Unix seconds.
    public internal(set) var expiry: Int64
    /// Whether the bot forbade its renewal.
    public internal(set) var isCanceledByBot = false
}

extension WorldState {
    /// Longer than the 128 characters that many a table had room for.
    static let chargeIDCharacters = 140

    /// Moves Stars from a person to the bot, and tells the bot with a service message.
    mutating func charge(
        _ user: Int64,
        _ invoice: SandboxInvoice,
        in chat: Int64,
        renews subscription: SandboxSubscription?
    ) -> SandboxPayment {
        let chargeID = "stx" + self.random.word(count: Self.chargeIDCharacters - 3)
        let start = max(self.nowSeconds, subscription?.expiry ?? 0)
        let payment = SandboxPayment(
            user: user,
            chargeID: chargeID,
            amountStars: invoice.amountStars,
            payload: invoice.payload,
            currency: invoice.currency,
            subscriptionExpiry: invoice.subscriptionPeriodSeconds.map { start + $0 },
            isRenewal: subscription != nil,
            date: self.nowSeconds
        )
        self.payments[chargeID] = payment
        self.chargeOrder.append(chargeID)
        self.users[user]?.balanceStars -= invoice.amountStars
        self.botBalance += invoice.amountStars
        self.record(payment, invoice.subscriptionPeriodSeconds, isRefund: false)
        self.follow(payment, invoice, renews: subscription)

        let message = self.post(.payment(payment), in: chat, from: user)
        self.enqueue(message)
        self.tell(.purses)
        return payment
    }

    /// Gives the Stars of a charge back and leaves a service message in the chat.
    ///
    /// The message is the bot's own, and Telegram delivers it to the bot all the same.
    ///
    /// - Parameters:
    ///   - payment: The charge.
    ///   - isTold: Whether there is such a message; Telegram has been seen to leave it out.
    mutating func giveBack(_ payment: SandboxPayment, isTold: Bool = true) {
        self.payments[payment.chargeID]?.isRefunded = true
        self.users[payment.user]?.balanceStars += payment.amountStars
        self.botBalance -= payment.amountStars
        let period = payment.subscriptionExpiry.map { _ in Self.subscriptionPeriodSeconds }
        self.record(payment, period, isRefund: true)
        guard isTold else { return self.tell(.purses) }
        let refund = self.post(.refund(payment), in: payment.user, from: self.botID)
        self.enqueue(refund)
        self.tell(.purses)
    }

    private mutating func record(_ payment: SandboxPayment, _ period: Int64?, isRefund: Bool) {
        self.transactions.append(
            SandboxTransaction(
                id: payment.chargeID,
                amountStars: payment.amountStars,
                date: self.nowSeconds,
                isOutgoing: isRefund,
                partner: .user(
                    SandboxTransaction.Person(
                        id: payment.user,
                        payload: payment.payload,
                        subscriptionPeriodSeconds: period
                    )
                )
            )
        )
    }

    private mutating func follow(
        _ payment: SandboxPayment,
        _ invoice: SandboxInvoice,
        renews subscription: SandboxSubscription?
    ) {
        guard let expiry = payment.subscriptionExpiry else { return }
        if let subscription {
            self.change(subscription.firstChargeID) { $0.expiry = expiry }
        } else {
            self.subscriptions.append(
                SandboxSubscription(
                    user: payment.user,
                    firstChargeID: payment.chargeID,
                    invoice: invoice,
                    expiry: expiry
                )
            )
        }
    }

    /// Changes one subscription.
    ///
    /// - Returns: It, as it is now; `nil` if no subscription began with that charge.
    @discardableResult
    mutating func change(
        _ firstChargeID: String,
        _ edit: (inout SandboxSubscription) -> Void
    ) -> SandboxSubscription? {
        guard
            let index = self.subscriptions.firstIndex(where: {
                $0.firstChargeID == firstChargeID
            })
        else { return nil }
        edit(&self.subscriptions[index])
        return self.subscriptions[index]
    }

    /// Tells the bot where a subscription stands now; the update carries no charge id.
    mutating func announce(_ subscription: SandboxSubscription) {
        self.enqueue(
            "subscription",
            [
                "user": self.userJSON(subscription.user),
                "invoice_payload": .string(subscription.invoice.payload),
                "state": .string(subscription.state.rawValue),
            ],
            lane: "subscription \(subscription.user)",
            lifetime: Self.messageLifetime
        )
    }
}
