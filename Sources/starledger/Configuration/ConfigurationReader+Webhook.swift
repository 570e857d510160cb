internal import BotGateway

extension ConfigurationReader {
    /// Reads where updates are pushed to.
    ///
    /// - Parameter telegram: A Bot API server of one's own may push over `http://`, to any port.
    /// - Returns: The address; `nil` = updates are fetched.
    mutating func webhook(for telegram: TelegramEndpoint?) -> WebhookAddress? {
        let secret = self.text("WEBHOOK_SECRET", accepting: "1 to 256 of A-Z a-z 0-9 _ -") {
            WebhookSecret($0) != nil
        }
        .flatMap { WebhookSecret($0) }
        guard let url = self.text("WEBHOOK_URL") else { return nil }
        let isOwnServer = telegram.map { $0.baseURL != "https://api.telegram.org" } ?? false
        guard let probe = WebhookSecret("probe"),
            WebhookAddress(url: url, secret: probe, allowsPlain: isOwnServer) != nil
        else {
            self.complain(
                "WEBHOOK_URL",
                url,
                "an address like https://bot.example.jp/telegram, port 443, 80, 88 or 8443, "
                    + "path of A-Z a-z 0-9 . _ ~ - /, and not /healthz, /readyz or /metrics"
            )
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
        self.text("HTTP_BIND", accepting: "host:port or [IPv6]:port, for example 127.0.0.1:8080") {
            HTTPBinding($0) != nil
        }
        .flatMap { HTTPBinding($0) }
    }
}
