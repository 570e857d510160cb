import BotGateway
import Foundation
import Ledger
import LedgerService
import TelegramSandbox
import Testing

/// The operations chat gets a signed checkpoint a day, whole enough to be held against the log.
@Suite(.timeLimit(.minutes(2))) struct CheckpointPostTests {
    private static let chat: Int64 = -100_500

    @Test("One a day, not one a start; what was posted can be read back and verified")
    func daily() async throws {
        try await withHouse { house in
            house.world.addGroup(id: Self.chat, title: "#ops")
            try await house.live { try await $0.ask("/start", by: $0.sakura) }
            let first = try await Self.post(house, after: 0)
            #expect(first.text.hasPrefix("🔏 2026-11-23 13:35 JST\n台帳の署名：#"))
            #expect(first.text.contains("まで・世代 1・root "))
            #expect(first.text.utf16.count < 4_096)
            // What is on the screen is enough.
            let start = try #require(first.text.range(of: "starledger-checkpoint-1"))
            let file = house.place.folder + "/posted.txt"
            try Data(first.text[start.lowerBound...].utf8).write(to: URL(filePath: file))
            let found = try Inspection.run(
                place: house.place,
                checkpoints: [file],
                progress: { _, _ in }
            )
            #expect(found.findings == [])
            let entry = try CheckpointFolder.Entry(file: file)
            let posted = try #require(entry.checkpoint)
            #expect(posted.isSigned)
            #expect(first.text.contains("#\(posted.position) まで"))

            // Started again the same day: the next alarm is the next message, not another post.
            try await house.live(adjust: { $0.operationsChat = Self.chat }) { bot in
                _ = bot.sakura.chargeWithoutCheckout(payload: "?", amountStars: 7)
                let next = try await bot.world.waitForMessage(in: Self.chat, after: first.id)
                #expect(next.text.contains("商品に結び付かない入金"))
            }
            house.world.clock.advance(seconds: 86_400)
            let second = try await Self.post(house, after: first.id)
            #expect(second.text.hasPrefix("🔏 2026-11-24 13:35 JST\n"))
        }
    }

    @Test("Without an operations chat nothing is posted, and nobody is told")
    func nobody() async throws {
        try await withHouse { house in
            try await house.live { bot in
                try await bot.ask("/start", by: bot.sakura)
            }
            let posted = house.place.checkpoints + "/posted"
            #expect(!FileManager.default.fileExists(atPath: posted))
        }
    }

    private static func post(
        _ house: TestHouse,
        after: Int64
    ) async throws -> SandboxMessage {
        try await house.live(adjust: { $0.operationsChat = Self.chat }) { bot in
            try await bot.world.waitForMessage(in: Self.chat, after: after) {
                $0.text.hasPrefix("🔏")
            }
        }
    }
}
