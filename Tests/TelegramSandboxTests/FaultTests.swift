import AsyncHTTPClient
import Foundation
import TelegramSandbox
import Testing

@Suite("Faults happen to the next call that they are meant for")
struct FaultTests {
    static let message: SandboxJSON = ["chat_id": 1001, "text": "hi"]

    @Test("500 and 429 leave everything as it was; then all is well again")
    func failures() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            sandbox.world.inject(.internalError, on: "sendMessage")
            sandbox.world.inject(.tooManyRequests(retryAfterSeconds: 3))
            #expect(try await bot("getMe").status == 429, "any method may meet the second one")
            let failed = try await bot("sendMessage", Self.message)
            #expect(failed.status == 500)
            #expect(sandbox.world.messages(in: 1001) == [])
            #expect(try await bot("sendMessage", Self.message).status == 200)
            #expect(sandbox.world.plannedFaultCount == 0)
        }
    }

    @Test("a lost answer was carried out, a dropped connection was not")
    func drops() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            sandbox.world.inject(.dropConnection, on: "sendMessage")
            #expect(await bot.breaks("sendMessage", Self.message))
            #expect(sandbox.world.messages(in: 1001) == [])
            sandbox.world.inject(.loseAnswer, on: "sendMessage")
            #expect(await bot.breaks("sendMessage", Self.message))
            #expect(sandbox.world.messages(in: 1001).count == 1)
            let outcomes = sandbox.world.calls(to: "sendMessage").map(\.outcome)
            #expect(outcomes == [.dropped(carriedOut: false), .dropped(carriedOut: true)])
        }
    }

    @Test("a hanging call ends when it is released, and a counted fault counts")
    func hang() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            sandbox.world.inject(.hang, on: "sendMessage")
            async let isBroken = bot.breaks("sendMessage", Self.message)
            _ = try await sandbox.world.waitForCallUnderWay("sendMessage")
            sandbox.world.inject(.internalError, on: "getMe", times: 2)
            #expect(try await bot("getMe").status == 500)
            #expect(try await bot("getMe").status == 500)
            #expect(try await bot("getMe").status == 200)
            sandbox.world.releaseHangingCalls()
            #expect(await isBroken)
        }
    }

    @Test("a raw update of a kind nobody knows is delivered as it is")
    func rawUpdate() async throws {
        try await withSandbox(.byHand) { sandbox in
            let id = sandbox.world.deliver(["galaxy_brain": ["level": 9]])
            let updates = try await Caller(sandbox).updates()
            #expect(updates == [["update_id": .int(id ?? 0), "galaxy_brain": ["level": 9]]])
        }
    }

    @Test("a wait that is in vain says what there was instead")
    func timeout() async throws {
        let world = TelegramWorld(.byHand)
        world.person(1001).say("something else")
        let error = await #expect(throws: SandboxTimeout.self) {
            try await world.person(1001).waitForMessage(timeout: .milliseconds(20)) { $0.isFromBot }
        }
        #expect(error?.description.contains("something else") == true)
    }
}
