import Foundation
import TelegramSandbox
import Testing

@Suite("What the running bot does with an order, beyond recording it")
struct OperatorDeedTests {
    /// A bot, and somebody who has bought a ticket.
    private func withCustomer(
        _ environment: [String: String] = [:],
        _ body:
            @Sendable @escaping (
                Workplace, Child, TelegramWorld, _ thanks: SandboxMessage
            ) async throws -> Void
    ) async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox, [], environment)
                try await bot.line(containing: "Operators' socket")
                let customer = Customer(me: sandbox.world.person(1001))
                try await customer.greets()
                let invoice = try await customer.getsInvoice()
                try await customer.pays(invoice)
                let thanks = try await customer.isThanked(for: invoice)
                try await body(place, bot, sandbox.world, thanks)
                bot.send(SIGTERM)
                #expect(try await bot.ended(within: .seconds(12)) == .exited(0))
                #expect(try await place.run("verify").status == 0)
                #expect(try await place.run("replay").status == 0)
            }
        }
    }

    private func charge(_ place: Workplace) async throws -> String {
        let events = try await place.run("history", "--json", "--kind", "payment_received")
        return try #require(try events.object()["data"]?["charge"]?.string)
    }

    @Test("a reading under way is given back at once when its owner is erased")
    func eraseUnderway() async throws {
        try await self.withCustomer(["STARLEDGER_READER_HANGS": "1"]) { place, _, world, thanks in
            let me = world.person(1001)
            let button = try #require(thanks.buttonData.first { $0.hasPrefix("read:three:") })
            _ = try await me.waitForCallbackAnswer(me.press(button, on: thanks))
            let run = try await place.run("erase", "1001", "--reason", "asked", "--json")
            #expect(run.status == 0, "\(run.complaints)")
            #expect(try run.object()["work_dropped"] == 1)
            _ = try await me.waitForMessage(after: thanks.id) {
                $0.text.contains("お手元に戻してあります")
            }
            let status = try await place.run("status", "1001", "--json").object()
            #expect(status["tickets"]?["TICKET_3"] == 1)
            let kinds = try await place.run("history", "1001", "--json").json()
                .compactMap { $0["kind"]?.string }
            #expect(kinds.suffix(3) == ["user_erased", "ticket_released", "reading_failed"])
        }
    }

    @Test("a refund that Telegram does not answer stays open, and the bot goes on asking")
    func refundOpen() async throws {
        try await self.withCustomer { place, bot, world, thanks in
            world.inject(.internalError, on: "refundStarPayment", times: 1_000)
            let charge = try await self.charge(place)
            let run = try await place.run("refund", charge, "--reason", "asked", "--json")
            #expect(run.status == 0, "\(run.complaints)")
            #expect(try run.object()["telegram"] == "open")
            world.clearFaults()
            _ = try await world.person(1001).waitForMessage(
                after: thanks.id,
                timeout: .seconds(30)
            ) { $0.text.contains("返金") }
            let kinds = try await place.run("history", "--json", "--charge", charge).json()
                .compactMap { $0["kind"]?.string }
            #expect(kinds.last == "payment_refunded", "\(kinds)")
        }
    }

    @Test("a refund that Telegram refuses ends with status 1, and what it took is given back")
    func refundRefused() async throws {
        try await self.withCustomer { place, _, world, _ in
            world.inject(
                .failure(code: 400, description: "Bad Request: CHARGE_NOT_FOUND"),
                on: "refundStarPayment"
            )
            let run = try await place.run("refund", try await self.charge(place))
            #expect(run.status == 1)
            #expect(run.output.contains("telegram=refused"), "\(run.output)")
            #expect(run.errors.count == 1 && run.complaints.contains("Telegram refused the refund"))
            let status = try await place.run("status", "1001", "--json").object()
            #expect(status["tickets"]?["TICKET_3"] == 1)
        }
    }

    @Test(
        "SIGTERM while a refund waits for Telegram: it is answered as open, and the stop is not held up"
    )
    func refundWhileStopping() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox)
                let customer = Customer(me: sandbox.world.person(1001))
                try await customer.greets()
                try await customer.pays(try await customer.getsInvoice())
                let charge = try await self.charge(place)
                sandbox.world.inject(.hang, on: "refundStarPayment")
                let refund = try place.start(["refund", charge, "--json"])
                _ = try await sandbox.world.waitForCallUnderWay("refundStarPayment")
                bot.send(SIGTERM)
                #expect(try await refund.ended() == .exited(0), "\(refund.complaints)")
                #expect(refund.output.contains(#""telegram":"open""#), "\(refund.output)")
                #expect(try await bot.ended(within: .seconds(10)) == .exited(0))
                sandbox.world.releaseHangingCalls()
                let again = try place.serve(sandbox)
                try await again.line(containing: "Operators' socket")
                _ = try await sandbox.world.person(1001).waitForMessage(after: 0) {
                    $0.text.contains("返金")
                }
                again.send(SIGTERM)
                #expect(try await again.ended(within: .seconds(10)) == .exited(0))
                #expect(try await place.run("verify").status == 0)
            }
        }
    }

    @Test("without a token a verb goes through the bot all the same, and reconcile alone needs one")
    func reconcile() async throws {
        try await self.withCustomer { place, _, _, _ in
            let run = try await place.run("reconcile", "--json")
            #expect(run.status == 0, "\(run.output)\(run.complaints)")
            #expect(try run.object()["checked"] == 1)
        }
        try await withWorkplace { place in
            try await place.beginLedger()
            let alone = try await place.run("reconcile")
            #expect(alone.status == 64)
            #expect(alone.errors.count == 1 && alone.complaints.contains("TELEGRAM_BOT_TOKEN"))
        }
    }
}
