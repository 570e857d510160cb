import Foundation
import TelegramSandbox
import Testing

/// The receiver is a second sandbox: it takes any method, and its faults are the webhook's.
@Suite("A webhook gets its updates pushed")
struct WebhookTests {
    @Test("updates of one chat arrive in order, and a refused one comes again")
    func ordered() async throws {
        try await withSandbox(.byHand) { receiver in
            try await withSandbox(.byHand) { sandbox in
                let url = "\(receiver.baseURL)/bot\(receiver.token)/close"
                receiver.world.inject(.internalError, on: "close")
                _ = try await Caller(sandbox)("setWebhook", ["url": .string(url)])
                for number in 1...3 { sandbox.world.person(1001).say("\(number)") }

                let last = try await receiver.world.waitForCall("close") { call in
                    call.parameters["message"]?["text"] == "3"
                }
                let texts = receiver.world.calls(to: "close").map { call in
                    call.parameters["message"]?["text"]?.string ?? ""
                }
                #expect(last.outcome == .answered(true))
                #expect(texts == ["1", "1", "2", "3"])
                let info = try await Caller(sandbox)("getWebhookInfo").result
                #expect(info["last_error_message"] == "Wrong response from the webhook: 500")
            }
        }
    }
}
