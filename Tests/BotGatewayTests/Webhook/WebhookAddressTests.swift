import BotGateway
import Testing

@Suite("Addresses and secrets of the webhook are checked")
struct WebhookAddressTests {
    @Test(
        "where to listen",
        arguments: [
            ("127.0.0.1:8080", HTTPBinding(host: "127.0.0.1", port: 8_080)),
            ("0.0.0.0:1", HTTPBinding(host: "0.0.0.0", port: 1)),
            ("bot.internal:65535", HTTPBinding(host: "bot.internal", port: 65_535)),
            ("[::1]:8080", HTTPBinding(host: "::1", port: 8_080)),
            ("8080", nil), (":8080", nil), ("host:", nil), ("host:0", nil), ("host:65536", nil),
            ("host:+80", nil), ("::1:8080", nil), ("[host]:80", nil), ("a b:80", nil), ("", nil),
            ("[]:80", nil), ("host:８０", nil),
        ]
    )
    func binding(text: String, expected: HTTPBinding?) {
        #expect(HTTPBinding(text) == expected)
    }

    @Test(
        "where Telegram pushes to",
        arguments: [
            ("https://bot.example.jp/hook", false, "/hook"),
            ("https://bot.example.jp", false, "/"),
            ("https://bot.example.jp:8443/a/b-c_1.x", false, "/a/b-c_1.x"),
            ("https://bot.example.jp:8080/hook", false, nil),
            ("https://bot.example.jp:8080/hook", true, "/hook"),
            ("http://bot.example.jp/hook", false, nil),
            ("http://127.0.0.1:9000/hook", true, "/hook"),
            ("https://user@bot.example.jp/hook", false, nil),
            ("https:///hook", false, nil),
            ("https://bot.example.jp/hook?x=1", false, nil),
            ("https://bot.example.jp/{x}", false, nil),
            ("https://bot.example.jp/metrics", false, nil),
            ("ftp://bot.example.jp/hook", true, nil),
        ]
    )
    func address(url: String, allowsPlain: Bool, path: String?) throws {
        let secret = try #require(WebhookSecret("s"))
        let address = WebhookAddress(url: url, secret: secret, allowsPlain: allowsPlain)
        #expect(address?.path == path)
    }

    @Test(
        "what a secret may be",
        arguments: [
            ("a", true), ("A-z_09", true), (String(repeating: "x", count: 256), true),
            ("", false), (String(repeating: "x", count: 257), false), ("a b", false),
            ("a:b", false), ("ä", false),
        ]
    )
    func secret(text: String, isGood: Bool) {
        #expect((WebhookSecret(text) != nil) == isGood)
    }

    @Test("a secret is shown nowhere")
    func isHidden() throws {
        let secret = try #require(WebhookSecret("hidden-secret"))
        let address = try #require(WebhookAddress(url: "https://a.example/h", secret: secret))
        var dumped = ""
        dump(address, to: &dumped)
        dump(secret, to: &dumped)
        #expect(!"\(address)\(secret)\(dumped)".contains("hidden"))
    }
}
