import Foundation
import Ledger
import Testing

/// What a disk that refuses does to the writer: nobody is told yes, nobody waits for ever.
@Suite(.timeLimit(.minutes(2))) struct WriterFailureTests {
    private static let large = Event.feedbackLeft(
        FeedbackLeft(sealedText: Array(repeating: 7, count: 20_000))
    )

    @Test(
        "A full disk answers every caller with an error, and is used again once there is space",
        .enabled(if: Mount.isPossible, "needs the right to mount a small file system")
    )
    func fullDisk() async throws {
        try await withSmallDisk { ledger, ballast in
            let told = Lock<[Position]>([])
            try await ledger.writing { settings in
                settings.reopenSeconds = 1...1
                settings.committed = { events in told.withLock { $0 += events.map(\.position) } }
            } _: { writer, _ in
                let written = try await Self.fill(writer)
                // Another connection finds exactly what was answered with yes.
                #expect(try ledger.events().map(\.position) == Array(1...written))
                #expect(writer.read { $0.position } == written)
                let refused = await Self.error(of: writer)
                #expect(refused.map { [.storageUnavailable, .damaged].contains($0.code) } == true)
                #expect(refused?.message.contains("\n") == false)

                try ballast.remove()
                let isBack = try await eventually { await Self.error(of: writer) == nil }
                #expect(isBack)
                #expect(writer.read { $0.position } > written)
            }
            let last = try Int64(ledger.events().count)
            #expect(told.withLock { $0 } == Array(1...last))
            #expect(try ledger.verified().findings == [])
        }
    }

    @Test(
        "Closing while the disk refuses ends the writer with the reason",
        .enabled(if: Mount.isPossible, "needs the right to mount a small file system")
    )
    func closingWhileFailing() async throws {
        try await withSmallDisk { ledger, _ in
            let error = await #expect(throws: LedgerError.self) {
                try await ledger.writing { settings in
                    settings.reopenSeconds = 60...60
                } _: { writer, _ in
                    _ = try await Self.fill(writer)
                    try Mount.makeReadOnly(ledger.folder)
                }
            }
            #expect(error?.code == .storageUnavailable)
        }
    }

    @Test("A lock that another program keeps is an error for the callers, not a wrong yes")
    func lockedOut() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.writing { settings in
                settings.reopenSeconds = 1...1
            } _: { writer, _ in
                _ = try await writer.submit(.init(key: "before"))
                let holder = try Holder(Self.lock, ledger.path)
                let error = await Self.error(of: writer)
                #expect(error?.code == .storageUnavailable)
                #expect(writer.read { $0.position } == 1)
                holder.kill()
                let isBack = try await eventually { await Self.error(of: writer) == nil }
                #expect(isBack)
            }
            #expect(try ledger.events().map(\.position) == [1, 2])
            #expect(try ledger.verified().findings == [])
        }
    }

    @Test("What is on disk after all, though no commit was confirmed, is found, published and told")
    func foundAfterAll() async throws {
        try await withTemporaryLedger { ledger in
            let told = Lock<[Position]>([])
            try await ledger.writing { settings in
                settings.reopenSeconds = 1...1
                settings.committed = { events in told.withLock { $0 += events.map(\.position) } }
            } _: { writer, _ in
                _ = try await writer.submit(.init())
                let holder = try Holder(Self.lock, then: Self.appendLikeTheWriter, ledger.path)
                #expect(await Self.error(of: writer) != nil)
                try holder.proceed()
                let isFound = try await eventually { writer.read { $0.position } == 2 }
                #expect(isFound)
                let answer = try await writer.submit(.init())
                #expect(answer.outcome == .counted(3))
            }
            #expect(told.withLock { $0 } == [1, 2, 3])
            #expect(try ledger.verified().findings == [])
        }
    }

    @Test("A log that another program moved is not put back: the batch is refused, the log reread")
    func movedBetweenBatches() async throws {
        try await withTemporaryLedger { ledger in
            try await ledger.writing { settings in
                settings.reopenSeconds = 1...1
            } _: { writer, _ in
                _ = try await writer.submit(.init())
                try OutsideProgram.python(Self.lock + "\n" + Self.appendLikeTheWriter, ledger.path)
                // Nothing of this batch touches the log; its head row must stay where it is.
                let error = await #expect(throws: LedgerError.self) {
                    try await writer.change([.settle(key: "m:1")])
                }
                #expect(error?.code == .storageUnavailable)
                #expect(error?.message.contains("another program has written") == true)
                let isReread = try await eventually { writer.read { $0.position } == 2 }
                #expect(isReread)
                let answer = try await writer.submit(.init())
                #expect(answer.outcome == .counted(3))
            }
            #expect(try ledger.events().map(\.position) == [1, 2, 3])
            #expect(try ledger.verified().findings == [])
        }
    }

    private static let lock = """
        database = sqlite3.connect(sys.argv[1], isolation_level=None)
        database.execute("BEGIN IMMEDIATE")
        """

    /// The first event once more: what a commit would leave whose answer was lost.
    private static let appendLikeTheWriter = """
        user, kind, at, body, link = database.execute(
            "SELECT user, kind, recorded_at + 1, body, hash FROM event").fetchone()
        number = lambda value: value.to_bytes(8, "little", signed=True)
        link = hashlib.sha256(link + number(2) + number(user) + number(kind) + number(at)
            + number(-1) + number(len(body)) + body).digest()
        database.execute("INSERT INTO event VALUES (2, ?, ?, ?, NULL, ?, ?)",
            (user, kind, at, body, link))
        database.execute("UPDATE ledger_head SET position = 2, hash = ?, recorded_at = ?", (link, at))
        database.execute("COMMIT")
        database.close()
        """

    @Test("An order that the log itself refuses fails alone; the rest of its batch is carried out")
    func contradiction() async throws {
        try await withTemporaryLedger { ledger in
            let charge = ChargeID(rawValue: "stxk-1")
            let refund = Event.paymentRefunded(PaymentRefunded(charge: charge, stars: .hundred))
            let writer = ledger.writer()
            async let answers = withTaskGroup(of: Bool.self) { group in
                for number in 0..<9 {
                    // The tally's rules know no charges: three callers refund the same one.
                    let events = number % 3 == 0 ? [refund] : [.userErased(UserErased())]
                    group.addTask { (try? await writer.submit(.init(events: events))) != nil }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(try await eventually { writer.waitingCount == 9 })
            let lease = try Lease(of: ledger.path, verb: "test", since: Instant(seconds: 0))
            async let running: Void = writer.run(
                holding: lease,
                fold: { reader throws(LedgerError) in try TallyRules.folded(reader) },
                opened: { _ in }
            )
            #expect(await answers.count(where: \.self) == 7)
            writer.close()
            try await running
            #expect(try ledger.events().map(\.position) == Array(1...7))
            #expect(try ledger.verified().findings == [])
        }
    }

    @Test("A stop while another program reads says that the -wal belongs to the file")
    func readToTheLast() async throws {
        try await withTemporaryLedger { ledger in
            var holder: Holder?
            let error = await #expect(throws: LedgerError.self) {
                try await ledger.writing { writer, _ in
                    _ = try await writer.submit(.init())
                    holder = try Holder(
                        """
                        database = sqlite3.connect(sys.argv[1], isolation_level=None)
                        database.execute("BEGIN")
                        database.execute("SELECT count(*) FROM event").fetchall()
                        """,
                        ledger.path
                    )
                    _ = try await writer.submit(.init())
                }
            }
            #expect(error?.message.contains("-wal") == true)
            holder?.kill()
            let events = try ledger.events()
            #expect(events.count == 2)
        }
    }

    private static func fill(_ writer: TallyWriter) async throws -> Int64 {
        var written: Int64 = 0
        while written < 10_000 {
            do throws(LedgerError) {
                let answer = try await writer.submit(.init(events: [Self.large]))
                written = answer.events.last?.position ?? written
            } catch {
                #expect([.outcomeUnknown, .storageUnavailable].contains(error.code))
                return written
            }
        }
        return written
    }

    private static func error(of writer: TallyWriter) async -> LedgerError? {
        do throws(LedgerError) {
            _ = try await writer.submit(.init())
            return nil
        } catch {
            return error
        }
    }
}
