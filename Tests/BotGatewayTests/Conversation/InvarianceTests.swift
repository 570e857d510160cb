import BotGateway
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// No switch changes a reading: same seed, same model, same words.
@Suite struct InvarianceTests {
    static let flips: [(setting: Setting, value: String)] = [
        (.paywallEnabled, "false"), (.salesEnabled, "false"), (.imageAddonEnabled, "true"),
        (.messageInterval, "5"), (.callbackInterval, "5"), (.messageInterval, "0"),
        (.callbackInterval, "0"), (.freeOneCardTrialPerDay, "7"), (.freeOneCardPerDay, "0"),
        (.freeConsultTrialPerDay, "0"), (.trialDays, "1"), (.capFreeOneCardPerDay, "5"),
        (.capFreeConsultPerDay, "5"), (.dailyCostCap, "0.000001"),
        (.administrators, "9001,1001"),
    ]

    @Test("A reading is byte-identical whichever switch is flipped, with a model and without")
    func invariance() async throws {
        let plain = try await Self.readings(with: [:])
        #expect(plain.count == 4)
        for (setting, value) in Self.flips {
            let flipped = try await Self.readings(with: [setting: value])
            #expect(flipped == plain, "\(setting.rawValue)=\(value)")
        }
    }

    /// The words of a ticket reading and of a free card, each without the line on its cost: first
    /// by the model, then by the built-in reader.
    private static func readings(with settings: [Setting: String]) async throws -> [String] {
        let found = Lock<[String]>([])
        for hasModel in [true, false] {
            try await withModelHouse { _, house, model in
                try await house.live(model: hasModel ? model : nil, settings: settings) { bot in
                    try await bot.charge(bot.sakura)
                    _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
                    for text in ["/read3 仕事のこと", "/love1"] {
                        bot.clock.advance(seconds: 60)
                        let said = bot.sakura.say(text)
                        let reading = try await bot.sakura.waitForMessage(after: said.id) {
                            $0.isFromBot && $0.buttonData == ["nav:menu"]
                        }
                        let paragraphs = reading.text.split(separator: "\n\n")
                        let words = paragraphs.dropLast().joined(separator: "\n\n")
                        found.withLock { $0.append(words) }
                    }
                }
            }
        }
        return found.withLock { $0 }
    }
}
