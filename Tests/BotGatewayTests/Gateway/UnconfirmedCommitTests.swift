import BotGateway
import Foundation
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// A commit that is on disk and that the disk did not confirm: nothing waits for the next start,
/// and nobody hears anything twice.
@Suite(.enabled(if: Failpoint.isCompiledIn, "faults are compiled into debug builds only"))
struct UnconfirmedCommitTests {
    @Test("A payment: thanked in the same process, once, though its update is taken in again")
    func payment() async throws {
        try await withHouse { house in
            try await house.live { bot in
                try await bot.ask("/start", by: bot.sakura)
                try await bot.isQuiet()
                Failpoint.arm("commit.unconfirmed", at: house.place.database)
                try await bot.charge(bot.sakura)
                _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
                try await bot.settle(bot.sakura)
                try await bot.isQuiet()
                #expect(bot.tickets(1001) == [1, 0])
                let kinds = try bot.kinds(of: 1001)
                #expect(kinds.filter { $0 == "payment_received" }.count == 1)
                let said = bot.said(to: bot.sakura)
                #expect(said.filter { $0.contains("✨") }.count == 1)
                // The greeting, the thanks, and the privacy page of settling: no "already done".
                #expect(said.count == 3, "\(said)")
                let lines = house.log.lines.map(\.message)
                #expect(lines.contains { $0.hasPrefix("a commit that was not confirmed") })
            }
            try await Self.expectNothingLeft(in: house)
        }
    }

    @Test("A payment that Telegram reports once more, later, is answered as ever")
    func duplicate() async throws {
        try await withHouse { house in
            try await house.live { bot in
                try await bot.ask("/start", by: bot.sakura)
                try await bot.isQuiet()
                Failpoint.arm("commit.unconfirmed", at: house.place.database)
                try await bot.charge(bot.sakura)
                let thanks = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
                try await bot.world.waitUntilUpdatesAreTaken()
                _ = bot.world.redeliverLastUpdate()
                let again = try await bot.sakura.waitForMessage(after: thanks.id)
                #expect(!again.text.contains("✨"))
                #expect(bot.tickets(1001) == [1, 0])
            }
        }
    }

    @Test("A reading: composed and delivered in the same process, once, and paid for once")
    func reading() async throws {
        try await withHouse { house in
            try await house.live { bot in
                try await bot.charge(bot.sakura)
                _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
                try await bot.isQuiet()
                Failpoint.arm("commit.unconfirmed", at: house.place.database)
                bot.sakura.say("/read3")
                try await bot.waitForEvent(.readingDelivered)
                _ = try await bot.sakura.waitForMessage { $0.text.contains("残り0枚") }
                try await bot.settle(bot.sakura)
                try await bot.isQuiet()
                let kinds = try bot.kinds(of: 1001)
                for kind in ["reading_started", "ticket_consumed", "reading_delivered"] {
                    #expect(kinds.filter { $0 == kind }.count == 1, "\(kind)")
                }
                #expect(bot.tickets(1001) == [0, 0])
                let readings = bot.said(to: bot.sakura).filter { $0.contains("残り0枚") }
                #expect(readings.count == 1)
            }
            try await Self.expectNothingLeft(in: house)
        }
    }

    @Test("A refund that was asked for: Telegram is asked in the same process, once")
    func refund() async throws {
        try await withHouse { house in
            try await house.live { bot in
                let payment = try await bot.charge(bot.sakura)
                _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
                try await bot.isQuiet()
                Failpoint.arm("commit.unconfirmed", at: house.place.database)
                bot.admin.say("/refund \(payment.chargeID)")
                try await bot.waitForEvent(.paymentRefunded)
                _ = try await bot.admin.waitForMessage { $0.text.contains("✅ 返金が完了しました") }
                _ = try await bot.sakura.waitForMessage { $0.text.contains("返金") }
                try await bot.settle(bot.admin)
                try await bot.isQuiet()
                #expect(bot.world.calls(to: "refundStarPayment").count == 1)
                try await Self.expectRefundTold(once: bot)
            }
            try await Self.expectNothingLeft(in: house)
        }
    }

    @Test("A refund that was settled: everybody is told once, though Telegram is asked again")
    func settlement() async throws {
        try await withHouse { house in
            try await house.live { bot in
                let payment = try await bot.charge(bot.sakura)
                _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
                bot.world.inject(.hang, on: "refundStarPayment")
                bot.admin.say("/refund \(payment.chargeID)")
                _ = try await bot.world.waitForCallUnderWay("refundStarPayment")
                _ = try await bot.admin.waitForMessage { $0.text.contains("返金を記録") }
                try await bot.isQuiet()
                Failpoint.arm("commit.unconfirmed", at: house.place.database)
                bot.world.releaseHangingCalls()
                try await bot.waitForEvent(.paymentRefunded)
                _ = try await bot.admin.waitForMessage { $0.text.contains("✅ 返金が完了しました") }
                _ = try await bot.sakura.waitForMessage { $0.text.contains("返金") }
                try await bot.settle(bot.admin)
                try await bot.isQuiet()
                try await Self.expectRefundTold(once: bot)
            }
            try await Self.expectNothingLeft(in: house)
        }
    }

    private static func expectRefundTold(once bot: TestBot) async throws {
        let kinds = try bot.kinds(of: 1001)
        #expect(kinds.filter { $0 == "refund_requested" }.count == 1)
        #expect(kinds.filter { $0 == "payment_refunded" }.count == 1)
        let office = bot.said(to: bot.admin)
        #expect(office.filter { $0.contains("返金を記録") }.count == 1, "\(office)")
        #expect(office.filter { $0.contains("✅ 返金が完了しました") }.count == 1, "\(office)")
        #expect(!office.contains { $0.contains("すでに") }, "\(office)")
        let user = bot.said(to: bot.sakura)
        #expect(user.filter { $0.contains("返金") }.count == 1, "\(user)")
    }

    private static func expectNothingLeft(in house: TestHouse) async throws {
        try await house.live { bot in
            #expect(bot.opened.inbox == [])
            #expect(bot.opened.outbox == [])
        }
    }
}

/// A ledger whose file goes away while it is open.
@Suite struct LostFileTests {
    @Test("A file that is deleted under the bot: the administrators hear of it, and the bot ends")
    func deleted() async throws {
        try await withHouse { house in
            let error = await #expect(throws: LedgerError.self) {
                try await house.live { bot in
                    try await bot.ask("/start", by: bot.sakura)
                    try await bot.isQuiet()
                    try FileManager.default.removeItem(atPath: house.place.database)
                    // Nobody writes anything: a look finds it.
                    let alarm = try await bot.admin.waitForMessage { message in
                        message.text.contains("台帳のファイルが消えたか")
                    }
                    #expect(alarm.text.contains("まもなく終了します"))
                    try await bot.waitUntilClosed()
                }
            }
            #expect(error?.code == .replaced)
            #expect(error?.description.contains("was deleted or replaced") == true)
        }
    }

    @Test("A file that is replaced is never written: an update waits for the next start")
    func replaced() async throws {
        try await withHouse { house in
            let copy = house.place.database + ".copy"
            let error = await #expect(throws: LedgerError.self) {
                try await house.live { bot in
                    try await bot.ask("/start", by: bot.sakura)
                    try await bot.isQuiet()
                    let files = FileManager.default
                    try files.copyItem(atPath: house.place.database, toPath: copy)
                    try files.moveItem(
                        atPath: house.place.database,
                        toPath: house.place.database + ".was"
                    )
                    try files.moveItem(atPath: copy, toPath: house.place.database)
                    let before = files.contents(atPath: house.place.database)
                    bot.sakura.chargeWithoutCheckout(
                        payload: #"{"sku":"TICKET_3"}"#,
                        amountStars: 100
                    )
                    try await bot.waitUntilClosed()
                    #expect(bot.world.pendingUpdateCount >= 1)
                    #expect(files.contents(atPath: house.place.database) == before)
                }
            }
            #expect(error?.code == .replaced)
        }
    }
}

extension TestBot {
    /// What the bot said in a chat, in order.
    fileprivate func said(to person: SandboxPerson) -> [String] {
        person.messages.filter(\.isFromBot).map(\.text)
    }

    /// Waits until nothing is owed and nobody writes: the next commit is the test's own.
    fileprivate func isQuiet() async throws {
        try await self.world.waitUntilUpdatesAreTaken()
        let isQuiet = try await self.eventually {
            guard case .writing = self.ledger.health.condition else { return false }
            return self.ledger.health.owedCount == 0 && self.ledger.health.waitingCount == 0
        }
        #expect(isQuiet)
    }

    /// Waits until the ledger takes nothing any more.
    fileprivate func waitUntilClosed() async throws {
        let isClosed = try await self.eventually {
            if case .ended = self.ledger.health.condition { return true }
            if case .failing = self.ledger.health.condition { return true }
            return false
        }
        #expect(isClosed)
    }

    private func eventually(_ holds: () -> Bool) async throws -> Bool {
        // A deadline: there is no news of a row that goes.
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if holds() { return true }
            await Task.yield()
        }
        return false
    }
}
