extension TelegramClient {
    /// Who the bot is; proves the token.
    ///
    /// - Throws: ``TelegramError``; `unauthorized` if the token is wrong.
    package func getMe() async throws -> User {
        try await self.result(of: GetMe())
    }

    /// Waits for updates, and confirms all before the offset.
    ///
    /// Each update is read alone, see ``Update``. One without even a number is left out, because
    /// nothing can refer to it.
    ///
    /// - Parameters:
    ///   - offset: The first update wanted; `nil` = the oldest that is kept.
    ///   - limit: How many at most, 1 to 100.
    ///   - timeoutSeconds: How long Telegram waits for the first, 0 to 50.
    /// - Returns: The updates, oldest first.
    /// - Throws: ``TelegramError``; `conflict` if somebody else polls.
    package func getUpdates(
        offset: UpdateID?,
        limit: Int = 100,
        timeoutSeconds: Int = 50
    ) async throws -> [Update] {
        precondition(GetUpdates.limits.contains(limit), "a batch has 1 to 100 updates")
        let timeout = min(max(timeoutSeconds, 0), GetUpdates.timeoutSecondsMax)
        let method = GetUpdates(offset: offset, limit: limit, timeout: timeout)
        switch try await self.attempt(method) {
        case .accepted(let json):
            return try Self.updates(in: json)
        case .refused(let refusal):
            throw TelegramError(.refused(refusal), method: GetUpdates.name)
        case .failed(let error):
            try Task.checkCancellation()
            throw error
        }
    }

    /// Has updates pushed from now on.
    ///
    /// - Parameters:
    ///   - url: Where to.
    ///   - secret: What each push carries as `X-Telegram-Bot-Api-Secret-Token`.
    ///   - connectionCountMax: How many pushes run at once; `nil` = Telegram's 40.
    /// - Throws: ``TelegramError``; a refusal too.
    package func setWebhook(
        url: String,
        secret: String,
        connectionCountMax: Int? = nil
    ) async throws {
        _ = try await self.result(
            of: SetWebhook(url: url, secretToken: secret, maxConnections: connectionCountMax)
        )
    }

    /// Has updates kept for polling from now on; none is dropped.
    ///
    /// - Throws: ``TelegramError``; a refusal too.
    package func deleteWebhook() async throws {
        _ = try await self.result(of: DeleteWebhook())
    }

    /// How updates are delivered at present.
    ///
    /// - Throws: ``TelegramError``; a refusal too.
    package func getWebhookInfo() async throws -> WebhookInfo {
        try await self.result(of: GetWebhookInfo())
    }

    /// Fills the menu beside the text field.
    ///
    /// - Parameters:
    ///   - commands: The lines from top to bottom.
    ///   - language: For which language; `nil` = for all that have no menu of their own.
    /// - Throws: ``TelegramError``; a refusal too.
    package func setCommands(_ commands: [BotCommand], language: String? = nil) async throws {
        _ = try await self.result(of: SetMyCommands(commands: commands, languageCode: language))
    }

    private static func updates(in json: [UInt8]) throws -> [Update] {
        guard let elements = JSONScanner.elements(of: json[...]) else {
            throw TelegramError(.unreadableAnswer, method: GetUpdates.name)
        }
        let updates = elements.compactMap { Update(rawJSON: [UInt8]($0)) }
        guard updates.isEmpty == elements.isEmpty else {
            throw TelegramError(
                .unreadableAnswer,
                method: GetUpdates.name,
                cause: "\(elements.count) updates without a number"
            )
        }
        return updates
    }
}
