internal import Ledger
internal import Projections

// Invoices, pre-checkouts and payments.

extension Decider {
    func sendInvoice(_ sku: SKU) -> Decision {
        guard let product = self.product(sku) else { return self.refuse(.unknownProduct) }
        if let refusal = self.refusal(ofInvoiceFor: product) { return self.refuse(refusal) }
        let sent = InvoiceSent(
            sku: sku,
            stars: product.stars,
            catalogueVersion: self.standing.catalogue.version
        )
        let invoice = Invoice(
            sku: sku,
            stars: product.stars,
            gives: product.gives,
            isSubscription: product.isSubscription
        )
        return self.record(.invoiceSent(sent), .invoice(invoice))
    }

    /// Why no invoice goes out: the first that holds, in this order.
    private func refusal(ofInvoiceFor product: Product) -> Refusal? {
        if !self.settings.isSalesOpen { return .salesClosed }
        if product.gives == .option, !self.settings.isImageAddonOn { return .inPreparation }
        if !product.isOnSale { return .notForSale }
        if product.gives == .option, self.person.hasImages { return .alreadyOwned }
        if product.isSubscription, self.person.isSubscribed(to: product.sku, at: self.request.at) {
            return .alreadySubscribed
        }
        if case .ticket = product.gives, self.person.hasPass(at: self.request.at) {
            return .passNeedsNoTicket
        }
        if self.person.termsAcceptedAt == nil { return .termsFirst }
        if let last = self.person.lastInvoice(for: product.sku), last <= self.request.at,
            self.request.at < last.adding(seconds: Payments.doubleTapSeconds)
        {
            return .tappedTwice
        }
        return nil
    }

    func approve(_ checkout: Checkout) -> Decision {
        let payload = InvoicePayload(checkout.payload)
        let isStars = checkout.currency == Self.starsCurrency
        if let reason = self.refusal(of: checkout, payload) {
            let rejected = CheckoutRejected(
                reason: reason,
                sku: payload?.sku,
                stars: checkout.amount,
                currency: isStars ? nil : checkout.currency
            )
            return self.record(.checkoutRejected(rejected), .checkoutRejected(reason))
        }
        guard let payload, let stars = try? Stars(checkout.amount) else {
            preconditionFailure("a checkout without a refusal has a payload and an amount")
        }
        let approved = CheckoutApproved(sku: payload.sku, stars: stars)
        return self.record(.checkoutApproved(approved), .checkoutApproved(payload.sku))
    }

    /// Why a purchase may not proceed: the first that holds, in this order.
    private func refusal(
        of checkout: Checkout,
        _ payload: InvoicePayload?
    ) -> CheckoutRefusal? {
        let mismatch = self.mismatch(
            payload,
            amount: checkout.amount,
            currency: checkout.currency
        )
        if let mismatch { return CheckoutRefusal(mismatch) }
        guard let payload, let product = self.product(payload.sku) else { return .unknownSKU }
        if !self.settings.isSalesOpen { return .salesClosed }
        if !product.isOnSale { return .notForSale }
        if product.gives == .option, !self.settings.isImageAddonOn { return .notForSale }
        if self.person.termsAcceptedAt == nil { return .termsNotAccepted }
        if product.gives == .option, self.person.hasImages { return .alreadyOwned }
        // Nobody says whether Telegram asks before a renewal: near the end of the period it may go on.
        let later = self.request.at.adding(seconds: Payments.renewalLeadSecondsMax)
        if product.isSubscription, self.person.isSubscribed(to: product.sku, at: later) {
            return .alreadyOwned
        }
        return nil
    }

    /// Why money fits no product: the first that holds, in this order.
    ///
    /// The same test serves the checkout and the payment.
    func mismatch(
        _ payload: InvoicePayload?,
        amount: Int64,
        currency: String
    ) -> MismatchReason? {
        guard let payload else { return .unreadablePayload }
        guard let product = self.product(payload.sku) else { return .unknownSKU }
        if let user = payload.user, user != self.request.user { return .otherUser }
        if currency != Self.starsCurrency { return .wrongCurrency }
        guard let stars = try? Stars(amount),
            product.hasPrice(stars) || self.person.wasQuoted(stars, for: product.sku)
        else { return .wrongAmount }
        return nil
    }

    static let starsCurrency = "XTR"
}

extension CheckoutRefusal {
    fileprivate init(_ mismatch: MismatchReason) {
        switch mismatch {
        case .unreadablePayload: self = .unreadablePayload
        case .unknownSKU: self = .unknownSKU
        case .otherUser: self = .otherUser
        case .wrongAmount: self = .wrongAmount
        case .wrongCurrency: self = .wrongCurrency
        }
    }
}
