internal import Ledger
internal import Logging

/// Agrees with Telegram on how updates come: pushed, or fetched.
///
/// Nothing that waits is dropped.
struct UpdateSource: Sendable {
    /// How many pushes Telegram makes at once; well below what the door takes.
    static let pushConnectionCountMax = 40

    /// How often Telegram is asked whether it still pushes here, in seconds.
    static let watchSeconds: Int64 = 30

    /// The first and the longest pause after a failure, in seconds.
    static let pauseSeconds: ClosedRange<Int64> = 1...60

    /// How long the last confirmation of fetched updates may hold up the end.
    static let confirmationMax = Duration.seconds(2)

    let client: TelegramClient
    let pause: @Sendable (Duration) async throws -> Void
    let logger: Logger

    /// Has updates pushed from now on; goes on trying while Telegram cannot be reached.
    ///
    /// - Throws: ``TelegramError`` if Telegram refuses the token or the address.
    func push(to address: WebhookAddress) async throws {
        try await self.persist("the webhook could not be set; trying again") {
            try await self.set(address)
        }
        self.logger.info("updates are pushed", metadata: ["webhook.url": "\(address)"])
    }

    /// Has updates kept for fetching from now on; goes on trying while Telegram cannot be reached.
    ///
    /// - Throws: ``TelegramError`` if Telegram refuses the token.
    func fetch() async throws {
        try await self.persist("the webhook could not be looked at; trying again") {
            let info = try await self.client.getWebhookInfo()
            guard !info.url.isEmpty else { return }
            try await self.client.deleteWebhook()
            self.logger.info(
                "a webhook was set and is deleted; what waits is fetched",
                metadata: ["webhook.pending": "\(info.pendingUpdateCount)"]
            )
        }
    }

    /// Confirms what was fetched and taken in, so that another way of delivery does not repeat it.
    ///
    /// A confirmation that fails costs nothing but a repetition.
    func confirm(before offset: UpdateID?) async {
        guard let offset else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try? await self.client.getUpdates(offset: offset, limit: 1, timeoutSeconds: 0)
            }
            // A deadline: whichever ends first cancels the other.
            group.addTask { try? await Task.sleep(for: Self.confirmationMax) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Looks from time to time whether Telegram still pushes here, until it is cancelled.
    ///
    /// A webhook that somebody removed is set again. One that somebody else set is left alone and
    /// told: two bots that take it from each other would help nobody.
    func watch(_ address: WebhookAddress, told: @Sendable (Bool) -> Void) async {
        while (try? await Task.sleep(for: .seconds(Self.watchSeconds))) != nil {
            do {
                let info = try await self.client.getWebhookInfo()
                told(info.url == address.url || info.url.isEmpty)
                try await self.check(info, against: address)
            } catch {
                guard !Task.isCancelled else { return }
                self.logger.warning(
                    "the webhook could not be looked at",
                    metadata: ["error": "\(error)"]
                )
            }
        }
    }

    private func check(_ info: WebhookInfo, against address: WebhookAddress) async throws {
        if info.url.isEmpty {
            self.logger.warning("somebody removed the webhook; it is set again")
            try await self.set(address)
        } else if info.url != address.url {
            self.logger.error("somebody else's webhook takes this bot's updates; stop them")
        } else if let message = info.lastErrorMessage, info.pendingUpdateCount > 0 {
            self.logger.warning(
                "Telegram cannot push",
                metadata: [
                    "webhook.pending": "\(info.pendingUpdateCount)", "webhook.error": "\(message)",
                ]
            )
        }
    }

    private func set(_ address: WebhookAddress) async throws {
        try await self.client.setWebhook(
            url: address.url,
            secret: address.secret.text,
            connectionCountMax: Self.pushConnectionCountMax
        )
    }

    private func persist(_ complaint: Logger.Message, _ body: () async throws -> Void) async throws
    {
        var seconds = Self.pauseSeconds.lowerBound
        while true {
            do {
                return try await body()
            } catch let error as TelegramError where error.isFinal {
                throw error
            } catch {
                try Task.checkCancellation()
                self.logger.warning(complaint, metadata: ["error": "\(error)"])
            }
            try await self.pause(.seconds(seconds))
            seconds = min(seconds * 2, Self.pauseSeconds.upperBound)
        }
    }
}

extension TelegramError {
    /// Whether asking again cannot help.
    fileprivate var isFinal: Bool {
        if case .refused = self.code { return true }
        return self.isFatal
    }
}
