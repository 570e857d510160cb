/// What a verification of a ledger's file found.
public struct Verification: Hashable, Sendable {
    /// Something that is not as we would have written it.
    public struct Finding: Hashable, Sendable {
        /// What is wrong; scripts switch on its raw value.
        public var code: Code

        /// Where, for damage to an event.
        public var position: Position?

        /// One sentence.
        public var message: String

        /// Describes a finding.
        public init(_ code: Code, at position: Position? = nil, _ message: String) {
            self.code = code
            self.position = position
            self.message = message
        }
    }

    /// The kinds of finding.
    public enum Code: String, Hashable, Sendable {
        /// A position is missing.
        case gap
        /// An event's link does not follow from the event and the link before it.
        case chain
        /// An event cannot be decoded, or not as we would have encoded it.
        case codec
        /// The head row does not fit the newest event.
        case head
        /// An event is recorded before the one ahead of it.
        case time
        /// An epoch does not follow from the one before.
        case epoch
        /// The log ends before an event that was on disk once, as something outside it says.
        case truncated
        /// An event is not the one that a signed checkpoint was made of.
        case fork
        /// A row of the work beside the log is not what was written.
        case work
        /// A checkpoint cannot be read, is not signed by its key, or is another ledger's.
        case checkpoint
        /// The key that signs is gone or damaged.
        case key
        /// The file is not set up as the program sets it up.
        case setting
        /// A table, index or trigger is missing, changed or too many.
        case schema
        /// SQLite itself finds the file damaged.
        case storage
        /// A projection differs from a fresh fold of the log.
        case projection
    }

    /// How many findings are listed at most; damage breeds damage.
    public static let findingCountMax = 50

    /// How many events were read.
    public var eventCount: Int64 = 0

    /// The head as the file has it.
    public var head: LedgerHead

    /// The version of the SQLite library that read the file.
    public var libraryVersion: String

    /// What was found; empty for a sound file.
    public var findings: [Finding] = []

    /// What is worth knowing and is no damage, one sentence each.
    public var notes: [String] = []

    /// What is known of a copy that was put in the place of the ledger and not opened for writing
    /// since; `nil` if there is none, or more is wrong than that.
    public var putBack: PutBack?

    /// How many signed checkpoints the log agrees with.
    public var checkpointCount = 0

    /// Up to where the log is as it was written, and when that event was recorded; `nil` if not
    /// even its first event is.
    public var lastGood: (position: Position, recordedAt: Instant)? {
        self.lastGoodPosition > 0 ? (self.lastGoodPosition, self.lastGoodTime) : nil
    }

    /// The position of ``lastGood``; 0 for none.
    var lastGoodPosition: Position = 0

    /// The time of ``lastGood``.
    var lastGoodTime = Instant(microseconds: 0)

    /// Whether nothing was found.
    public var isSound: Bool { self.findings.isEmpty }

    /// What to do next about the gravest finding, as a sentence with a command; `nil` if there is
    /// nothing to do.
    public var nextStep: String? {
        let codes = Set(self.findings.map(\.code))
        if codes.isEmpty { return nil }
        if let putBack { return putBack.nextStep }
        if codes.contains(where: \.isOfTheLog) {
            let saved = self.lastGood.map { good in
                "`starledger verify --salvage OUT` saves events 1 to \(good.position) "
                    + "(the last recorded at \(good.recordedAt.rfc3339)); "
            }
            return "Keep this file and its -wal as they are. \(saved ?? "")"
                + "`starledger recover BACKUP` brings back what Telegram still knows of the rest."
        }
        if codes.contains(.schema) || codes.contains(.setting) {
            return
                "The events are whole: `starledger verify --salvage OUT` writes them into a file "
                + "with the right tables; put it in place with `starledger restore OUT`."
        }
        if codes.contains(.projection) {
            return "Stop the bot and run `starledger replay`: it puts fresh snapshots in place."
        }
        if codes.contains(.work) {
            return
                "The log is whole: the bot passes over that row at its next start, and whoever waited "
                + "for that answer may ask again."
        }
        if codes.contains(.checkpoint) {
            return
                "The log is whole; keep a copy of that checkpoint, compare it with the ones posted "
                + "to the operations chat, and move it out of the folder."
        }
        return
            "The log is whole: put signing.key back from a copy, or start the bot, which makes a "
            + "new one; tell whoever checks your proofs the new public key."
    }

    /// Adds a finding, up to the limit.
    public mutating func add(_ finding: Finding) {
        if self.findings.count < Self.findingCountMax { self.findings.append(finding) }
    }
}

extension Verification.Code {
    /// Whether it says that events are missing, or are not what was written.
    public var isOfTheLog: Bool {
        switch self {
        case .gap, .chain, .codec, .head, .storage, .time, .epoch, .truncated, .fork: true
        case .schema, .projection, .work, .checkpoint, .key, .setting: false
        }
    }
}
