import BotGateway
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// The table of who may have what (`design/domain.md` 2), asked of the whole bot.
@Suite struct PaywallTableTests {
    private static let talk = "少し話を聞いてください"

    private static let noTicket = "専用のチケットが1枚必要"

    /// The spreads that need a ticket, and what opens them.
    private static let spreads: [(command: String, sku: String, stars: Int64, kind: TicketKind)] = [
        ("/read3", "TICKET_3", 100, .three), ("/hexa", "TICKET_7", 300, .seven),
        ("/celtic", "TICKET_10", 500, .ten),
    ]

    @Test("Trial days 1 to 5: two cards and two talks a day; from day 6 one card, and no talk")
    func trial() async throws {
        try await withTalkingBot { _, bot in
            for day in 1...7 {
                let cards = day <= 5 ? 2 : 1
                for left in (0..<cards).reversed() {
                    try await bot.ask("/read1", by: bot.sakura, until: "今日はあと\(left)回")
                }
                let over = try await bot.ask("占って", by: bot.sakura, until: "ワンオラクルはここまで")
                #expect(over.buttonData == ["nav:charge"])
                for left in (0..<(day <= 5 ? 2 : 0)).reversed() {
                    try await bot.ask(Self.talk, by: bot.sakura, until: "今日はあと\(left)回")
                }
                let words = day <= 5 ? "無料の相談はここまで" : "パスをお持ちの方に"
                let closed = try await bot.ask(Self.talk, by: bot.sakura, until: words)
                #expect(closed.buttonData == ["nav:charge"])
                try await bot.ask("💬相談", by: bot.sakura, until: words)
                bot.clock.advance(seconds: SandboxClock.day)
            }
        }
    }

    @Test("A ticket opens its own spread, and no other")
    func tickets() async throws {
        try await withTalkingBot { _, bot in
            for (command, _, _, _) in Self.spreads {
                let reply = try await bot.ask(command, by: bot.sakura, until: Self.noTicket)
                #expect(reply.buttonData.contains("nav:charge"))
            }
            for (index, (command, sku, stars, kind)) in Self.spreads.enumerated() {
                try await bot.charge(bot.sakura, sku: sku, stars: stars)
                for (other, _, _, _) in Self.spreads where other != command {
                    try await bot.ask(other, by: bot.sakura, until: Self.noTicket)
                }
                try await bot.ask(command, by: bot.sakura, until: "残り0枚")
                try await bot.waitForEvent(.readingDelivered, count: index + 1)
                #expect(bot.tickets(1001, kind) == [0, 0])
            }
            #expect(bot.status(1001).allowance.oneCard.remaining == 2)
        }
    }

    @Test("With a pass everything is open, and nothing is counted")
    func pass() async throws {
        try await withTalkingBot { _, bot in
            try await bot.charge(bot.sakura)
            try await bot.buy("PASS_7D", by: bot.sakura)
            for command in ["/read1", "/read1", "/read1", "/read3", "/hexa", "/celtic", "占って"] {
                try await bot.ask(command, by: bot.sakura, until: "パスで占いました")
            }
            for _ in 0..<3 {
                try await bot.ask(Self.talk, by: bot.sakura, until: "パスでお答えしました")
            }
            #expect(bot.tickets(1001) == [1, 0])
            try await Self.expectAccess(.pass, count: 10, in: bot)
            // After its end the table is the one of everybody else.
            bot.clock.advance(seconds: 7 * SandboxClock.day)
            try await bot.ask("/read1", by: bot.sakura, until: "今日はあと0回")
            try await bot.ask(Self.talk, by: bot.sakura, until: "パスをお持ちの方に")
        }
    }

    @Test("An administrator may have everything, and it is recorded all the same")
    func administrator() async throws {
        try await withTalkingBot { _, bot in
            for command in ["/read1", "/read1", "/read1", "/read3", "/hexa", "/celtic", Self.talk] {
                try await bot.ask(command, by: bot.admin, until: "管理者のため")
            }
            try await Self.expectAccess(.admin, count: 7, in: bot)
        }
    }

    @Test("With the paywall off everybody may have everything")
    func off() async throws {
        try await withTalkingBot(settings: [.paywallEnabled: "false"]) { _, bot in
            for command in ["/read1", "/read1", "/read1", "/read3", "/hexa", "/celtic", Self.talk] {
                try await bot.ask(command, by: bot.sakura, until: "ただいま無料で")
            }
            try await Self.expectAccess(.open, count: 7, in: bot)
            #expect(bot.status(1001).allowance.consult.remaining == nil)
        }
    }

    @Test("Whoever is suspended is told, whatever they ask for and have")
    func held() async throws {
        try await withTalkingBot { fake, bot in
            try await bot.charge(bot.sakura)
            try await bot.hold(bot.sakura)
            for text in ["/read1", "占って", "/read3", "/celtic", Self.talk, "💬相談"] {
                try await bot.ask(text, by: bot.sakura, until: "一時お休み")
            }
            #expect(fake.requests.isEmpty && bot.tickets(1001) == [1, 0])
        }
    }

    @Test("Where one card is never free, it is said so, and not that a talk is not")
    func neverFree() async throws {
        try await withTalkingBot(settings: [.freeOneCardTrialPerDay: "0"]) { _, bot in
            try await bot.ask("/read1", by: bot.sakura, until: "ワンオラクルは、いまはパスをお持ちの方に")
        }
    }

    private static func expectAccess(
        _ access: Access,
        count: Int,
        in bot: TestBot
    ) async throws {
        let kinds = try bot.events().map(\.event)
        let accesses = kinds.compactMap { event -> Access? in
            switch event {
            case .readingStarted(let started): started.access
            case .consultationStarted(let started): started.access
            default: nil
            }
        }
        #expect(accesses == Array(repeating: access, count: count))
    }
}
