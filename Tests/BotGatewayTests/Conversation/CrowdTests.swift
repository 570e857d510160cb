import BotGateway
import Foundation
import Ledger
import LedgerService
import Payments
import Projections
import Synchronization
import TelegramSandbox
import Testing

/// A crowd that asks a slow model all at once: how long everything else takes.
///
/// A measurement, not a check of speed: it asserts only that everyone was served and that the
/// model was not overrun. `scripts/crowd` runs it.
@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["STARLEDGER_CROWD"] != nil,
        "a measurement; run scripts/crowd"
    )
)
struct CrowdTests {
    private static let personCount = 300
    private static let buyerCount = 100
    private static let modelTakes = Duration.seconds(3)

    /// Everyone asks for a card within 6 s.
    private static let askingInterval = Duration.milliseconds(20)

    /// All have asked by then, and most wait for the model.
    private static let lead = Duration.seconds(6)

    /// Together with readings and thanks, below the 30 messages a second that Telegram takes.
    private static let lookingInterval = Duration.milliseconds(80)
    private static let payingInterval = Duration.milliseconds(240)

    private static let people = (0..<Self.personCount).map { Int64(2_000 + $0) }

    @Test("300 people, a model of 3 s: everyone is served, and nothing else waits for it")
    func crowd() async throws {
        var settings = TelegramWorld.Settings()
        settings.users =
            Self.people.map {
                SandboxUser(id: $0, firstName: "\($0)", languageCode: "ja", balanceStars: 1_000)
            } + [.administrator()]
        try await withModelHouse(settings) { fake, house, model in
            fake.usually(.slow(Self.modelTakes))
            let pace: @Sendable (inout Gateway.Settings) -> Void = { settings in
                settings.telegram.clock = .continuous
                settings.pause = { try await Task.sleep(for: $0) }
            }
            try await house.live(model: model, adjust: pace) { bot in
                let times = try await Self.rush(on: bot)
                times.report(model: fake)
                #expect(fake.runningMax <= 16, "the model is not overrun")
                #expect(times.count == Self.personCount + Self.buyerCount)
                let books = bot.ledger.read { $0.figures(of: $0.days[$0.days.count - 1]) }
                #expect(books.readings == Int64(Self.personCount))
                #expect(books.stars == Int64(Self.buyerCount * 100))
            }
        }
    }

    /// Everyone asks for a card; meanwhile everyone looks at their status, and some buy.
    private static func rush(on bot: TestBot) async throws -> Times {
        for id in Self.people {
            let request = Request(
                user: UserID(rawValue: id),
                at: bot.ledger.clock(),
                cause: .update,
                actor: .user,
                rid: "crowd"
            )
            _ = try await bot.ledger.submit(.acceptTerms(version: 1), request)
        }
        let times = Times()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, id) in Self.people.enumerated() {
                let person = bot.world.person(id)
                group.addTask {
                    try await Task.sleep(for: Self.askingInterval * index)
                    let asked = person.say("占って 願いごとは叶いますか（\(index)）")
                    try await Task.sleep(for: Self.lead + Self.lookingInterval * index)
                    try await times.measure("status") {
                        let said = person.say("/status")
                        _ = try await person.waitForMessage(after: said.id, timeout: .seconds(60)) {
                            $0.text.hasPrefix("📊")
                        }
                    }
                    _ = try await person.waitForMessage(after: asked.id, timeout: .seconds(180)) {
                        $0.text.contains("今日はあと")
                    }
                }
            }
            for (index, id) in Self.people.prefix(Self.buyerCount).enumerated() {
                let person = bot.world.person(id)
                group.addTask {
                    try await Task.sleep(for: Self.lead + Self.payingInterval * index)
                    try await times.measure("pre-checkout") {
                        let payload = #"{"sku": "TICKET_3", "user_id": \#(id)}"#
                        let outcome = await person.payOldInvoice(payload: payload, amountStars: 100)
                        #expect(outcome.payment != nil, "\(outcome)")
                    }
                }
            }
            while try await group.next() != nil {}
        }
        try await bot.waitForEvent(.readingDelivered, count: Self.personCount)
        return times
    }

    /// How long things took, by name.
    private final class Times: Sendable {
        private let samples = Mutex<[String: [Duration]]>([:])

        var count: Int { self.samples.withLock { $0.values.reduce(0) { $0 + $1.count } } }

        func measure(_ name: String, _ body: () async throws -> Void) async throws {
            let start = ContinuousClock.now
            try await body()
            let time = ContinuousClock.now - start
            self.samples.withLock { $0[name, default: []].append(time) }
        }

        func report(model: FakeModel) {
            for (name, times) in self.samples.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
                let sorted = times.sorted()
                let at = { (share: Double) in
                    Int(sorted[Int(Double(sorted.count - 1) * share)] / .milliseconds(1))
                }
                print(
                    "crowd: \(name) n=\(sorted.count) p50=\(at(0.5)) ms p99=\(at(0.99)) ms max=\(at(1)) ms"
                )
            }
            print("crowd: model calls=\(model.requests.count) at once at most=\(model.runningMax)")
        }
    }
}
