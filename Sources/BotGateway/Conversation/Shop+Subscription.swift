internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

// The monthly pass: Telegram takes a subscription by a link only.

extension Shop {
    /// Offers a subscription.
    ///
    /// Its payload names nobody: it belongs to whoever pays the link.
    static func subscription(
        _ invoice: Invoice,
        to user: UserID,
        _ desk: Desk,
        _ language: Language
    ) -> Reply {
        let name = desk.name(of: invoice.sku, in: language)
        let values: KeyValuePairs = ["product": name, "stars": String(invoice.stars.count)]
        let about = desk.about(invoice.gives, in: language)
        let text = desk.texts.say(.subscriptionOffer, in: language, values)
        var reply = Reply(to: user, text, weight: .money)
        reply.offer = Reply.Offer(
            title: name,
            description: desk.texts.say(.subscriptionInvoice, in: language, ["about": about]),
            payload: InvoicePayload(sku: invoice.sku, user: nil).text,
            stars: invoice.stars.count,
            linkLabel: desk.texts.say(.subscriptionButton, in: language, values)
        )
        return reply
    }

    /// Says until when somebody's subscription is paid, and where it is ended.
    func subscribed(to product: String, _ visit: Visit) -> String {
        let clock = ClockText(self.desk.settings.dayClock)
        let until = self.desk.person(visit.user)?.passUntil.map(clock.full) ?? ""
        return self.desk.say(.shopSubscribed, visit, ["product": product, "until": until])
    }
}
