import BotGateway
import Ledger
import Projections
import TelegramSandbox
import Testing

/// Money is never lost and never doubled, however often it is told of.
@Suite struct MoneyTests {
    private static let users: [Int64] = Array(20_001...20_020)

    /// How many tickets a user buys in the crowd.
    private static func purchases(of user: Int64) -> Int { Int(user % 5) + 1 }

    @Test("Every update twice, in batches of 100 from 20 users: every balance is exact")
    func crowd() async throws {
        try await withHouse { house in
            house.world.addUsers(count: Self.users.count, from: 20_001)
            house.world.deliversEveryUpdateTwice = true
            let people = Self.users.map(house.world.person)
            Self.fill(house.world, people)
            #expect(house.world.pendingUpdateCount >= 200)
            try await house.live { bot in
                try await bot.world.waitUntilUpdatesAreTaken(timeout: .seconds(30))
                for person in people { person.say("/read3") }
                for person in people { bot.admin.say("/admin grant \(person.id) TICKET_7 お詫び") }
                try await bot.world.waitUntilUpdatesAreTaken(timeout: .seconds(30))
                try await bot.waitForEvent(.readingDelivered, count: people.count)
                for person in people {
                    let bought = Self.purchases(of: person.id)
                    #expect(bot.tickets(person.id) == [bought - 1, 0])
                    #expect(bot.tickets(person.id, .seven) == [1, 0])
                    #expect(person.balanceStars == 100_000 - 100 * Int64(bought))
                }
                let bought = people.reduce(0) { $0 + Self.purchases(of: $1.id) }
                let kinds = try bot.events().map(\.event.kind)
                #expect(kinds.filter { $0 == .paymentReceived }.count == bought)
                #expect(kinds.filter { $0 == .ticketConsumed }.count == people.count)
                #expect(kinds.filter { $0 == .granted }.count == people.count)
                #expect(bot.world.botBalanceStars == Int64(bought) * 100)
            }
        }
    }

    private static func fill(_ world: TelegramWorld, _ people: [SandboxPerson]) {
        for round in 0..<5 {
            for person in people {
                person.say("/status")
                guard round < Self.purchases(of: person.id) else { continue }
                person.chargeWithoutCheckout(
                    payload: #"{"sku":"TICKET_3","user_id":\#(person.id)}"#,
                    amountStars: 100
                )
            }
        }
    }

    @Test("A press that comes again under a new update gives one reading")
    func pressAgain() async throws {
        try await withBot { bot in
            try await bot.charge(bot.sakura)
            try await bot.charge(bot.sakura)
            let thanks = try await bot.sakura.waitForMessage { !$0.buttonData.isEmpty }
            bot.sakura.press(try #require(thanks.buttonData.first), on: thanks)
            try await bot.waitForEvent(.readingDelivered)
            let press = try #require(bot.world.updates.last?["update_id"]?.int)
            bot.world.redeliver(press, underNewID: true)
            let again = try await bot.sakura.waitForMessage { $0.text.contains("お届け済みです") }
            #expect(again.text.hasPrefix("この占いはお届け済みです。いただいたカード: "))
            #expect(bot.tickets(1001) == [1, 0])
        }
    }

    @Test("The same invoice paid twice gives two tickets")
    func invoiceTwice() async throws {
        try await withBot { bot in
            try await bot.agree(bot.sakura)
            let invoice = try await bot.invoice(for: "TICKET_3", to: bot.sakura)
            #expect(await bot.sakura.pay(invoice).payment != nil)
            #expect(await bot.sakura.pay(invoice).payment != nil)
            try await bot.waitForEvent(.paymentReceived, count: 2)
            #expect(bot.tickets(1001) == [2, 0])
        }
    }

    @Test("An invoice of the Python bot may still be paid")
    func oldInvoice() async throws {
        try await withBot { bot in
            try await bot.agree(bot.sakura)
            let outcome = await bot.sakura.payOldInvoice(
                payload: #"{"sku": "TICKET_3", "user_id": 1001}"#,
                amountStars: 100
            )
            #expect(outcome.payment != nil)
            try await bot.waitForEvent(.paymentReceived)
            #expect(bot.tickets(1001) == [1, 0])
        }
    }

    @Test("Without the terms the checkout is refused, but what was paid is granted")
    func beforeTerms() async throws {
        try await withBot { bot in
            let outcome = await bot.sakura.payOldInvoice(
                payload: #"{"sku": "TICKET_3", "user_id": 1001}"#,
                amountStars: 100
            )
            #expect(
                outcome == .refused("お支払いの前に、/terms から利用規約へのご同意をお願いします。")
            )
            try await bot.charge(bot.sakura)
            #expect(bot.tickets(1001) == [1, 0])
        }
    }

    @Test("A payment told of again is answered, and grants nothing more")
    func paymentAgain() async throws {
        try await withBot { bot in
            try await bot.charge(bot.sakura)
            bot.world.redeliverLastUpdate()
            _ = try await bot.sakura.waitForMessage { $0.text.contains("すでに受け取り") }
            #expect(try bot.kinds(of: 1001) == ["first_seen", "payment_received"])
        }
    }

    @Test("Two taps on a product give one invoice; the second says so")
    func twoTaps() async throws {
        try await withBot { bot in
            try await bot.agree(bot.sakura)
            let shop = try await bot.ask("/buy", by: bot.sakura)
            bot.sakura.press("buy:TICKET_3", on: shop)
            let second = bot.sakura.press("buy:TICKET_3", on: shop)
            let answer = try await bot.sakura.waitForCallbackAnswer(second)
            #expect(answer.text != "")
            try await bot.settle(bot.sakura)
            #expect(bot.sakura.messages.filter { $0.invoice != nil }.count == 1)
        }
    }
}
