import BotGateway
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// What plain text means, by what was chosen before.
@Suite struct PlainTextTests {
    /// What somebody did, one after the other, and what the last of it began.
    struct Case: Sendable, CustomTestStringConvertible {
        let deeds: [Deed]
        let begins: Begun?

        var testDescription: String { "\(self.deeds)" }
    }

    enum Deed: Sendable {
        case say(String)
        /// A press below the last message of the bot.
        case press(String)
        case wait(minutes: Double)
        /// The bot is killed and started again.
        case restart
    }

    enum Begun: Equatable, Sendable {
        case reading(Spread, Theme?, hasQuestion: Bool)
        case consultation
    }

    private static let question = Deed.say("これからどうなりますか")

    static let cases: [Case] = [
        Case(deeds: [Self.question], begins: .consultation),
        Case(deeds: [.say("今日を占って")], begins: .reading(.one, nil, hasQuestion: true)),
        Case(
            deeds: [.say("占い"), Self.question],
            begins: .reading(.one, nil, hasQuestion: true)
        ),
        Case(deeds: [.say("🎩占い"), .say("相談"), Self.question], begins: .consultation),
        Case(deeds: [.say("占って")], begins: .reading(.one, nil, hasQuestion: false)),
        Case(deeds: [.say("占ってください")], begins: .reading(.one, nil, hasQuestion: false)),
        Case(deeds: [.say("占って 明日のこと")], begins: .reading(.one, nil, hasQuestion: true)),
        Case(deeds: [.say("/read1")], begins: .reading(.one, nil, hasQuestion: false)),
        Case(deeds: [.say("/love1 あの人")], begins: .reading(.one, .love, hasQuestion: true)),
        Case(
            deeds: [.say("🎩占い"), Self.question],
            begins: .reading(.one, nil, hasQuestion: true)
        ),
        Case(
            deeds: [.say("🎩 Reading"), .restart, Self.question],
            begins: .reading(.one, nil, hasQuestion: true)
        ),
        Case(deeds: [.say("🎩占い"), .say("💬相談"), Self.question], begins: .consultation),
        Case(
            deeds: [.say("🎩占い"), .say("💬相談"), .restart, Self.question],
            begins: .consultation
        ),
        Case(
            deeds: [.say("🎩占い"), .press("tarot_theme:work"), Self.question],
            begins: .reading(.one, .work, hasQuestion: true)
        ),
        Case(
            deeds: [.say("🎩占い"), .press("tarot_theme:marriage"), .restart, Self.question],
            begins: .reading(.one, .marriage, hasQuestion: true)
        ),
        Case(
            deeds: [.say("/help"), .press("nav:menu"), Self.question],
            begins: .reading(.one, nil, hasQuestion: true)
        ),
        Case(
            deeds: [.say("🎩占い"), .press("tarot_theme:love"), .press("read:one:nonce0001:life")],
            begins: .reading(.one, .life, hasQuestion: false)
        ),
        Case(
            deeds: [.say("🎩占い"), .restart, .press("read:one:nonce0001:love")],
            begins: .reading(.one, .love, hasQuestion: false)
        ),
        Case(
            deeds: [.say("🎩占い"), .wait(minutes: 19), Self.question],
            begins: .reading(.one, nil, hasQuestion: true)
        ),
        Case(deeds: [.say("🎩占い"), .wait(minutes: 20), Self.question], begins: .consultation),
        Case(
            deeds: [.say("🎩占い"), .wait(minutes: 20), .restart, Self.question],
            begins: .consultation
        ),
        // Whatever somebody sends keeps the conversation going.
        Case(
            deeds: [
                .say("🎩占い"), .wait(minutes: 19), .say("/status"), .wait(minutes: 19),
                Self.question,
            ],
            begins: .reading(.one, nil, hasQuestion: true)
        ),
        // A question keeps it beyond a restart too.
        Case(
            deeds: [
                .say("🎩占い"), .wait(minutes: 19), .say("昨日のこと"), .wait(minutes: 19), .restart,
                Self.question,
            ],
            begins: .reading(.one, nil, hasQuestion: true)
        ),
        Case(deeds: [.say("🎩占い"), .press("tarot_theme:love")], begins: nil),
        Case(deeds: [.say("🎩占い"), .press("tarot_theme:money")], begins: nil),
    ]

    @Test("Plain text means what was chosen in the last 20 minutes, else a consultation")
    func meanings() async throws {
        for one in Self.cases {
            try await withModelHouse { _, house, model in
                var rest = one.deeds[...]
                while !rest.isEmpty {
                    let part = rest.prefix { if case .restart = $0 { false } else { true } }
                    rest = rest.dropFirst(part.count + 1)
                    let isLast = rest.isEmpty
                    try await house.live(until: .killed, model: model) { bot in
                        for deed in part { try await Self.carryOut(deed, bot) }
                        // An answer may be one to an earlier deed.
                        try await bot.world.waitUntilUpdatesAreTaken()
                        if isLast { #expect(try bot.lastBegun() == one.begins, "\(one.deeds)") }
                    }
                }
            }
        }
    }

    private static func carryOut(_ deed: Deed, _ bot: TestBot) async throws {
        switch deed {
        case .say(let text): try await bot.ask(text, by: bot.sakura)
        case .press(let data):
            let message = try #require(bot.sakura.messages.last { $0.isFromBot })
            _ = try await bot.sakura.waitForCallbackAnswer(bot.sakura.press(data, on: message))
        case .wait(let minutes): bot.clock.advance(seconds: minutes * 60)
        case .restart: break
        }
    }

    @Test("The menu has the themes and the spreads; a theme's spreads carry the theme")
    func menus() async throws {
        try await withTalkingBot { _, bot in
            let menu = try await bot.ask("🎩占い", by: bot.sakura)
            #expect(
                menu.buttonData.map { $0.replacing(/:[0-9a-z]{12,}/, with: ":N") } == [
                    "tarot_theme:love", "tarot_theme:marriage", "tarot_theme:work",
                    "tarot_theme:life", "read:one:N", "read:three:N", "read:hexagram:N",
                    "read:celtic:N",
                ]
            )
            #expect(menu.text.contains("1日2回（本日の残り 2）"))
            bot.sakura.press("tarot_theme:work", on: menu)
            let theme = try await bot.sakura.waitForMessage(after: menu.id)
            #expect(theme.text.contains("「仕事」"))
            #expect(
                theme.buttonData.map { $0.replacing(/:[0-9a-z]{12,}:/, with: ":N:") } == [
                    "read:one:N:work", "read:three:N:work", "read:hexagram:N:work",
                    "read:celtic:N:work",
                ]
            )
            let press = bot.sakura.press(labelled: "ワンオラクル", on: theme)
            #expect(try await bot.sakura.waitForCallbackAnswer(press).text.contains("🔮"))
            _ = try await bot.sakura.waitForMessage { $0.text.contains("あと1回") }
            #expect(try bot.lastBegun() == .reading(.one, .work, hasQuestion: false))
            try await bot.waitForEvent(.readingDelivered)
            // The same button again is the same reading.
            bot.sakura.press(labelled: "ワンオラクル", on: theme)
            _ = try await bot.sakura.waitForMessage { $0.text.contains("お届け済み") }
            #expect(try bot.events(.readingStarted).count == 1)
        }
    }

    @Test("The question reaches the model and the digest, and no one's words are in the log")
    func question() async throws {
        try await withTalkingBot { fake, bot in
            try await bot.ask("占ってください。あの人の　気持ち ＡＢ", by: bot.sakura, until: "あと1回")
            #expect(fake.requests[0].contains("あの人の"))
            guard case .readingStarted(let started) = try bot.events(.readingStarted).first else {
                throw Missing("no reading")
            }
            let digest = bot.ledger.keyring.digest(ofQuestion: " あの人の 気持ち  ab ")
            #expect(started.questionDigest == digest)
            #expect(try bot.house.filesWithoutKeys().allSatisfy { !$0.holds("あの人の") })
        }
    }

    @Test("Old buttons keep working")
    func oldButtons() async throws {
        try await withTalkingBot { _, bot in
            try await bot.charge(bot.sakura)
            let thanks = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
            let pending = bot.sakura.press("addon:pending", on: thanks)
            #expect(
                try await bot.sakura.waitForCallbackAnswer(pending).text.contains("準備中")
            )
            // It has no nonce: however often it is tapped, it only offers.
            for _ in 1...2 { bot.sakura.press("upgrade_to_three", on: thanks) }
            let offer = try await bot.sakura.waitForMessage(after: thanks.id) { message in
                message.buttonData.contains { $0.hasPrefix("read:three:") }
            }
            #expect(bot.tickets(1001) == [1, 0])
            let button = try #require(offer.buttonData.first)
            for _ in 1...2 { bot.sakura.press(button, on: offer) }
            _ = try await bot.sakura.waitForMessage { $0.text.contains("残り0枚") }
            #expect(try bot.lastBegun() == .reading(.three, nil, hasQuestion: false))
        }
    }
}

extension TestBot {
    /// What was begun last, by anybody.
    fileprivate func lastBegun() throws -> PlainTextTests.Begun? {
        let begun = try self.events().map(\.event).last {
            [.readingStarted, .consultationStarted].contains($0.kind)
        }
        switch begun {
        case .readingStarted(let started):
            return .reading(
                started.spread,
                started.theme,
                hasQuestion: started.questionDigest != nil
            )
        case .consultationStarted: return .consultation
        default: return nil
        }
    }
}
