import TelegramSandbox
import Testing

/// The limits of the Bot API that every call of the bot must keep.
///
/// Source: Bot API; `design/telegram.md`, Outgoing.
enum CallLimits {
    /// Reports a call that breaks a limit, or that Telegram refused as malformed.
    static func check(_ call: BotCall) {
        let text = call["text"]
        switch call.method.lowercased() {
        case "sendmessage":
            // Telegram counts what is left when marks are taken out, and refuses more bytes before.
            let shown = call["parse_mode"] == "HTML" ? text.replacing(/<[^>]*>/, with: "") : text
            #expect((1...4_096).contains(shown.utf16.count), "\(call)")
            #expect(text.utf8.count <= 32_768, "\(call)")
        case "sendphoto":
            #expect(call["caption"].utf16.count <= 1_024, "\(call)")
        case "answercallbackquery":
            #expect(text.count <= 200, "\(call)")
        case "answerprecheckoutquery":
            #expect(
                call.parameters["ok"]?.bool == true || !call["error_message"].isEmpty,
                "\(call)"
            )
        case "sendinvoice":
            #expect((1...32).contains(call["title"].count), "\(call)")
            #expect((1...255).contains(call["description"].count), "\(call)")
            #expect((1...128).contains(call["payload"].utf8.count), "\(call)")
            #expect(call["currency"] == "XTR", "\(call)")
        case "getupdates":
            #expect((1...100).contains(call.parameters["limit"]?.int ?? 0), "\(call)")
        default: break
        }
        for data in Self.buttonData(of: call.parameters["reply_markup"]) {
            #expect((1...64).contains(data.utf8.count), "\(call)")
        }
        if case .failed(400, let description) = call.outcome {
            #expect(Self.mayBeSaid(description), "\(description): \(call)")
        }
    }

    private static func buttonData(of markup: SandboxJSON?) -> [String] {
        let rows = markup?["inline_keyboard"]?.array ?? []
        return rows.flatMap { $0.array ?? [] }.compactMap { $0["callback_data"]?.string }
    }

    /// What Telegram may answer to a call that is well formed.
    private static func mayBeSaid(_ description: String) -> Bool {
        let words = ["chat not found", "query is too old", "CHARGE_", "injected"]
        return words.contains { description.contains($0) }
    }
}
