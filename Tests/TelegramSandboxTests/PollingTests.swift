import Foundation
import TelegramSandbox
import Testing

@Suite("getUpdates follows Telegram's rules")
struct PollingTests {
    @Test("an update stays until the offset passes it")
    func offsetConfirms() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            let sakura = sandbox.world.person(1001)
            for word in ["one", "two", "three"] { sakura.say(word) }

            let first = try await bot.updates()
            let again = try await bot.updates()
            #expect(first == again)
            #expect(first.map { $0["message"]?["text"]?.string } == ["one", "two", "three"])
            #expect(first.map(\.updateID) == (0..<3).map { first[0].updateID + $0 })

            let rest = try await bot.updates(offset: first[1].updateID)
            #expect(rest == Array(first.dropFirst()))
            #expect(try await bot.updates(offset: first[2].updateID + 1) == [])
            #expect(try await bot.updates() == [], "what was confirmed is gone")
        }
    }

    @Test("a negative offset keeps the last ones and forgets the others")
    func negativeOffset() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            for number in 1...5 { sandbox.world.person(1001).say("\(number)") }
            let last = try await bot.updates(offset: -2)
            #expect(last.map { $0["message"]?["text"]?.string } == ["4", "5"])
            #expect(try await bot.updates() == last)
        }
    }

    @Test("an offset far in the future starts again from the head of the queue")
    func futureOffset() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            sandbox.world.person(1001).say("still here")
            let all = try await bot.updates()
            #expect(try await bot.updates(offset: all[0].updateID + 1_000) == all)
        }
    }

    @Test("the limit is clamped to 1 to 100", arguments: [(0, 1), (1, 1), (100, 100), (999, 100)])
    func limit(asked: Int64, given: Int) async throws {
        try await withSandbox(.byHand) { sandbox async throws in
            for number in 1...120 { sandbox.world.person(1001).say("\(number)") }
            #expect(try await Caller(sandbox).updates(limit: asked).count == given)
        }
    }

    @Test("a long poll answers the moment an update comes")
    func longPoll() async throws {
        try await withSandbox { sandbox in
            let bot = Caller(sandbox)
            async let updates = bot.updates(timeout: 50)
            _ = try await sandbox.world.waitForCallUnderWay("getUpdates")
            sandbox.world.person(1001).say("hello")
            #expect(try await updates.count == 1)
        }
    }

    @Test("a second poll ends the first with 409")
    func conflict() async throws {
        try await withSandbox { sandbox in
            let bot = Caller(sandbox)
            async let first = bot("getUpdates", ["timeout": 50])
            _ = try await sandbox.world.waitForCallUnderWay("getUpdates")
            async let second = bot("getUpdates", ["timeout": 50, "offset": 1])
            #expect(try await first.status == 409)
            #expect(
                try await first.error == "Conflict: terminated by other getUpdates request; "
                    + "make sure that only one bot instance is running"
            )
            sandbox.world.person(1001).say("for the second")
            #expect(try await second.result.array?.count == 1)
        }
    }

    @Test("a webhook makes polling a conflict, and ends the poll under way")
    func webhookConflict() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            async let poll = bot("getUpdates", ["timeout": 50])
            _ = try await sandbox.world.waitForCallUnderWay("getUpdates")
            let set = try await bot("setWebhook", ["url": "https://example.org/hook"])
            #expect(set.result == true)
            #expect(try await poll.error == "Conflict: terminated by setWebhook request")
            let later = try await bot("getUpdates")
            #expect(later.status == 409)
            #expect(later.error.contains("can't use getUpdates method while webhook is active"))
            #expect(try await bot("getWebhookInfo").result["url"] == "https://example.org/hook")
            _ = try await bot("deleteWebhook")
            #expect(try await bot("getUpdates").status == 200)
        }
    }

    @Test("questions expire after 150 s, messages after a day")
    func expiry() async throws {
        try await withSandbox(.byHand) { sandbox async throws in
            let bot = Caller(sandbox)
            let sakura = sandbox.world.person(1001)
            let message = sakura.say("hello")
            sakura.press("nav:menu", on: message)
            #expect(try await bot.updates().count == 2)
            sandbox.world.clock.advance(seconds: 149)
            #expect(try await bot.updates().count == 2)
            sandbox.world.clock.advance(seconds: 2)
            #expect(try await bot.updates().count == 1)
            sandbox.world.clock.advance(seconds: SandboxClock.day)
            #expect(try await bot.updates() == [])
        }
    }

    @Test("allowed_updates is remembered when left out, and is not retroactive")
    func allowedUpdates() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            let sakura = sandbox.world.person(1001)
            let before = sakura.say("kept")
            _ = try await bot("getUpdates", ["allowed_updates": ["callback_query"]])
            sakura.say("left out")
            sakura.press("nav:menu", on: before)
            let kinds = try await bot.updates().map { update in
                update.object?.keys.filter { $0 != "update_id" } ?? []
            }
            #expect(kinds == [["message"], ["callback_query"]])
            #expect(sandbox.world.deliver(["poll": ["id": "1"]]) == nil)
            _ = try await bot("getUpdates", ["allowed_updates": []])
            #expect(sandbox.world.deliver(["chat_member": [:]]) == nil)
            #expect(sandbox.world.deliver(["poll": ["id": "1"]]) != nil)
        }
    }

    @Test("a consumer that repeats its offset at once gets one update alone")
    func repeatedOffset() async throws {
        try await withSandbox { sandbox async throws in
            let bot = Caller(sandbox)
            for number in 1...5 { sandbox.world.person(1001).say("\(number)") }
            #expect(try await bot.updates(offset: 7).count == 5)
            #expect(try await bot.updates(offset: 7).count == 1)
        }
    }

    @Test("a redelivered update comes once more under its id, and a press under a new one")
    func redelivery() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            let sakura = sandbox.world.person(1001)
            sakura.press("buy:TICKET_3", on: sakura.say("hello"))
            let first = try await bot.updates()
            let next = first[1].updateID + 1
            #expect(try await bot.updates(offset: next) == [])

            #expect(sandbox.world.redeliverLastUpdate() == first[1].updateID)
            #expect(try await bot.updates(offset: next) == [first[1]])
            #expect(try await bot.updates(offset: next) == [], "only once")

            #expect(sandbox.world.redeliver(first[1].updateID, underNewID: true) == next)
            let renewed = try await bot.updates(offset: next)
            #expect(renewed.map(\.updateID) == [next])
            #expect(renewed[0]["callback_query"] == first[1]["callback_query"])
        }
    }

    @Test("every update can be delivered twice")
    func everythingTwice() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            sandbox.world.deliversEveryUpdateTwice = true
            for number in 1...3 { sandbox.world.person(1001).say("\(number)") }
            let first = try await bot.updates()
            let second = try await bot.updates(offset: first[2].updateID + 1)
            #expect(first == second)
            #expect(try await bot.updates(offset: first[2].updateID + 1) == [])
        }
    }

    @Test("waiting until everything is taken ends with the offset that confirms it")
    func taken() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            sandbox.world.person(1001).say("hello")
            let updates = try await bot.updates()
            async let isTaken: Void = sandbox.world.waitUntilUpdatesAreTaken()
            async let next = bot.updates(offset: updates[0].updateID + 1, timeout: 50)
            try await isTaken
            sandbox.world.person(1001).say("the poll goes on")
            #expect(try await next.count == 1)
        }
    }

    @Test("equal seeds give equal ids, other seeds others")
    func seeds() async throws {
        func ids(_ seed: UInt64) -> [Int64] {
            let world = TelegramWorld(.init(seed: seed))
            world.person(1001).say("hello")
            return world.updates.map(\.updateID)
        }
        #expect(ids(7) == ids(7))
        #expect(ids(7) != ids(8))
    }
}
