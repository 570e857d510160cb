internal import Ledger
internal import Projections

extension Delivery {
    /// Sends a reply as one message, or as several if it is longer than Telegram takes.
    ///
    /// - Returns: The outcome of the last message, or of the first that was not sent.
    func send(_ reply: Reply) async throws -> SendOutcome {
        let chat = ChatID(rawValue: reply.chat)
        if let offer = reply.offer { return try await self.send(offer, to: chat) }
        let parts = MessageText.split(reply.text)
        for part in parts.dropLast() {
            let outcome = try await self.client.send(SendMessage(to: chat, text: part))
            guard case .sent = outcome else { return outcome }
        }
        let last = SendMessage(to: chat, text: parts.last ?? "…", markup: reply.markup)
        return try await self.client.send(last)
    }

    private func send(_ offer: Reply.Offer, to chat: ChatID) async throws -> SendOutcome {
        do {
            let invoice = try TelegramInvoice(
                title: offer.title,
                description: offer.description,
                payload: offer.payload,
                amount: try Stars(offer.stars)
            )
            return try await self.client.send(SendInvoice(to: chat, invoice))
        } catch is TelegramLimit, is AmountError {
            // The texts and the catalogue are checked against these limits at start.
            preconditionFailure("an offer breaks Telegram's limits: \(offer.title)")
        }
    }
}

extension Reply {
    /// The buttons or the menu, as Telegram takes them.
    var markup: ReplyMarkup? {
        if !self.buttons.isEmpty {
            let rows = self.buttons.map { row in
                row.compactMap { button in
                    CallbackData(checking: button.data)
                        .map { InlineButton(button.label, .callback($0)) }
                }
            }
            return .inline(InlineKeyboard(rows: rows.filter { !$0.isEmpty }))
        }
        if !self.menu.isEmpty {
            return .reply(ReplyKeyboard(rows: self.menu, isPersistent: true))
        }
        return nil
    }
}
