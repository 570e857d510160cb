internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// The shop: what is on sale, and the invoice for one product.
struct Shop: Sendable {
    let desk: Desk

    /// Shows what is on sale.
    func show(_ visit: Visit) -> [Errand] {
        let settings = self.desk.settings
        let language = self.desk.language(of: visit)
        guard settings.isSalesOpen else { return [self.desk.words(.shopClosed, visit)] }
        let rows = self.desk.ledger.catalogue.products.compactMap { product in
            self.row(for: product, settings: settings, in: language)
        }
        let reply = Reply(to: visit.user, self.desk.say(.shop, visit)).with(buttons: rows)
        return [.say(reply)]
    }

    /// Sends the invoice for one product, or says why not.
    ///
    /// - Parameters:
    ///   - sku: The product.
    ///   - key: The idempotency key, where a message asked for it.
    ///   - visit: Who asks, and when.
    /// - Returns: The line for the press's answer, and the errands.
    /// - Throws: ``LedgerError`` if the ledger is down.
    func buy(
        _ sku: SKU,
        key: String? = nil,
        _ visit: Visit
    ) async throws(LedgerError) -> (line: String?, errands: [Errand]) {
        let desk = self.desk
        let language = desk.language(of: visit)
        let answer = try await desk.ledger.submit(
            .sendInvoice(sku),
            visit.request(key: key)
        ) { ruling, _ in
            guard case .invoice(let invoice) = ruling.outcome else { return [] }
            return [desk.owe(Self.offer(invoice, to: visit.user, desk, language), at: visit.at)]
        }
        switch answer.outcome.outcome {
        case .invoice:
            return (nil, desk.deliveries(answer))
        case .refused(.termsFirst):
            return (nil, self.termsFirst(sku, visit))
        case .refused(let refusal):
            return (self.line(for: refusal, sku: sku, visit), [])
        default:
            return (nil, [])
        }
    }

    private func row(
        for product: Product,
        settings: Settings,
        in language: Language
    ) -> [Reply.Button]? {
        // A subscription has the price that the settings name, and is not on sale without one.
        let catalogue = self.desk.ledger.catalogue
        guard let product = catalogue.product(product.sku, settings: settings), product.isOnSale
        else { return nil }
        if product.gives == .option, !settings.isImageAddonOn {
            let label = self.desk.texts.say(
                .shopItemPending,
                in: language,
                ["product": self.desk.name(of: product.sku, in: language)]
            )
            return [Reply.Button(label: label, data: Press.pendingOption.data)]
        }
        let label = self.desk.texts.say(
            .shopItem,
            in: language,
            [
                "product": self.desk.name(of: product.sku, in: language),
                "stars": String(product.stars.count),
            ]
        )
        return [Reply.Button(label: label, data: Press.buy(product.sku).data)]
    }

    private static func offer(
        _ invoice: Invoice,
        to user: UserID,
        _ desk: Desk,
        _ language: Language
    ) -> Reply {
        if invoice.isSubscription { return Self.subscription(invoice, to: user, desk, language) }
        let name = desk.name(of: invoice.sku, in: language)
        let about = desk.about(invoice.gives, in: language)
        let description = desk.texts.say(
            .invoiceDescription,
            in: language,
            ["product": name, "about": about]
        )
        // Whoever asked for it is told for 30 s that it is in the chat: it must be there.
        var reply = Reply(to: user, "", weight: .money)
        reply.offer = Reply.Offer(
            title: name,
            description: description,
            payload: InvoicePayload(sku: invoice.sku, user: user).text,
            stars: invoice.stars.count
        )
        return reply
    }

    private func termsFirst(_ sku: SKU, _ visit: Visit) -> [Errand] {
        let language = self.desk.language(of: visit)
        let show = self.desk.button(.termsShow, .showTerms, in: language)
        let agree = self.desk.button(.termsAgreeAndBuy, .agreeAndBuy(sku), in: language)
        let reply = Reply(to: visit.user, self.desk.say(.termsFirst, visit))
        return [.say(reply.with(buttons: [[show], [agree]]))]
    }

    private func line(for refusal: Refusal, sku: SKU, _ visit: Visit) -> String {
        let desk = self.desk
        let language = desk.language(of: visit)
        let product = desk.name(of: sku, in: language)
        switch refusal {
        case .salesClosed: return desk.say(.shopClosed, visit)
        case .inPreparation: return desk.say(.shopPending, visit)
        case .alreadyOwned: return desk.say(.shopAlreadyOwned, visit, ["product": product])
        case .alreadySubscribed: return self.subscribed(to: product, visit)
        case .tappedTwice: return desk.say(.shopDoubleTap, visit)
        case .passNeedsNoTicket:
            let clock = ClockText(desk.settings.dayClock)
            let until = desk.person(visit.user)?.passUntil.map(clock.full) ?? ""
            return desk.say(.shopPassHolder, visit, ["until": until, "product": product])
        default: return desk.say(.shopNotForSale, visit, ["product": product])
        }
    }
}
