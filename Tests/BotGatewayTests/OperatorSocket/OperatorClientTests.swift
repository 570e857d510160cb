import BotGateway
import Foundation
import Hummingbird
import Logging
import NIOCore
import Testing

@Suite("What an operator is told when no report comes back")
struct OperatorClientTests {
    private static let order = OperatorOrder(
        .grant(GrantArguments(user: 1, sku: "TICKET_3", reason: "x", charge: nil, quiet: false)),
        actor: "hana",
        rid: "r1",
        key: "k1",
        isJSON: false
    )

    /// How a bot that is not ours behaves.
    enum Behaviour: String, CaseIterable, Sendable {
        /// It greets and never answers.
        case hangs
        /// It greets and answers something else.
        case babbles
        /// It never greets.
        case silent
    }

    private static func text(_ text: String) -> Response {
        Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private func withServer(
        _ behaviour: Behaviour,
        _ body: @Sendable @escaping (String) async throws -> Void
    ) async throws {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "starledger-\(UUID().uuidString.prefix(8)).sock").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let router = Router()
        router.get("/") { _, _ in
            if behaviour == .silent { for await _ in AsyncStream<Void>(unfolding: Self.never) {} }
            return Self.text(#"{"status":0,"output":["pid=1"],"complaints":[]}"#)
        }
        router.post("/orders") { _, _ in
            if behaviour == .hangs { for await _ in AsyncStream<Void>(unfolding: Self.never) {} }
            return Self.text("Dear diary")
        }
        let (running, run) = AsyncStream.makeStream(of: Void.self)
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .unixDomainSocket(path: path)),
            onServerRunning: { _ in run.finish() },
            logger: Logger(label: "server") { _ in SwiftLogNoOpLogHandler() }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            for await _ in running {}
            defer { group.cancelAll() }
            try await body(path)
        }
    }

    /// Comes to an end only when its task is cancelled.
    @Sendable
    private static func never() async -> Void? {
        let (stream, _) = AsyncStream.makeStream(of: Void.self)
        for await _ in stream {}
        return nil
    }

    private static let cases: [(Behaviour, OperatorClient.Failure)] = [
        (.hangs, .unknown("has not answered for 1 s")),
        (.babbles, .unknown("went away before it answered")), (.silent, .silent),
    ]

    @Test("a bot that hangs, babbles or does not greet", arguments: Self.cases)
    func failures(behaviour: Behaviour, failure: OperatorClient.Failure) async throws {
        try await self.withServer(behaviour) { path in
            let client = OperatorClient(path: path, patienceSeconds: 1)
            #expect(await client.send(Self.order) == .failure(failure))
        }
    }

    @Test("no socket, and one that nobody listens on any more")
    func nobody() async throws {
        let absent = "/tmp/starledger-\(UUID().uuidString.prefix(8)).sock"
        guard case .failure(.nobody) = await OperatorClient(path: absent).send(Self.order) else {
            Issue.record("somebody answered where there is no socket")
            return
        }
    }

    @Test("the line that admits not knowing names the key to repeat with")
    func howToRepeat() {
        #expect(
            Self.order.howToRepeat
                == "run it again with --idempotency-key k1, which records nothing twice; "
                + "`starledger history --rid r1` shows what was recorded"
        )
        let drawn = OperatorOrder(Self.order.deed, actor: "a", rid: nil, key: nil, isJSON: false)
        #expect(drawn.key.count == 16 && drawn.rid.count == 8)
    }

    static let deeds: [OperatorDeed] = [
        .grant(GrantArguments(user: 1, sku: "S", reason: "r", charge: "c", quiet: true)),
        .revoke(RevokeArguments(user: 1, sku: "S", reason: "r", quiet: false)),
        .refund(RefundArguments(charge: "c", reason: "r")),
        .erase(EraseArguments(user: 1, reason: "r")), .reconcile(ReconcileArguments(tell: true)),
    ]

    @Test("every order arrives as it was sent", arguments: deeds)
    func codec(deed: OperatorDeed) throws {
        let order = OperatorOrder(deed, actor: "花", rid: "r", key: "k", isJSON: true)
        let bytes = try JSONEncoder().encode(order)
        #expect(try JSONDecoder().decode(OperatorOrder.self, from: bytes) == order)
        #expect(Set(Self.deeds.map(\.verb)) == Set(OperatorVerb.allCases))
    }
}
