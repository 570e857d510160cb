import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import TelegramSandbox
import Testing

@Suite("The server starts and stops cleanly")
struct ServerTests {
    @Test("it stops at once with a long poll, a hanging call, a payment and a page open")
    func stops() async throws {
        let world = TelegramWorld()
        let server = SandboxServer(world: world, logger: Logger(label: "test"))
        let services = ServiceGroup(services: [server], logger: Logger(label: "test"))
        var stopping = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            let sandbox = Sandbox(world: world, port: try await server.port)
            let bot = Caller(sandbox)
            world.inject(.hang, on: "getMe")
            group.addTask { _ = await bot.breaks("getUpdates", ["timeout": 50]) }
            group.addTask { _ = await bot.breaks("getMe", [:]) }
            group.addTask {
                _ = await world.person(1001).payOldInvoice(payload: "p", amountStars: 1)
            }
            _ = try await world.waitForCallUnderWay("getMe")

            let stream = HTTPClientRequest(url: "\(sandbox.baseURL)/sandbox/stream")
            let page = try await HTTPClient.shared.execute(stream, timeout: .seconds(30))
            var events = page.body.makeAsyncIterator()
            #expect(try await events.next() != nil)

            stopping = .now
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
        }
        #expect(stopping.duration(to: .now) < .seconds(8), "nothing may wait for its own limit")
    }

    @Test("a port that is taken is named")
    func portTaken() async throws {
        try await withSandbox { sandbox in
            let server = SandboxServer(
                world: TelegramWorld(),
                port: sandbox.port,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
            await #expect(throws: (any Error).self) { try await server.run() }
            let error = await #expect(throws: SandboxTimeout.self) { try await server.port }
            #expect(error?.description == "the sandbox cannot listen on 127.0.0.1:\(sandbox.port)")
        }
    }
}
