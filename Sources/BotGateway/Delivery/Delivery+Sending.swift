internal import Ledger
internal import LedgerService
internal import Logging
internal import Projections

extension Delivery {
    /// Sends a reply as one message, or as several if it is longer than Telegram takes.
    ///
    /// - Returns: The outcome of the last message, or of the first that was not sent.
    func send(_ reply: Reply) async throws -> SendOutcome {
        let chat = ChatID(rawValue: reply.chat)
        if let offer = reply.offer {
            guard let label = offer.linkLabel else { return try await self.send(offer, to: chat) }
            return try await self.sendLink(to: offer, labelled: label, below: reply.text, to: chat)
        }
        let haste: Pacing.Haste = reply.weight == .reading ? .patient : .prompt
        let parts = MessageText.split(reply.text)
        let marked = parts.map { MarkedText($0, codes: reply.codes ?? []) }
        for part in marked.dropLast() {
            let message = SendMessage(to: chat, text: part.text, parseMode: part.parseMode)
            let outcome = try await self.client.send(message, haste)
            guard case .sent = outcome else { return outcome }
        }
        let last = SendMessage(
            to: chat,
            text: marked.last?.text ?? "…",
            parseMode: marked.last?.parseMode,
            markup: reply.markup
        )
        return try await self.client.send(last, haste)
    }

    private func send(_ offer: Reply.Offer, to chat: ChatID) async throws -> SendOutcome {
        try await self.client.send(SendInvoice(to: chat, Self.invoice(for: offer)))
    }

    /// Has Telegram make a link, then sends a button that opens it.
    ///
    /// A link that was made and never arrived harms nobody, so that every way of not having one is
    /// the same: nothing was sent.
    private func sendLink(
        to offer: Reply.Offer,
        labelled label: String,
        below text: String,
        to chat: ChatID
    ) async throws -> SendOutcome {
        let link: String
        do {
            link = try await self.client.createInvoiceLink(
                Self.invoice(for: offer),
                isSubscription: true
            )
        } catch let error as TelegramError where !error.isFatal {
            return self.noLink(because: error)
        }
        let keyboard = InlineKeyboard(rows: [[InlineButton(label, .url(link))]])
        return try await self.client.send(
            SendMessage(to: chat, text: text, markup: .inline(keyboard))
        )
    }

    private func noLink(because error: TelegramError) -> SendOutcome {
        switch error.code {
        case .refused(let refusal):
            self.desk.logger.error(
                "Telegram makes no link for a subscription; check SUBSCRIPTION_STARS",
                metadata: ["error": "\(error)"]
            )
            return .refused(refusal)
        case .rateLimited(let wait): return .notSent(.rateLimited(retryAfter: wait))
        case .serverFailed(let status): return .notSent(.serverFailed(status: status))
        case .notConnected, .connectionDropped, .timedOut, .abandoned, .unreadableAnswer,
            .answerTooLarge, .unauthorized, .notFound, .conflict:
            return .notSent(.notConnected)
        }
    }

    private static func invoice(for offer: Reply.Offer) -> TelegramInvoice {
        do {
            return try TelegramInvoice(
                title: offer.title,
                description: offer.description,
                payload: offer.payload,
                amount: try Stars(offer.stars)
            )
        } catch {
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
