import Ledger
import LedgerService
import Logging
import Payments
import Testing

/// An import that died before it wrote anything leaves nothing that could be served as new.
@Suite struct UnfinishedImportTests {
    private func open(_ verb: String, at place: LedgerPlace) throws(LedgerError) {
        _ = try LedgerService(
            place: place,
            verb: verb,
            catalogue: .builtIn,
            clock: { .noon },
            logger: Logger(label: "test")
        )
    }

    @Test("What an import has only just begun is refused to everybody but an import")
    func begun() async throws {
        try await withTemporaryPlace { place in
            try self.open(ImportRun.verb, at: place)
            let refusal = #expect(throws: LedgerError.self) { try self.open("serve", at: place) }
            #expect(refusal?.code == .damaged)
            #expect(refusal?.message.contains("run `starledger import`") == true)
            try self.open(ImportRun.verb, at: place)
        }
    }

    @Test("An import into a ledger that exists marks nothing before it has something to write")
    func existing() async throws {
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                _ = try await ledger.submit(.meet, .of(1))
            }
            try self.open(ImportRun.verb, at: place)
            try self.open("serve", at: place)
        }
    }
}
