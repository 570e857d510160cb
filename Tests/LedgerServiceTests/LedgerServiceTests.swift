import Foundation
import Ledger
import LedgerService
import Logging
import Payments
import Projections
import Testing

/// The front door: what is answered is on disk, and comes back.
@Suite struct LedgerServiceTests {
    @Test("What was answered is there at the next opening, and the closed file is complete alone")
    func comesBack() async throws {
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                for user in 1...50 as ClosedRange<Int64> {
                    _ = try await ledger.submit(.pay("charge-\(user)"), .of(user))
                }
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: place.folder)
            #expect(!files.contains("ledger.db-wal") && !files.contains("ledger.db-shm"))

            let held = try await withLedger(at: place) { ledger in
                ledger.read { books in
                    books.users.map { books.person($0)?.tickets(.three).held ?? 0 }
                }
            }
            #expect(held == Array(repeating: 1, count: 50))
        }
    }

    @Test("A ledger dropped without a flush loses nothing that was answered")
    func abandoned() async throws {
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                _ = try await ledger.submit(.pay("charge-1"), .of(7))
                ledger.abandonWithoutFlushing()
            }
            #expect(FileManager.default.fileExists(atPath: place.database + "-wal"))
            let person = try await withLedger(at: place) { ledger in
                ledger.read { $0.person(UserID(rawValue: 7)) }
            }
            #expect(person?.tickets(.three).held == 1)
            #expect(try Inspection.run(place: place, progress: { _, _ in }).findings == [])
        }
    }

    @Test("The second writer is told who holds the lease; it is free again after the run")
    func lease() async throws {
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { _ in
                let error = #expect(throws: LedgerError.self) {
                    try LedgerService(
                        place: place,
                        verb: "serve",
                        catalogue: .builtIn,
                        logger: Logger(label: "test")
                    )
                }
                #expect(error?.code == .leaseHeld)
                #expect(error?.message.contains("pid=\(getpid()) verb=test") == true)
                #expect(Lease.holder(of: place.database)?.contains("verb=test") == true)
            }
            #expect(Lease.holder(of: place.database) == nil)
        }
    }

    @Test("A refund is about the owner of its charge, whoever asked for it")
    func owner() async throws {
        try await withTemporaryPlace { place in
            let ruling = try await withLedger(at: place) { ledger in
                _ = try await ledger.submit(.pay("charge-1"), .of(7))
                return try await ledger.submit(
                    .requestRefund(ChargeID(rawValue: "charge-1"), reason: "asked"),
                    .byOperator(about: nil)
                ).outcome
            }
            #expect(ruling.outcome == .refundRequested(.took, cancels: nil))
            #expect(ruling.user == UserID(rawValue: 7))
            #expect(ruling.person?.tickets(.three).held == 0)
        }
    }

    @Test("The same key does the same once, also across a restart; other content is refused")
    func keys() async throws {
        try await withTemporaryPlace { place in
            let grant = Command.grant(Grant(sku: SKU(rawValue: "TICKET_3"), reason: "test"))
            let other = Command.grant(Grant(sku: SKU(rawValue: "TICKET_7"), reason: "test"))
            let request = Request.byOperator(about: 7, key: "k")
            let first = try await withLedger(at: place) { ledger in
                try await ledger.submit(grant, request)
            }
            let position = try #require(first.events.last?.position)
            let (again, different) = try await withLedger(at: place) { ledger in
                (
                    try await ledger.submit(grant, request).outcome.outcome,
                    try await ledger.submit(other, request).outcome.outcome
                )
            }
            #expect(again == .repeated(position))
            #expect(different == .refused(.keyReused))
        }
    }

    @Test("Commands of one batch see each other, and work rows come with what they follow from")
    func batch() async throws {
        try await withTemporaryPlace { place in
            try await withLedger(at: place) { ledger in
                let held = try await withThrowingTaskGroup(of: Int32.self) { group in
                    for number in 1...200 {
                        group.addTask {
                            let answer = try await ledger.submit(.pay("c\(number)"), .of(7)) {
                                ruling,
                                _ in
                                let held = ruling.person?.tickets(.three).held ?? 0
                                let sealed = [UInt8](repeating: UInt8(held % 256), count: 1)
                                let user = UserID(rawValue: 7)
                                return [.owe(user: user, at: .noon, sealed: sealed)]
                            }
                            return answer.outcome.person?.tickets(.three).held ?? 0
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                // Each payment found the ones before it: every count came up once.
                #expect(held.sorted() == Array(1...200 as ClosedRange<Int32>))
            }
            let owed = try await withLedger(at: place) { ledger in
                try await ledger.opened().outbox
            }
            #expect(owed.map(\.sealed) == (1...200).map { [UInt8($0 % 256)] })
        }
    }

    @Test("Watchers are told every event once, in order")
    func feed() async throws {
        try await withTemporaryPlace { place in
            let positions = try await withLedger(at: place) { ledger in
                let events = ledger.watch()
                for user in 1...20 as ClosedRange<Int64> {
                    _ = try await ledger.submit(.meet, .of(user))
                }
                ledger.close()
                return await events.reduce(into: []) { $0.append($1.position) }
            }
            #expect(positions == Array(1...20))
        }
    }
}
