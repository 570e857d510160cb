import Foundation
import LedgerService
import Logging
import Payments

extension Workplace {
    /// Begins an empty ledger: the verbs that write never do.
    ///
    /// - Parameter path: Where, within the folder; by default where the verbs look for it.
    /// - Throws: `LedgerError` if it cannot be made there.
    func beginLedger(at path: String = "db/ledger.db") async throws {
        let database = self.folder.appending(path: path).path
        let ledger = try LedgerService(
            place: LedgerPlace(database: database),
            verb: "test",
            catalogue: .builtIn,
            logger: Logger(label: "begin") { _ in SwiftLogNoOpLogHandler() }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await ledger.run() }
            group.addTask {
                defer { ledger.close() }
                _ = try await ledger.opened()
            }
            try await group.waitForAll()
        }
    }
}
