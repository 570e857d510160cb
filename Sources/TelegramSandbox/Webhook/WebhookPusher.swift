private import NIOCore
private import NIOHTTP1
private import NIOPosix

/// An address that the simulation can push to: `http://` only, since it holds no certificates.
struct WebhookAddress: Hashable {
    let host: String
    let port: Int
    let path: String

    init?(_ url: String) {
        guard url.hasPrefix("http://") else { return nil }
        let rest = url.dropFirst("http://".count)
        let authority = rest.prefix { $0 != "/" }
        let parts = authority.split(separator: ":", maxSplits: 1)
        guard let host = parts.first else { return nil }
        self.host = String(host)
        self.port = parts.count > 1 ? Int(parts[1]) ?? 80 : 80
        let path = rest.dropFirst(authority.count)
        self.path = path.isEmpty ? "/" : String(path)
    }
}

/// Pushes updates to the bot's webhook: lanes side by side, each in order, retried until they
/// expire.
struct WebhookPusher {
    /// The pause after the second failure; it doubles from there.
    static let pauseFirst = Duration.seconds(2)
    /// The longest pause.
    static let pauseMax = Duration.seconds(60)
    /// How long the bot has for its answer.
    static let answerMax = Duration.seconds(60)

    let world: TelegramWorld

    /// Pushes until cancelled.
    func run() async {
        let (triggers, pusher) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        self.world.transact { $0.pusher = pusher }
        pusher.yield()
        await withDiscardingTaskGroup { group in
            for await _ in triggers {
                for lane in self.world.transact({ $0.takeIdleLanes() }) {
                    group.addTask { await self.push(lane) }
                }
            }
            group.cancelAll()
        }
        self.world.transact { $0.webhook?.busyLanes.removeAll() }
    }

    private func push(_ lane: String) async {
        var failures = 0
        while !Task.isCancelled, let next = self.world.transact({ $0.nextPush(in: lane) }) {
            do {
                try await Self.post(next.entry.json, to: next.webhook)
                self.world.transact { $0.pushed(next.entry) }
                failures = 0
            } catch {
                self.world.transact { $0.pushFailed("\(error)") }
                failures += 1
                await Self.pause(after: failures)
            }
        }
    }

    private static func pause(after failures: Int) async {
        guard failures > 1 else { return }
        let pause = Self.pauseFirst * (1 << min(failures - 2, 5))
        try? await Task.sleep(for: min(pause, Self.pauseMax))
    }
}

// MARK: - One push

/// A push that was not answered with 2xx.
private struct PushFailure: Error, CustomStringConvertible {
    let description: String
}

extension WebhookPusher {
    private typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    private static func post(_ update: SandboxJSON, to webhook: Webhook) async throws {
        guard let address = WebhookAddress(webhook.url) else {
            throw PushFailure(description: "the simulation pushes to http:// only")
        }
        let status = try await withThrowingTaskGroup(of: UInt.self) { group in
            group.addTask { try await Self.send(update, to: address, secret: webhook.secret) }
            group.addTask {
                try await Task.sleep(for: Self.answerMax)
                throw PushFailure(description: "Read timeout expired")
            }
            defer { group.cancelAll() }
            return try await group.next() ?? 0
        }
        guard (200..<300).contains(status) else {
            throw PushFailure(description: "Wrong response from the webhook: \(status)")
        }
    }

    private static func send(
        _ update: SandboxJSON,
        to address: WebhookAddress,
        secret: String
    ) async throws -> UInt {
        let connection: Connection = try await ClientBootstrap(
            group: MultiThreadedEventLoopGroup.singleton
        )
        .connect(host: address.host, port: address.port) { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHTTPClientHandlers()
                return try Connection(wrappingChannelSynchronously: channel)
            }
        }
        let body = update.bytes
        var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: address.path)
        head.headers = [
            "Host": "\(address.host):\(address.port)", "Content-Type": "application/json",
            "Content-Length": String(body.count), "Connection": "close",
        ]
        if !secret.isEmpty {
            head.headers.add(name: "X-Telegram-Bot-Api-Secret-Token", value: secret)
        }
        return try await connection.executeThenClose { [head] inbound, outbound in
            try await outbound.write(.head(head))
            try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: body))))
            try await outbound.write(.end(nil))
            for try await part in inbound {
                if case .head(let head) = part { return head.status.code }
            }
            throw PushFailure(description: "Connection closed by the webhook")
        }
    }
}
