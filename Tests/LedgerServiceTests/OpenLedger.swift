import Foundation
import Ledger
import LedgerService
import Logging
import Payments
import Testing

/// Lends a folder of its own, which is gone afterwards.
func withTemporaryPlace<Result>(
    _ body: (LedgerPlace) async throws -> Result
) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory
        .appending(path: "ledger-service-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(LedgerPlace(database: "\(folder)/ledger.db"))
}

/// Opens a ledger for the time of `body`, and closes it as a service closes.
@discardableResult
func withLedger<Result: Sendable>(
    at place: LedgerPlace,
    clock: @escaping @Sendable () -> Instant = { .noon },
    _ body: @Sendable @escaping (LedgerService) async throws -> Result
) async throws -> Result {
    let ledger = try LedgerService(
        place: place,
        verb: "test",
        catalogue: .builtIn,
        clock: clock,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    )
    return try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask {
            try await ledger.run()
            return nil
        }
        group.addTask {
            defer { ledger.close() }
            _ = try await ledger.opened()
            return try await body(ledger)
        }
        var result: Result?
        while let next = try await group.next() {
            if let next { result = next }
        }
        return try #require(result)
    }
}

extension Instant {
    /// 2026-11-24 12:00 in Tokyo.
    static let noon = Instant(seconds: 1_795_489_200)
}

extension Request {
    /// A request of a user themselves.
    static func of(_ user: Int64, key: String? = nil, at time: Instant = .noon) -> Request {
        Request(
            user: UserID(rawValue: user),
            at: time,
            cause: .update,
            actor: .user,
            rid: "test",
            key: key,
            clientLanguage: "ja"
        )
    }

    /// A request of an operator, about somebody or nobody.
    static func byOperator(about user: Int64?, key: String? = nil) -> Request {
        Request(
            user: user.map { UserID(rawValue: $0) },
            at: .noon,
            cause: .commandLine,
            actor: .operator("taro"),
            rid: "test",
            key: key,
            clientLanguage: nil
        )
    }
}

extension Command {
    /// A paid three-card ticket.
    static func pay(_ charge: String) -> Command {
        .receivePayment(
            Payment(
                charge: ChargeID(rawValue: charge),
                payload: #"{"sku":"TICKET_3"}"#,
                amount: 100,
                currency: "XTR"
            )
        )
    }
}
