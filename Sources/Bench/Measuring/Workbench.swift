private import Foundation
internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments

/// Where a benchmark works, how large, and how often.
public struct Workbench: Sendable {
    /// The fewest runs whose median means something.
    public static let usualRunCount = 5

    /// Where ledgers and other files are made.
    public let folder: String

    /// How often everything is measured.
    public var runCount = Self.usualRunCount

    /// How large the largest ledger or crowd is; `nil` for what the benchmark takes by itself.
    public var scale: Int64?

    /// What decides who comes when: the same seed makes the same log.
    public var seed: UInt64 = 2_026

    /// Told what is being done, for whoever waits.
    public var note: @Sendable (String) -> Void = { _ in }

    /// Prepares a workbench.
    ///
    /// - Parameter folder: Where files are made; it is made if it is absent.
    public init(folder: String) {
        self.folder = folder
    }

    /// Lends a folder of its own, which is gone afterwards.
    func withScratch<Result>(
        _ body: (LedgerPlace) async throws -> Result
    ) async throws -> Result {
        let place = try self.scratch()
        defer { self.remove(place) }
        return try await body(place)
    }

    /// Makes a folder that nothing lies in.
    func scratch() throws -> LedgerPlace {
        let folder = "\(self.folder)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        return LedgerPlace(database: "\(folder)/ledger.db")
    }

    /// Removes a ledger with everything beside it.
    func remove(_ place: LedgerPlace) {
        try? FileManager.default.removeItem(atPath: place.folder)
    }

    /// Removes every ledger that benchmarks made to share.
    public func clear() {
        LedgerShelf(bench: self).clear()
    }

    /// The sizes to measure at: powers of ten up to the scale, or the usual ones.
    func sizes(from least: Int64, usually usual: Int64) -> [Int64] {
        let most = max(1, self.scale ?? usual)
        var sizes: [Int64] = []
        var size = least
        while size < most {
            sizes.append(size)
            size *= 10
        }
        return sizes + [most]
    }
}

/// Opens a ledger for the time of `body`, and closes it as a service closes.
///
/// - Parameters:
///   - place: Where it lies; it is begun if it is absent.
///   - clock: The clock to go by.
///   - body: Lent the open ledger.
/// - Returns: What `body` returned.
/// - Throws: What `body` throws; ``LedgerError`` if the ledger cannot be opened.
func withLedger<Result: Sendable>(
    at place: LedgerPlace,
    clock: @escaping @Sendable () -> Instant = { .now },
    _ body: @Sendable @escaping (LedgerService) async throws -> Result
) async throws -> Result {
    let ledger = try LedgerService(
        place: place,
        verb: "bench",
        catalogue: .builtIn,
        clock: clock,
        logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
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
        while let ended = try await group.next() { result = ended ?? result }
        guard let result else { throw BenchFailure("the ledger was shut too early") }
        return result
    }
}
