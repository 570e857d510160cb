internal import BotGateway

extension ConfigurationReader {
    /// Reads where updates are pushed to.
    ///
    /// - Parameter telegram: A Bot API server of one's own may push over `http://`, to any port.
    /// - Returns: The address; `nil` = updates are fetched.
    mutating func webhook(for telegram: TelegramEndpoint?) -> WebhookAddress? {
        let secret = self.text("WEBHOOK_SECRET") {
            WebhookSecret($0) != nil
        }
        .flatMap { WebhookSecret($0) }
        guard let url = self.text("WEBHOOK_URL") else { return nil }
        let isOwnServer = telegram.map { $0.baseURL != "https://api.telegram.org" } ?? false
        guard let probe = WebhookSecret("probe"),
            WebhookAddress(url: url, secret: probe, allowsPlain: isOwnServer) != nil
        else {
            self.complain("WEBHOOK_URL", url)
            return nil
        }
        guard let secret else {
            self.miss("WEBHOOK_SECRET", "WEBHOOK_URL needs it: 1 to 256 of A-Z a-z 0-9 _ -")
            return nil
        }
        return WebhookAddress(url: url, secret: secret, allowsPlain: isOwnServer)
    }

    /// Reads where to listen; `nil` = it is not said.
    mutating func httpBinding() -> HTTPBinding? {
        self.text("HTTP_BIND") { HTTPBinding($0) != nil }
            .flatMap { HTTPBinding($0) }
    }
}
