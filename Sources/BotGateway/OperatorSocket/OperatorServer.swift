private import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Ledger
internal import Logging
internal import NIOCore
internal import ServiceLifecycle

/// The socket through which operators write while the bot holds the ledger: HTTP with JSON bodies
/// over a Unix domain socket, open to the owner of the process and to root.
///
/// ```
/// curl --unix-socket db/ledger.db.sock http://starledger/orders -d \
///   '{"verb": "grant", "arguments": {"user": 77, "sku": "TICKET_3", "reason": "…"}, "actor": "hana"}'
/// ```
struct OperatorServer: Sendable {
    /// How many bytes an order has at most.
    static let bodyBytesMax = 64 << 10

    /// How long an order may take to arrive, in seconds.
    static let bodySecondsMax: Int64 = 5

    /// How many orders may be in work; more are refused.
    static let orderCountMax = 32

    /// How many connections may be open; more wait for their turn.
    static let connectionCountMax = 256

    /// How long a connection may be idle, in seconds.
    static let idleSecondsMax: Int64 = 10

    /// How large the fields of a request's head may be together, in bytes.
    static let headBytesMax = 8 << 10

    /// How long what is under way may take to end once the bot stops, in seconds.
    static let stopSecondsMax: Int64 = 2

    /// How long somebody whom we refuse may go on sending; nothing of it is kept.
    static let refusedSecondsMax: Int64 = 1

    /// Where orders are sent.
    static let orderPath = "/orders"

    /// Where the bot says that it listens.
    static let greetingPath = "/"

    let file: OperatorSocketFile
    let door: OperatorDoor
    let logger: Logger

    /// Listens until graceful shutdown, for at most ``stopSecondsMax`` longer.
    ///
    /// A folder in which no socket can be made is no reason for the bot not to run.
    ///
    /// - Throws: ``OperatorSocketFailure`` if another process listens there: it writes too.
    func run() async throws {
        do {
            try await self.listen()
        } catch let failure as OperatorSocketFailure where failure.isLive {
            throw failure
        } catch is CancellationError {
            return
        } catch {
            self.logger.warning(
                "no socket for operators: verbs that write need the bot to be stopped",
                metadata: ["error": "\(error)"]
            )
        }
    }

    private func listen() async throws {
        let address = try SocketAddressPath(try self.file.prepare())
        let published = Lock<OperatorSocketFile.FileNumber?>(nil)
        let refusal = Lock<OperatorSocketFailure?>(nil)
        defer {
            withExtendedLifetime(address) {}
            self.file.discardDraft()
            if let number = published.withLock({ $0 }) { self.file.remove(number) }
        }
        let application = self.application(at: address.text) {
            do throws(OperatorSocketFailure) {
                let number = try self.file.publish()
                published.withLock { $0 = number }
                self.logger.info("Operators' socket", metadata: ["path": "\(self.file.path)"])
            } catch {
                refusal.withLock { $0 = error }
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            group.addTask {
                try await gracefulShutdown()
                self.door.close()
                // A deadline: what is under way by then is cut off.
                try await Task.sleep(for: .seconds(Self.stopSecondsMax))
            }
            defer { group.cancelAll() }
            try await group.next()
        }
        if let refusal = refusal.withLock({ $0 }) { throw refusal }
    }

    private func application(
        at path: String,
        _ listening: @escaping @Sendable () -> Void
    ) -> some ApplicationProtocol {
        let http = HTTP1Channel.Configuration(
            idleTimeout: .seconds(Self.idleSecondsMax),
            httpDecoderConfiguration: .init(maxHeaderListSize: Self.headBytesMax)
        )
        return Application(
            router: self.router(),
            server: .http1(configuration: http),
            configuration: ApplicationConfiguration(
                address: .unixDomainSocket(path: path),
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionCountMax)
            ),
            onServerRunning: { _ in listening() },
            // Its lines name no order; ours do.
            logger: Logger(label: "operators") { _ in SwiftLogNoOpLogHandler() }
        )
    }
}

// MARK: - Requests

extension OperatorServer {
    private func router() -> Router<OperatorContext> {
        let router = Router(context: OperatorContext.self)
        router.get(RouterPath(Self.greetingPath)) { _, context in
            await self.answer(context) { () throws(OperatorMistake) in
                OperatorReport(output: ["pid=\(ProcessInfo.processInfo.processIdentifier)"])
            }
        }
        router.post(RouterPath(Self.orderPath)) { request, context in
            await self.answer(context) { () async throws(OperatorMistake) in
                try await self.door.take { () async throws(OperatorMistake) in
                    try await Self.order(in: request)
                }
            }
        }
        return router
    }

    private func answer(
        _ context: OperatorContext,
        _ body: () async throws(OperatorMistake) -> OperatorReport
    ) async -> Response {
        let mistake: OperatorMistake
        do throws(OperatorMistake) {
            guard await context.isOfOwnerOrRoot else { throw OperatorMistake.stranger }
            let report = try await body()
            return Self.response(report, status: .ok)
        } catch {
            mistake = error
        }
        self.logger.warning(
            "an operator's order was not taken",
            metadata: ["error": "\(mistake.sentence)"]
        )
        return context.refusal(mistake)
    }

    fileprivate static func response(
        _ report: OperatorReport,
        status: HTTPResponse.Status,
        headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        // Numbers and texts always encode.
        let bytes = (try? JSONEncoder().encode(report)) ?? Data()
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: Array(bytes) + [UInt8(ascii: "\n")]))
        )
    }

    private static func order(
        in request: Request
    ) async throws(OperatorMistake) -> OperatorOrder {
        do {
            let bytes = try await Self.body(of: request)
            return try JSONDecoder().decode(OperatorOrder.self, from: Data(bytes))
        } catch {
            throw OperatorMistake(error)
        }
    }

    /// A stop does not wait for an order that is still arriving.
    private static func body(of request: Request) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask {
                try await request.bytes(
                    upTo: Self.bodyBytesMax,
                    within: .seconds(Self.bodySecondsMax)
                )
            }
            group.addTask {
                try await gracefulShutdown()
                throw OperatorMistake.stopping
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
    }
}

/// A request, with the connection that it came on.
private struct OperatorContext: RequestContext {
    /// Who is on the other side of a socket.
    ///
    /// Source: unix(7), `SO_PEERCRED`: `struct ucred`.
    private struct Peer: Sendable {
        var pid: Int32 = 0
        var uid: UInt32 = .max
        var gid: UInt32 = .max
    }

    var coreContext: CoreRequestContextStorage
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        self.coreContext = .init(source: source)
        self.channel = source.channel
    }

    /// Whether the other side is the owner of this process, or root.
    ///
    /// Where the platform does not tell, the file's permissions alone keep others out.
    var isOfOwnerOrRoot: Bool {
        get async {
            #if os(Linux)
            guard let provider = self.channel as? any SocketOptionProvider else { return false }
            let peer: Peer? = try? await provider.unsafeGetSocketOption(
                level: SocketOptionLevel(SOL_SOCKET),
                name: SocketOptionName(SO_PEERCRED)
            ).get()
            guard let peer else { return false }
            return peer.uid == 0 || peer.uid == geteuid()
            #else
            return true
            #endif
        }
    }

    /// Refuses an order that may not have been read: who is refused does not keep the connection.
    func refusal(_ mistake: OperatorMistake) -> Response {
        let channel = self.channel
        channel.eventLoop.scheduleTask(in: .seconds(OperatorServer.refusedSecondsMax)) {
            channel.close(promise: nil)
        }
        return OperatorServer.response(
            OperatorReport(mistake),
            status: mistake.status,
            headers: [.connection: "close"]
        )
    }
}

extension OperatorMistake {
    /// The status of the answer over HTTP.
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .unknownVerb: .notFound
        case .unreadable: .badRequest
        case .tooLarge: .contentTooLarge
        case .tooSlow: .requestTimeout
        case .stranger: .forbidden
        case .busy, .stopping: .serviceUnavailable
        }
    }
}
