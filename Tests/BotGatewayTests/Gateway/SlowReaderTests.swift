import BotGateway
import Ledger
import LedgerService
import Payments
import TelegramSandbox
import Testing

/// A reader that hangs or fails costs nobody a ticket, and nobody else a moment.
@Suite struct SlowReaderTests {
    private struct Failing: Error {}

    @Test("While the cards are read, everything else is answered")
    func slow() async throws {
        let held = HeldReader()
        try await withBot(reader: held.reader) { bot in
            try await bot.agree(bot.sakura)
            try await bot.charge(bot.sakura)
            bot.sakura.say("/read3")
            try await held.asked.pass()
            #expect(try await bot.ask("/status", by: bot.emma).text.contains("Day 1"))
            let (_, thanks) = try await bot.buy("TICKET_7", by: bot.sakura)
            #expect(thanks.text.contains("ヘキサグラム"))
            let busy = try await bot.ask("/hexa", by: bot.sakura)
            #expect(busy.text.contains("届くまで少しお待ちください"))
            #expect(bot.tickets(1001) == [0, 1])
            #expect(bot.tickets(1001, .seven) == [1, 0])
            held.gate.open()
            try await bot.waitForEvent(.readingDelivered)
            #expect(bot.tickets(1001) == [0, 0])
            let said = bot.sakura.say("/hexa")
            _ = try await bot.sakura.waitForMessage(after: said.id) { $0.text.contains("残り0枚") }
        }
    }

    static let failures: [@Sendable (Reader.Order) async throws -> String] = [
        { _ in throw Failing() }, { _ in "" }, { _ in " \n" },
        // A reader's own cancellation is not the bot's.
        { _ in throw CancellationError() },
    ]

    @Test("A reader that fails costs nothing", arguments: 0..<4)
    func failing(index: Int) async throws {
        try await withBot(reader: Reader(read: Self.failures[index])) { bot in
            try await bot.charge(bot.sakura)
            bot.sakura.say("/read3")
            let failed = try await bot.waitForEvent(.readingFailed)
            #expect(failed.event == .readingFailed(ReadingFailed(use: failed.use, reason: .model)))
            _ = try await bot.sakura.waitForMessage { $0.text.contains("お手元に戻して") }
            #expect(bot.tickets(1001) == [1, 0])
            let free = bot.sakura.say("/read1")
            _ = try await bot.sakura.waitForMessage(after: free.id) {
                $0.text.contains("回数は減っていません")
            }
            #expect(bot.status(1001).allowance.oneCard.remaining == 2)
        }
    }

    @Test("A reading of more than one message arrives whole")
    func long() async throws {
        let text = (1...300).map { "第\($0)段落 " + String(repeating: "月", count: 20) }
        try await withBot(reader: Reader { _ in text.joined(separator: "\n\n") }) { bot in
            bot.sakura.say("/read1")
            try await bot.waitForEvent(.readingDelivered)
            let parts = bot.sakura.messages.filter(\.isFromBot).map(\.text)
            #expect(parts.count > 1)
            let all = parts.joined(separator: "\n\n")
            #expect(text.allSatisfy { all.contains($0) })
        }
    }

    @Test("Shutdown does not wait for a reading; the next start delivers it")
    func shutdown() async throws {
        try await withHouse { house in
            let held = HeldReader()
            try await house.live(reader: held.reader) { bot in
                try await bot.charge(bot.sakura)
                _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
                bot.sakura.say("/read3")
                try await held.asked.pass()
            }
            let stopped = ContinuousClock.now
            try await house.live { bot in
                #expect(bot.opened.inbox.count == 1)
                try await bot.waitForEvent(.readingDelivered)
                #expect(bot.tickets(1001) == [0, 0])
            }
            #expect(ContinuousClock.now - stopped < .seconds(10))
        }
    }
}

extension RecordedEvent {
    /// The use that a failure is about.
    fileprivate var use: Position {
        guard case .readingFailed(let failed) = self.event else { return 0 }
        return failed.use
    }
}
