extension WorldState {
    /// The most Stars of one payment, and of one period of a subscription.
    static let invoiceStarsMax: Int64 = 100_000
    static let subscriptionStarsMax: Int64 = 10_000
    /// The only period that Telegram sells, 30 days in seconds.
    static let subscriptionPeriodSeconds: Int64 = 2_592_000

    mutating func sendInvoice(_ call: BotParameters) throws(BotFailure) -> SandboxJSON {
        let chat = try self.chat(of: call)
        let invoice = try Self.invoice(of: call, isLink: false)
        var rows: [[SandboxButton]] = []
        if case .inline(let given) = try call.replyMarkup() { rows = given }
        if let first = rows.first?.first {
            guard first.action == .pay else {
                throw .badRequest("the first button in the reply markup must be a Pay button")
            }
        } else {
            let label = "⭐ \(invoice.amountStars)"
            rows = [[SandboxButton(label: label, action: .pay)]]
        }
        try self.spend(in: chat)
        return self.send(.invoice(invoice), to: chat, .inline(rows))
    }

    mutating func createInvoiceLink(_ call: BotParameters) throws(BotFailure) -> SandboxJSON {
        let invoice = try Self.invoice(of: call, isLink: true)
        let link = "https://t.me/$\(self.random.word(count: 22))"
        self.invoiceLinks[link] = invoice
        return .string(link)
    }

    private static func invoice(
        of call: BotParameters,
        isLink: Bool
    ) throws(BotFailure) -> SandboxInvoice {
        let title = call.text("title").trimmed
        guard (1...32).contains(title.unicodeScalars.count) else {
            throw .badRequest(title.isEmpty ? "title is empty" : "INVOICE_TITLE_INVALID")
        }
        let description = call.text("description").trimmed
        guard (1...255).contains(description.unicodeScalars.count) else {
            throw .badRequest(
                description.isEmpty ? "description is empty" : "INVOICE_DESCRIPTION_INVALID"
            )
        }
        let payload = call.text("payload")
        guard (1...128).contains(payload.utf8.count) else {
            throw .badRequest("INVOICE_PAYLOAD_INVALID")
        }
        guard call.text("currency") == "XTR" else {
            throw .badRequest("CURRENCY_INVALID")
        }
        guard call.text("provider_token").isEmpty else {
            throw .badRequest("PAYMENT_PROVIDER_INVALID")
        }
        let period = isLink ? call.int("subscription_period") : nil
        let amount = try Self.amount(of: call, isSubscription: period != nil)
        guard period == nil || period == Self.subscriptionPeriodSeconds else {
            throw .badRequest("SUBSCRIPTION_PERIOD_INVALID")
        }
        return SandboxInvoice(
            title: title,
            description: description,
            payload: payload,
            amountStars: amount,
            currency: "XTR",
            subscriptionPeriodSeconds: period
        )
    }

    private static func amount(
        of call: BotParameters,
        isSubscription: Bool
    ) throws(BotFailure) -> Int64 {
        let prices = try call.structure("prices")?.array ?? []
        guard let price = prices.first else {
            throw .badRequest("there must be at least one price part")
        }
        guard prices.count == 1, (call.int("max_tip_amount") ?? 0) == 0 else {
            throw .badRequest("STARS_INVOICE_INVALID")
        }
        guard price["label"]?.string?.isEmpty == false, let amount = price["amount"]?.int else {
            throw .badRequest("can't parse labeled price: Can't find field \"label\" or \"amount\"")
        }
        guard amount > 0 else { throw .badRequest("total price must be positive") }
        if isSubscription {
            guard amount <= Self.subscriptionStarsMax else {
                throw .badRequest("SUBSCRIPTION_AMOUNT_INVALID")
            }
        } else {
            guard amount <= Self.invoiceStarsMax else {
                throw .badRequest("CURRENCY_TOTAL_AMOUNT_INVALID")
            }
        }
        return amount
    }
}
