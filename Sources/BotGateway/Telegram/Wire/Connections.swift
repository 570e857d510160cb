internal import AsyncHTTPClient
internal import NIOCore

/// The connections to Telegram: three sets that do not know of each other.
///
/// A long poll that hangs, or a dozen pictures that leave slowly, can so never keep an answer to a
/// pre-checkout waiting for a connection. HTTP/1.1 throughout: one lost connection costs one call.
struct Connections: Sendable {
    /// How many polls may be out: the one that runs, and the one after a restart.
    static let pollingCountMax = 2
    /// How many answers may be out.
    static let answersCountMax = 32
    /// How many other calls may be out.
    static let workCountMax = 32
    /// How long a connection may take to come about; below every deadline.
    static let connectTimeout = TimeAmount.seconds(2)
    /// How long an idle connection is kept: less than servers keep theirs, so that a send seldom
    /// meets one that is closing.
    static let idleTimeout = TimeAmount.seconds(20)

    private let polling: HTTPClient
    private let answers: HTTPClient
    private let work: HTTPClient

    /// Opens nothing yet; connections come with the first calls.
    init() {
        self.polling = Self.client(connectionCountMax: Self.pollingCountMax)
        self.answers = Self.client(connectionCountMax: Self.answersCountMax)
        self.work = Self.client(connectionCountMax: Self.workCountMax)
    }

    /// The connections of a lane.
    subscript(_ lane: CallTerms.Lane) -> HTTPClient {
        switch lane {
        case .polling: self.polling
        case .answers: self.answers
        case .work: self.work
        }
    }

    /// Closes all of them, whatever is still out.
    func shutdown() async throws {
        var failure: (any Error)?
        for client in [self.polling, self.answers, self.work] {
            do { try await client.shutdown() } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    private static func client(connectionCountMax: Int) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = Self.connectTimeout
        configuration.connectionPool.idleTimeout = Self.idleTimeout
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connectionCountMax
        // A refused connection is reported at once: who repeats, and how often, is decided by the
        // terms of the call and not below them.
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(configuration: configuration)
    }
}
