import AiogramCheck
import TelegramSandbox
import Testing

@Suite("aiogram's method models find what is wrong with a call")
struct AiogramCheckTests {
    private static let good: [String] = [
        #"sendMessage {"chat_id":7,"text":"x"}"#,
        #"sendPhoto {"chat_id":"7","reply_markup":"{\"inline_keyboard\":[]}"}"#,
        #"getMe {}"#,
    ]

    private static let bad: [(call: String, complaint: String)] = [
        (#"sendMesage {"chat_id":7,"text":"x"}"#, "sendMesage: no such method"),
        (#"sendmessage {"chat_id":7,"text":"x"}"#, "sendmessage: no such method"),
        (#"sendMessage {"chat_id":7}"#, "sendMessage: text: Field required"),
        (
            #"sendMessage {"chat_id":7,"text":5}"#,
            "sendMessage: text: Input should be a valid string"
        ),
        (
            #"getUpdates {"limit":"100","offset":8}"#,
            "getUpdates: limit: Input should be a valid integer"
        ),
        (
            #"sendMessage {"chat_id":7,"text":"x","replyMarkup":{}}"#,
            "sendMessage: replyMarkup: unknown field"
        ),
        (
            #"sendMessage {"chat_id":7,"text":"x","reply_markup":{"inline_keyboard":"#
                + #"[[{"text":"a","callbackData":"b"}]]}}"#,
            "sendMessage: reply_markup.inline_keyboard.0.0.callbackData: unknown field"
        ),
        (
            #"sendInvoice {"chat_id":7,"title":"t","description":"d","payload":"p","#
                + #""currency":"XTR","prices":[{"label":"t","amount":100.5}]}"#,
            "sendInvoice: prices.0.amount: Input should be a valid integer"
        ),
        (
            #"sendMessage {"chat_id":7,"text":"x","disable_web_page_preview":true}"#,
            "sendMessage: disable_web_page_preview: deprecated"
        ),
    ]

    @Test("a call that is as it should be is not spoken of", arguments: good)
    func accepted(_ line: String) throws {
        let uploads = line.hasPrefix("sendPhoto") ? ["photo"] : []
        let call = try AiogramCheck.Call(recorded: line, uploads: uploads)
        #expect(try AiogramCheck.complaints(about: [call]) == [])
    }

    @Test("a wrong call is named, with the field and what is wrong", arguments: bad)
    func complained(_ line: String, _ complaint: String) throws {
        let call = try AiogramCheck.Call(recorded: line)
        #expect(try AiogramCheck.complaints(about: [call, call]) == [complaint, complaint])
    }

    @Test("a picture without its file is missed")
    func picture() throws {
        let call = try AiogramCheck.Call(recorded: #"sendPhoto {"chat_id":"7"}"#)
        #expect(
            try AiogramCheck.complaints(about: [call]) == ["sendPhoto: photo: Field required"]
        )
    }
}

extension AiogramCheck.Call {
    /// A call as `TelegramClient` records it: the method, a space, the JSON.
    init(recorded line: String, uploads: [String] = []) throws {
        let words = line.split(separator: " ", maxSplits: 1)
        let json = words.count > 1 && !words[1].isEmpty ? String(words[1]) : "{}"
        self.init(
            method: words.first.map(String.init) ?? "",
            parameters: try SandboxJSON(parsing: json),
            uploads: uploads
        )
    }
}
