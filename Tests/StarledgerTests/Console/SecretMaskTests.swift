import Logging
import Synchronization
import Testing
import starledger

@Suite("Secrets do not reach the log")
struct SecretMaskTests {
    private static let token = "123456789:AAEhBP0av28fBkkpKVEqOMuPGHKj2nJkAbC"
    private static let key = "sk-proj-abcDEF1234567890abcDEF"
    private static let charge = "stxk3Jd93kdL02kfJd8s7dK39fk2LdkfJ39dk"

    @Test(
        "what is masked and what is not",
        arguments: [
            ("POST /bot\(Self.token)/sendMessage failed", "POST /bot‹token›/sendMessage failed"),
            ("token=\(Self.token),", "token=‹token›,"),
            ("key \(Self.key) refused", "key ‹key› refused"),
            ("Authorization: Bearer abc.def-123", "Authorization: Bearer ‹masked›"),
            ("authorization: bearer \(Self.key)", "authorization: bearer ‹key›"),
            ("{\"a\": \"Bearer abc\"}", "{\"a\": \"Bearer ‹masked›\"}"),
            ("X-Telegram-Bot-Api-Secret-Token: abc_1", "X-Telegram-Bot-Api-Secret-Token: ‹masked›"),
            ("\"secret_token\":\"abc\"", "\"secret_token\":\"‹masked›\""),
            ("charge \(Self.charge)", "charge stxk3Jd9…"),
            ("\(Self.charge) \(Self.token)", "stxk3Jd9… ‹token›"),
            ("2026-11-24T07:28:56Z 12:34:56 127.0.0.1:8080", nil),
            ("rid=abcdefgh charge=stxk3Jd9… skip sk-1", nil),
            ("", nil),
        ]
    )
    func table(text: String, masked: String?) {
        #expect(SecretMask.masked(text) == masked ?? text)
    }

    @Test("in messages, in metadata of any depth, and in errors")
    func handler() {
        struct Trouble: Error, CustomStringConvertible {
            var description: String { "no answer from /bot\(SecretMaskTests.token)/getMe" }
        }
        let lines = Lines()
        var logger = Logger(label: "test") { _ in MaskingLogHandler(LinesHandler(lines: lines)) }
        logger[metadataKey: "own"] = "\(Self.key)"
        logger.info(
            "calling with \(Self.token)",
            metadata: [
                "list": ["\(Self.charge)"], "deep": ["error": .stringConvertible(Trouble())],
                "plain": "rid",
            ]
        )
        logger.error("failed", error: Trouble())
        let text = lines.text.withLock { $0 }
        for secret in [Self.token, Self.key, Self.charge] { #expect(!text.contains(secret)) }
        #expect(text.contains("‹token›") && text.contains("‹key›") && text.contains("stxk3Jd9…"))
        #expect(text.contains("plain") && text.contains("rid"))
        #expect(text.contains("no answer from /bot‹token›/getMe"))
    }
}

private final class Lines: Sendable {
    let text = Mutex("")
}

private struct LinesHandler: LogHandler {
    let lines: Lines
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let pairs = self.metadata.merging(event.metadata ?? [:]) { _, new in new }
        self.lines.text.withLock { $0 += "\(event.message) \(pairs)\n" }
    }
}
