extension TelegramClient {
    /// Sends a message when its chat's turn has come.
    ///
    /// - Parameters:
    ///   - message: What to send.
    ///   - haste: Whether it may let others go first.
    /// - Returns: What became of it.
    /// - Throws: ``TelegramError`` if the bot can not go on (401, 404, 409).
    package func send(
        _ message: SendMessage,
        _ haste: Pacing.Haste = .prompt
    ) async throws -> SendOutcome {
        try await self.send(SendMessage.name, to: message.chat, haste) {
            try await self.attempt(message, in: message.chat)
        }
    }

    /// Sends a picture when its chat's turn has come.
    ///
    /// - Throws: ``TelegramError`` if the bot can not go on (401, 404, 409).
    package func send(_ photo: SendPhoto) async throws -> SendOutcome {
        try await self.send(SendPhoto.name, to: photo.chat, .patient) {
            try await self.upload(photo)
        }
    }

    /// Sends an invoice when its chat's turn has come.
    ///
    /// - Throws: ``TelegramError`` if the bot can not go on (401, 404, 409).
    package func send(_ invoice: SendInvoice) async throws -> SendOutcome {
        try await self.send(SendInvoice.name, to: invoice.chat) {
            try await self.attempt(invoice, in: invoice.chat)
        }
    }

    private func send(
        _ method: String,
        to chat: ChatID,
        _ haste: Pacing.Haste = .prompt,
        _ attempt: () async throws -> Attempt
    ) async throws -> SendOutcome {
        if let obstacle = try await self.pacer.turn(in: chat, haste) { return .notSent(obstacle) }
        switch try await attempt() {
        case .accepted(let json):
            guard let message = AnswerReading.decode(Message.self, json[...]) else {
                return .unknown(TelegramError(.unreadableAnswer, method: method))
            }
            return .sent(message)
        case .refused(let refusal):
            return .refused(refusal)
        case .failed(let error):
            return try Self.outcome(of: error)
        }
    }

    private static func outcome(of error: TelegramError) throws -> SendOutcome {
        switch error.code {
        case .rateLimited(let wait):
            return .notSent(.rateLimited(retryAfter: wait))
        case .serverFailed(502), .serverFailed(504):
            // Said by something between us and Telegram that does not know what Telegram did.
            return .unknown(error)
        case .serverFailed(let status):
            return .notSent(.serverFailed(status: status))
        case .notConnected:
            try Task.checkCancellation()
            return .notSent(.notConnected)
        case .connectionDropped, .timedOut, .abandoned, .unreadableAnswer, .answerTooLarge:
            return .unknown(error)
        case .unauthorized, .notFound, .conflict, .refused:
            throw error
        }
    }
}
