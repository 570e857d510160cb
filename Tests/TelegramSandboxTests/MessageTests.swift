import Foundation
import NIOCore
import TelegramSandbox
import Testing

@Suite("Messages keep Telegram's limits")
struct MessageTests {
    @Test(
        "a wrong message is refused with Telegram's words",
        arguments: [
            (["chat_id": 1001, "text": ""], 400, "Bad Request: message text is empty"),
            (["chat_id": 1001, "text": "  \n "], 400, "Bad Request: message text is empty"),
            (["text": "hello"], 400, "Bad Request: chat_id is empty"),
            (["chat_id": 4242, "text": "hello"], 400, "Bad Request: chat not found"),
            (
                ["chat_id": 1001, "text": .string(String(repeating: "あ", count: 4_097))], 400,
                "Bad Request: message is too long"
            ),
            (
                ["chat_id": 1001, "text": .string(String(repeating: "x", count: 32_769))], 400,
                "Bad Request: text is too long"
            ),
            (
                ["chat_id": 1001, "text": "<b>open", "parse_mode": "HTML"], 400,
                "Bad Request: can't parse entities: "
                    + "Can't find end tag corresponding to start tag \"b\""
            ),
            (
                ["chat_id": 1001, "text": "a <x>b</x>", "parse_mode": "HTML"], 400,
                "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 2"
            ),
            (
                ["chat_id": 1001, "text": "1.", "parse_mode": "MarkdownV2"], 400,
                "Bad Request: can't parse entities: Character '.' is reserved and must be escaped "
                    + "with the preceding '\\'"
            ),
            (
                [
                    "chat_id": 1001, "text": "a",
                    "reply_markup": [
                        "inline_keyboard": [
                            [
                                [
                                    "text": "b",
                                    "callback_data": .string(String(repeating: "x", count: 65)),
                                ]
                            ]
                        ]
                    ],
                ], 400,
                "Bad Request: BUTTON_DATA_INVALID"
            ),
        ] as [(SandboxJSON, UInt, String)]
    )
    func refused(message: SandboxJSON, status: UInt, error: String) async throws {
        try await withSandbox(.byHand) { sandbox in
            let answer = try await Caller(sandbox)("sendMessage", message)
            #expect(answer.status == status)
            #expect(answer.error == error)
            #expect(sandbox.world.messages(in: 1001) == [])
        }
    }

    @Test("4,096 characters fit, also when each takes four bytes")
    func longest() async throws {
        try await withSandbox(.byHand) { sandbox in
            let text = String(repeating: "🔮", count: 4_096)
            let answer = try await Caller(sandbox)(
                "sendMessage",
                ["chat_id": 1001, "text": .string(text)]
            )
            #expect(answer.status == 200)
        }
    }

    @Test("formatting becomes entities that count UTF-16 units")
    func entities() async throws {
        try await withSandbox(.byHand) { sandbox in
            let answer = try await Caller(sandbox)(
                "sendMessage",
                ["chat_id": 1001, "parse_mode": "HTML", "text": "🔮 <b>3&lt;4</b> <i>あ</i>"]
            )
            #expect(answer.result["text"] == "🔮 3<4 あ")
            #expect(
                answer.result["entities"] == [
                    ["type": "bold", "offset": 3, "length": 3],
                    ["type": "italic", "offset": 7, "length": 1],
                ]
            )
        }
    }

    @Test("a person who blocked the bot is 403, and the bot is told of the block")
    func blocked() async throws {
        try await withSandbox(.byHand) { sandbox in
            sandbox.world.person(1001).blockBot()
            let answer = try await Caller(sandbox)("sendMessage", ["chat_id": 1001, "text": "hi"])
            #expect(answer.status == 403)
            #expect(answer.error == "Forbidden: bot was blocked by the user")
            let update = try await Caller(sandbox).updates().first?["my_chat_member"]
            #expect(update?["new_chat_member"]?["status"] == "kicked")
        }
    }

    @Test("an edit changes the message, and nothing to change is an error")
    func edit() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            let sent = try await bot("sendMessage", ["chat_id": 1001, "text": "before"])
            let edit: SandboxJSON = [
                "chat_id": 1001, "message_id": sent.result["message_id"] ?? 0, "text": "after",
            ]
            #expect(try await bot("editMessageText", edit).result["text"] == "after")
            #expect(
                try await bot("editMessageText", edit).error.contains("message is not modified")
            )
            #expect(sandbox.world.messages(in: 1001).map(\.text) == ["after"])
        }
    }

    @Test("a press is answered once")
    func callback() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            let sakura = sandbox.world.person(1001)
            let press = sakura.press("forged", on: sakura.say("hello"))
            let answer: SandboxJSON = ["callback_query_id": .string(press), "text": "done"]
            #expect(try await bot("answerCallbackQuery", answer).result == true)
            #expect(try await sakura.waitForCallbackAnswer(press).text == "done")
            #expect(try await bot("answerCallbackQuery", answer).error.contains("query is too old"))

            let late = sakura.press("forged", on: sakura.say("hello"))
            sandbox.world.clock.advance(seconds: 16)
            let tooLate = try await bot("answerCallbackQuery", ["callback_query_id": .string(late)])
            #expect(tooLate.status == 400)
        }
    }

    @Test("a form, a multipart form and JSON are the same to the server")
    func bodies() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            let form = ByteBuffer(string: "chat_id=1001&text=a+%F0%9F%94%AE%26b")
            let multipart = ByteBuffer(
                string: "--x\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n1001\r\n"
                    + "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\na 🔮&b\r\n--x--\r\n"
            )
            _ = try await bot.send(
                "sendMessage",
                type: "application/x-www-form-urlencoded",
                body: form
            )
            _ = try await bot.send(
                "sendMessage",
                type: "multipart/form-data; boundary=x",
                body: multipart
            )
            _ = try await bot("sendmessage", ["chat_id": "1001", "text": "a 🔮&b"])
            #expect(
                sandbox.world.messages(in: 1001).map(\.text) == Array(repeating: "a 🔮&b", count: 3)
            )
        }
    }

    @Test("a photo needs its bytes")
    func photo() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            let head = "--x\r\nContent-Disposition: form-data; name="
            let body = ByteBuffer(
                string: head + "\"chat_id\"\r\n\r\n1001\r\n" + head
                    + "\"photo\"; filename=\"card.png\"\r\nContent-Type: image/png\r\n\r\nPNG!\r\n--x--"
            )
            let sent = try await bot.send(
                "sendPhoto",
                type: "multipart/form-data; boundary=x",
                body: body
            )
            #expect(sent.result["photo"]?[0]?["file_size"] == 4)
            let none = try await bot("sendPhoto", ["chat_id": 1001])
            #expect(none.error == "Bad Request: there is no photo in the request")
        }
    }

    @Test("a wrong token is 401, an unknown method 404")
    func unknown() async throws {
        try await withSandbox(.byHand) { sandbox in
            let stranger = try await Caller(sandbox, token: "1:wrong")("getMe")
            #expect(stranger.status == 401)
            #expect(stranger.error == "Unauthorized")
            let method = try await Caller(sandbox)("sendEverything")
            #expect(method.status == 404)
            #expect(method.error == "Not Found: method not found")
        }
    }

    @Test("a bot that sends too fast is told when to come back")
    func flood() async throws {
        var settings = TelegramWorld.Settings.byHand
        settings.floodLimits = SandboxFloodLimits(perChatBurst: 2)
        try await withSandbox(settings) { sandbox in
            let bot = Caller(sandbox)
            let message: SandboxJSON = ["chat_id": 1001, "text": "hi"]
            #expect(try await bot("sendMessage", message).status == 200)
            #expect(try await bot("sendMessage", message).status == 200)
            let third = try await bot("sendMessage", message)
            #expect(third.status == 429)
            #expect(third.retryAfter == "1")
            #expect(third.body["parameters"] == ["retry_after": 1])
            sandbox.world.clock.advance(seconds: 1)
            #expect(try await bot("sendMessage", message).status == 200)
        }
    }
}
