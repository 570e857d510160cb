internal import Foundation

/// Where updates are pushed to, instead of being polled.
struct Webhook: Sendable {
    let url: String
    let secret: String
    let maxConnections: Int
    var lastErrorDate: Int64?
    var lastErrorMessage = ""
    /// Lanes with a push under way; each has one at most, so its updates stay in order.
    var busyLanes: Set<String> = []
}

extension WorldState {
    mutating func setWebhook(_ call: BotParameters) throws(BotFailure) -> SandboxJSON {
        let url = call.text("url")
        guard !url.isEmpty else { return self.deleteWebhook(call) }
        guard WebhookAddress(url) != nil || url.hasPrefix("https://") else {
            throw .badRequest("bad webhook: An HTTPS URL must be provided for webhook")
        }
        let secret = call.text("secret_token")
        let isSecret = secret.utf8.allSatisfy { byte in
            byte == 0x5F || byte == 0x2D || (0x30...0x39).contains(byte)
                || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
        guard isSecret, secret.utf8.count <= 256 else {
            throw .badRequest("secret token contains unallowed characters")
        }
        try self.rememberAllowedKinds(call)
        if call.bool("drop_pending_updates") { self.queue.dropAll() }
        self.poll?.wake.resolve(.replaced("terminated by setWebhook request"))
        self.poll = nil
        self.webhook = Webhook(
            url: url,
            secret: secret,
            maxConnections: Int(min(max(call.int("max_connections") ?? 40, 1), 100)),
            busyLanes: self.webhook?.busyLanes ?? []
        )
        self.pusher?.yield()
        return true
    }

    mutating func deleteWebhook(_ call: BotParameters) -> SandboxJSON {
        self.webhook = nil
        if call.bool("drop_pending_updates") { self.queue.dropAll() }
        return true
    }

    func getWebhookInfo() -> SandboxJSON {
        let pending = self.queue.pending.filter { $0.expiry > self.now }.count
        var info: SandboxJSON = [
            "url": .string(self.webhook?.url ?? ""),
            "has_custom_certificate": false,
            "pending_update_count": .int(Int64(pending)),
        ]
        if let webhook = self.webhook {
            info = info.with("max_connections", .int(Int64(webhook.maxConnections)))
            info = info.with("last_error_date", webhook.lastErrorDate.map(SandboxJSON.int))
            if webhook.lastErrorDate != nil {
                info = info.with("last_error_message", .string(webhook.lastErrorMessage))
            }
        }
        guard !self.queue.allowedKinds.isEmpty else { return info }
        let kinds = self.queue.allowedKinds.sorted().map(SandboxJSON.string)
        return info.with("allowed_updates", .array(kinds))
    }
}

// MARK: - Lanes

extension WorldState {
    /// Takes the lanes that a push can begin on now, and marks them busy.
    mutating func takeIdleLanes() -> [String] {
        guard var webhook = self.webhook else { return [] }
        self.queue.drop(expiredAt: self.now)
        var taken: [String] = []
        for entry in self.queue.replays + self.queue.pending {
            guard webhook.busyLanes.count < webhook.maxConnections else { break }
            if webhook.busyLanes.insert(entry.lane).inserted { taken.append(entry.lane) }
        }
        self.webhook = webhook
        return taken
    }

    /// The next update of a busy lane; without one the lane falls idle.
    mutating func nextPush(in lane: String) -> (webhook: Webhook, entry: UpdateQueue.Entry)? {
        guard let webhook = self.webhook else { return nil }
        self.queue.drop(expiredAt: self.now)
        if let entry = self.queue.first(in: lane) { return (webhook, entry) }
        self.webhook?.busyLanes.remove(lane)
        self.pusher?.yield()
        return nil
    }

    mutating func pushed(_ entry: UpdateQueue.Entry) {
        self.queue.removePushed(entry)
        self.tell(.purses)
    }

    mutating func pushFailed(_ message: String) {
        let now = self.nowSeconds
        self.webhook?.lastErrorDate = now
        self.webhook?.lastErrorMessage = message
    }
}
