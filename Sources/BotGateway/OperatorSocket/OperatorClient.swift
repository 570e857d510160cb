internal import AsyncHTTPClient
private import Foundation
internal import NIOCore
internal import NIOHTTP1

/// Sends an operator's order to the bot that holds the ledger.
package struct OperatorClient: Sendable {
    /// How long the bot may take to say that it listens, in seconds; nothing is sent before.
    package static let greetingSecondsMax: Int64 = 3

    /// How long a connection may take to come about, in seconds.
    static let connectSecondsMax: Int64 = 2

    /// How many bytes a report has at most.
    static let reportBytesMax = 1 << 20

    /// Why there is no report.
    package enum Failure: Error, Equatable, Sendable {
        /// Nobody listens; the words say why, if anything is known.
        case nobody(String)
        /// Somebody listens and does not answer, as a stopped process does; nothing was sent.
        case silent
        /// It was sent, and nobody knows what became of it.
        case unknown(String)
    }

    private let path: String
    private let patienceSeconds: Int64?

    /// Creates a client.
    ///
    /// - Parameters:
    ///   - path: Where the bot's socket lies.
    ///   - patienceSeconds: How long an answer may take; `nil` = as long as the verb allows.
    package init(path: String, patienceSeconds: Int64? = nil) {
        self.path = path
        self.patienceSeconds = patienceSeconds
    }

    /// Sends an order and waits for what it comes to.
    ///
    /// - Parameter order: The order.
    /// - Returns: The bot's report, which may be a refusal, or why there is none.
    package func send(_ order: OperatorOrder) async -> Result<OperatorReport, Failure> {
        let address: SocketAddressPath
        do throws(SocketAddressPath.TooLong) {
            address = try SocketAddressPath(self.path)
        } catch {
            return .failure(.nobody(error.description))
        }
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(Self.connectSecondsMax)
        // What was not answered is repeated by the operator alone.
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(configuration: configuration)
        let result = await self.send(order, at: address, through: client)
        // What is left of a connection says nothing about the order.
        try? await client.shutdown()
        withExtendedLifetime(address) {}
        return result
    }

    private func send(
        _ order: OperatorOrder,
        at address: SocketAddressPath,
        through client: HTTPClient
    ) async -> Result<OperatorReport, Failure> {
        let seconds = self.patienceSeconds ?? order.deed.verb.patienceSeconds
        do {
            let greeting = Self.request(address, OperatorServer.greetingPath)
            let report = try await Self.report(client, greeting, seconds: Self.greetingSecondsMax)
            guard report.status == 0 else { return .success(report) }
        } catch {
            return .failure(Self.isRefused(error) ? .nobody("\(error)") : .silent)
        }
        do {
            var request = Self.request(address, OperatorServer.orderPath)
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(Array(try JSONEncoder().encode(order)))
            return .success(try await Self.report(client, request, seconds: seconds))
        } catch let error as HTTPClientError where error == .deadlineExceeded {
            return .failure(.unknown("has not answered for \(seconds) s"))
        } catch {
            return .failure(.unknown("went away before it answered"))
        }
    }

    private static func report(
        _ client: HTTPClient,
        _ request: HTTPClientRequest,
        seconds: Int64
    ) async throws -> OperatorReport {
        let response = try await client.execute(request, deadline: .now() + .seconds(seconds))
        let body = try await response.body.collect(upTo: Self.reportBytesMax)
        return try JSONDecoder().decode(
            OperatorReport.self,
            from: Data(body.readableBytesView)
        )
    }

    private static func request(_ address: SocketAddressPath, _ path: String) -> HTTPClientRequest {
        let host =
            address.text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        var request = HTTPClientRequest(url: "http+unix://\(host)\(path)")
        request.headers.add(name: "Host", value: "starledger")
        return request
    }

    /// No socket lies there, or the process that made it is gone.
    private static func isRefused(_ error: any Error) -> Bool {
        guard let error = error as? IOError else { return false }
        return error.errnoCode == ECONNREFUSED || error.errnoCode == ENOENT
    }
}
