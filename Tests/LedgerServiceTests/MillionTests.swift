import Foundation
import Ledger
import LedgerService
import Payments
import Testing

/// Makes the ledger that `scripts/million` measures with: every event through the front door.
@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["STARLEDGER_MILLION"] != nil,
        "makes a large ledger; run scripts/million"
    )
)
struct MillionTests {
    /// A payment, a reading that begins with its ticket, and one that arrives with it.
    private static let eventsARound = 5

    private static let userCount = 1_000

    @Test("A ledger of as many events as STARLEDGER_MILLION_EVENTS says, a fifth of them payments")
    func make() async throws {
        let environment = ProcessInfo.processInfo.environment
        let path = try #require(environment["STARLEDGER_MILLION"])
        let count = environment["STARLEDGER_MILLION_EVENTS"].flatMap { Int($0) } ?? 1_000_000
        let roundCount = count / Self.eventsARound / Self.userCount
        try await withLedger(at: LedgerPlace(database: path), clock: { .now }) { ledger in
            let paywall = Command.changeSetting(name: "PAYWALL_ENABLED", value: "true")
            _ = try await ledger.submit(paywall, .byOperator(about: nil))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for user in 0..<Self.userCount {
                    group.addTask {
                        for round in 0..<roundCount {
                            try await Self.buyAndRead(ledger, 10_000 + Int64(user), round)
                        }
                    }
                }
                while try await group.next() != nil {}
            }
        }
        let head = try EventReader(path: path).head.position
        // Everyone is also seen for the first time, and one setting was changed.
        let made = roundCount * Self.userCount * Self.eventsARound
        #expect(head == Int64(made + Self.userCount + 1))
    }

    private static func buyAndRead(
        _ ledger: LedgerService,
        _ user: Int64,
        _ round: Int
    ) async throws {
        let now = Instant(seconds: ledger.clock().seconds)
        let payment = Payment(
            charge: ChargeID(rawValue: "stx\(user)-\(round)" + String(repeating: "x", count: 90)),
            payload: #"{"sku":"TICKET_3","user_id":\#(user)}"#,
            amount: 100,
            paidAt: now
        )
        _ = try await ledger.submit(.receivePayment(payment), .of(user, at: now))
        let cards = (0..<3).compactMap { DrawnCard(card: UInt8($0), isReversed: false) }
        let reading = ReadingRequest(spread: .three, draw: Draw(cards))
        let started = try await ledger.submit(.startReading(reading), .of(user, at: now))
        let use = try #require(started.events.first?.position)
        let delivered = Command.deliverReading(use: use, isFallback: false)
        let answer = try await ledger.submit(delivered, .of(user, at: now))
        try #require(answer.events.count == 2)
    }
}
