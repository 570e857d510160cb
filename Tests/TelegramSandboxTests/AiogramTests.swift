import TelegramSandbox
import Testing

@Suite("A client that nobody here wrote finds Telegram")
struct AiogramTests {
    @Test("aiogram polls, sells, refunds, lists, is refused and gets pushes")
    func drive() async throws {
        try await withSandbox { sandbox in
            try await PythonScript(path: "aiogram/drive.py")
                .runToTheEnd(sandbox.baseURL, sandbox.token)
        }
    }
}
