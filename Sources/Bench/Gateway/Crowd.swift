private import Foundation
internal import Ledger
internal import TelegramSandbox

/// What everybody in a crowd does, again and again.
enum CrowdWork: String, CaseIterable, Sendable {
    /// `/status`, up to the page.
    case status
    /// A payment: the question before it, and the thanks after it.
    case payment
    /// The question before a payment, up to Telegram's being told that it may go on.
    case checkout
    /// One card, up to the reading.
    case reading

    /// How many updates one of them sends the bot.
    var updatesEach: Int { self == .payment || self == .checkout ? 2 : 1 }
}

/// How a crowd fared.
struct CrowdReport: Codable, Sendable {
    var seconds = 0.0
    var updates = 0
    /// How long people waited, in milliseconds.
    var p50 = 0.0
    var p99 = 0.0
    var p999 = 0.0
    var problem: String?

    var json: String {
        guard let data = try? JSONEncoder().encode(self) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}

/// People of the simulated Telegram, each of whom waits for the answer before the next turn.
struct Crowd: Sendable {
    private static let waitMax = Duration.seconds(60)

    let work: CrowdWork
    let personCount: Int
    let timesEach: Int

    func run(in world: TelegramWorld) async throws -> CrowdReport {
        let watch = Stopwatch()
        let times = try await withThrowingTaskGroup(of: Times.self) { group in
            for index in 0..<self.personCount {
                let person = world.person(SimulatedTelegram.firstPerson + Int64(index))
                group.addTask {
                    var times = Times()
                    for turn in 0..<self.timesEach {
                        let start = ContinuousClock.now
                        let end = try await self.act(person, turn)
                        times.add(end - start, true)
                    }
                    return times
                }
            }
            return try await group.reduce(into: Times()) { $0.add($1) }
        }
        return CrowdReport(
            seconds: watch.seconds,
            updates: self.personCount * self.timesEach * self.work.updatesEach,
            p50: times.quantile(0.5) / 1_000_000,
            p99: times.quantile(0.99) / 1_000_000,
            p999: times.quantile(0.999) / 1_000_000
        )
    }

    /// One turn; returns when the person had what they waited for.
    private func act(
        _ person: SandboxPerson,
        _ turn: Int
    ) async throws -> ContinuousClock.Instant {
        let last = person.lastMessageID
        switch self.work {
        case .status:
            person.say("/status")
            _ = try await person.waitForMessage(after: last, timeout: Self.waitMax) {
                $0.isFromBot && $0.text.hasPrefix("📊")
            }
        case .reading:
            person.say("占って 願いごとは叶いますか（\(turn)）")
            _ = try await person.waitForReading(after: last, timeout: Self.waitMax)
        case .payment, .checkout:
            let payload = #"{"sku":"TICKET_3","user_id":\#(person.id)}"#
            let outcome = await person.payOldInvoice(payload: payload, amountStars: 100)
            guard outcome.payment != nil else {
                throw BenchFailure("a payment did not go through: \(outcome)")
            }
            if self.work == .checkout { return .now }
            _ = try await person.waitForMessage(after: last, timeout: Self.waitMax) {
                $0.isFromBot
            }
        }
        return .now
    }
}

extension SandboxPerson {
    /// Waits for cards that were read: every reading in Japanese says which way up they lie.
    @discardableResult
    func waitForReading(after last: Int64, timeout: Duration) async throws -> SandboxMessage {
        try await self.waitForMessage(after: last, timeout: timeout) {
            $0.isFromBot && ($0.text.contains("正位置") || $0.text.contains("逆位置"))
        }
    }
}
