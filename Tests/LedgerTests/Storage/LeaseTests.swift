import Foundation
import Ledger
import Testing

/// One ledger, one writer: a lock of the kernel's.
@Suite(.timeLimit(.minutes(1))) struct LeaseTests {
    private static let since = Instant(seconds: 1_767_236_400)

    @Test("A second holder is refused, and told in one line who the first is")
    func refused() async throws {
        try await withTemporaryLedger { ledger async throws in
            let first = try Lease(of: ledger.path, verb: "serve", since: Self.since)
            let error = #expect(throws: LedgerError.self) {
                try Lease(of: ledger.path, verb: "grant", since: Self.since)
            }
            let words = "pid=\(getpid()) verb=serve since=2026-01-01T03:00:00Z"
            #expect(error?.code == .leaseHeld)
            #expect(
                error?.message == "\(ledger.path) is being written by \(words); stop it first, or "
                    + "use a reading verb"
            )
            #expect(Lease.holder(of: ledger.path) == words)
            withExtendedLifetime(first) {}
        }
    }

    @Test("A lease that was let go is free, and nobody's")
    func released() async throws {
        try await withTemporaryLedger { ledger async throws in
            for _ in 0..<3 { _ = try Lease(of: ledger.path, verb: "serve", since: Self.since) }
            #expect(Lease.holder(of: ledger.path) == nil)
            #expect(ledger.permissions(".lock") == 0o600)
        }
    }

    @Test("A killed holder frees the lease")
    func killed() async throws {
        try await withTemporaryLedger { ledger async throws in
            let holder = try Holder(
                """
                file = open(sys.argv[1] + ".lock", "w")
                fcntl.flock(file, fcntl.LOCK_EX)
                file.write(f"pid={os.getpid()} verb=serve since=then\\nmore")
                file.flush()
                """,
                ledger.path
            )
            #expect(Lease.holder(of: ledger.path)?.hasSuffix("verb=serve since=then") == true)
            let error = #expect(throws: LedgerError.self) {
                try Lease(of: ledger.path, verb: "serve", since: Self.since)
            }
            #expect(error?.message.contains("verb=serve since=then;") == true)
            holder.kill()
            #expect(Lease.holder(of: ledger.path) == nil)
            _ = try Lease(of: ledger.path, verb: "serve", since: Self.since)
        }
    }

    @Test("Asking who holds the lease never keeps a writer from taking it")
    func asking() async throws {
        try await withTemporaryLedger { ledger async throws in
            let isDone = Lock(false)
            let path = ledger.path
            let asker = Thread {
                while !isDone.withLock({ $0 }) { _ = Lease.holder(of: path) }
            }
            asker.start()
            defer { isDone.withLock { $0 = true } }
            for _ in 0..<300 { _ = try Lease(of: path, verb: "serve", since: Self.since) }
        }
    }

    @Test("A folder that is not there is named")
    func noFolder() {
        let error = #expect(throws: LedgerError.self) {
            try Lease(of: "/nowhere/at/all/ledger.db", verb: "serve", since: Self.since)
        }
        #expect(error?.code == .storageUnavailable)
        #expect(error?.message.contains("/nowhere/at/all/ledger.db.lock") == true)
    }
}
