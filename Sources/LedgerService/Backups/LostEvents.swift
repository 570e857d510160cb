public import Ledger

extension Restore {
    /// What the ledger that was replaced knew, and the restored one does not.
    public struct LostEvents: Hashable, Sendable {
        /// The last event that both have.
        public var common: Position

        /// When that event was recorded; `nil` if they have none.
        public var since: Instant?

        /// The last event that the replaced ledger held.
        public var last: Position

        /// How many payments are missing, matched or not; `nil` if the replaced ledger cannot be read.
        public var paymentCount: Int64?

        /// How many Stars they were.
        public var stars: Int64 = 0

        /// How many refunds are missing.
        public var refundCount: Int64 = 0

        /// Whether all missing events could be read, so that the counts are exact.
        public var isExact = true

        /// Describes what is missing.
        ///
        /// - Parameters:
        ///   - common: The last event that both have.
        ///   - since: When that event was recorded.
        ///   - last: The last event that the replaced ledger held.
        ///   - paymentCount: How many payments are missing, if that is known.
        ///   - stars: How many Stars they were.
        ///   - refundCount: How many refunds are missing.
        ///   - isExact: Whether all missing events could be read.
        public init(
            common: Position,
            since: Instant? = nil,
            last: Position,
            paymentCount: Int64? = nil,
            stars: Int64 = 0,
            refundCount: Int64 = 0,
            isExact: Bool = true
        ) {
            self.common = common
            self.since = since
            self.last = last
            self.paymentCount = paymentCount
            self.stars = stars
            self.refundCount = refundCount
            self.isExact = isExact
        }

        /// How many events are missing.
        public var eventCount: Int64 { self.last - self.common }
    }
}

/// Compares the ledger that is replaced with the one that takes its place.
struct LossReport {
    /// What is missing; `nil` if nothing is.
    private(set) var lost: Restore.LostEvents?

    /// Whose text was erased, as the replaced ledger knows.
    private(set) var erased: [LogSurvey.Erased] = []

    /// Where the replaced ledger ended, if it can be read.
    private(set) var oldHead: LedgerHead?

    /// Compares.
    ///
    /// - Parameters:
    ///   - old: The file of the replaced ledger, if there is one.
    ///   - restored: Reads the ledger that takes its place.
    ///   - mark: The last position that is known of the replaced ledger.
    /// - Throws: ``LedgerError`` `contradiction` if the two are different ledgers.
    init(
        of old: String?,
        against restored: EventReader,
        markedAt mark: Position?
    ) throws(LedgerError) {
        if let old, let reader = try? EventReader(path: old) {
            try Self.refuseOther(reader, restored)
            self.oldHead = reader.head
            let common = try Self.common(reader, restored)
            self.read(reader, after: common, since: try restored.event(at: common)?.recordedAt)
        }
        self.note(mark, restored.head)
    }

    /// What was committed and cannot be read any more, as the mark beside the file says.
    private mutating func note(_ mark: Position?, _ restored: LedgerHead) {
        guard let mark, mark > restored.position, mark > self.oldHead?.position ?? 0 else { return }
        var lost =
            self.lost
            ?? Restore.LostEvents(
                common: restored.position,
                since: restored.position == 0 ? nil : restored.recordedAt,
                last: mark
            )
        lost.last = mark
        lost.isExact = false
        self.lost = lost
    }

    private static func refuseOther(
        _ old: EventReader,
        _ restored: EventReader
    ) throws(LedgerError) {
        guard old.head.ledgerID != restored.head.ledgerID else { return }
        throw LedgerError(
            .contradiction,
            "the backup is of ledger \(Hexadecimal.encode(restored.head.ledgerID)), but the ledger in "
                + "place is \(Hexadecimal.encode(old.head.ledgerID)) with \(old.head.position) "
                + "events; if it is to go, move it and its .head away and restore again"
        )
    }

    /// The last position that both logs have with the same link: all before it is the same, too.
    private static func common(
        _ old: EventReader,
        _ restored: EventReader
    ) throws(LedgerError) -> Position {
        var (same, other) = (Position(0), min(old.head.position, restored.head.position) + 1)
        while other - same > 1 {
            let middle = same + (other - same) / 2
            if let link = try? old.hash(at: middle), try restored.hash(at: middle) == link {
                same = middle
            } else {
                other = middle
            }
        }
        return same
    }

    private mutating func read(_ old: EventReader, after common: Position, since: Instant?) {
        var lost = Restore.LostEvents(
            common: common,
            since: since,
            last: old.head.position,
            paymentCount: 0
        )
        var erased: [LogSurvey.Erased] = []
        do throws(LedgerError) {
            try old.forEach(after: 0) { event, _ in
                if case .userErased(let erasure) = event.event, let user = event.user {
                    erased.append(LogSurvey.Erased(user: user, erasure: erasure))
                }
                if event.position > common { lost.count(event) }
                return true
            }
        } catch {
            // A damaged ledger is why one restores: what can be read of it is told.
            lost.isExact = false
        }
        self.erased = erased
        if lost.eventCount > 0 { self.lost = lost }
    }
}

extension Restore.LostEvents {
    fileprivate mutating func count(_ event: RecordedEvent) {
        switch event.event {
        case .paymentReceived(let payment) where !payment.resolves && payment.row == nil:
            self.paymentCount = 1 + (self.paymentCount ?? 0)
            self.stars += payment.stars.count
        case .paymentUnmatched(let payment):
            self.paymentCount = 1 + (self.paymentCount ?? 0)
            self.stars += payment.stars.count
        case .paymentRefunded: self.refundCount += 1
        default: break
        }
    }
}
