package import Ledger

/// What a recovery found in files before it asked Telegram.
///
/// Kept in the journal, because after the exchange the old ledger is elsewhere.
public struct RecoveryFindings: Codable, Hashable, Sendable {
    /// What lay where the ledger belongs.
    public enum OldLedger: String, Codable, Hashable, Sendable {
        /// Nothing, or an empty file.
        case absent
        /// A file of which nothing can be read.
        case unreadable
        /// A ledger whose log breaks off or is damaged.
        case damaged
        /// A sound ledger that is older than it was: a copy was put back.
        case older
        /// A sound ledger, set aside because the operator said so.
        case sound
        /// Another ledger, or another branch of this one, set aside because the operator said so.
        case foreign
    }

    /// What the manifest beside the backup says.
    public enum Manifest: String, Codable, Hashable, Sendable {
        /// There is none.
        case absent
        /// It fits, and there is no key here to hold its signature against.
        case signed
        /// It fits, and this ledger's own key signed it.
        case signedHere = "signed_here"
        /// It fits, and another key than this ledger's signed it.
        case signedElsewhere = "signed_elsewhere"
    }

    /// Events that came from a file beside the backup.
    public struct Source: Codable, Hashable, Sendable {
        /// The file.
        public var path: String
        /// How many events it gave.
        public var eventCount: Int64

        /// Describes a source.
        package init(path: String, eventCount: Int64) {
            self.path = path
            self.eventCount = eventCount
        }
    }

    /// Where the backup ends.
    public var backupHead: Int64

    /// When the last event of the backup was recorded, in microseconds since 1970.
    public var backupRecordedAt: Int64

    /// What the manifest beside the backup says.
    public var manifest: Manifest

    /// Segments that followed, in order.
    public var segments: [Source] = []

    /// What lay where the ledger belongs.
    public var oldLedger: OldLedger

    /// What was wrong with it, in one sentence.
    public var oldDamage: String?

    /// What the old ledger held beyond the backup and the segments, and the chain proves.
    public var taken: Source?

    /// Where the ledger under construction ended before Telegram was asked.
    public var builtHead: Int64

    /// When its last event was recorded, in microseconds since 1970.
    public var builtRecordedAt: Int64

    /// The last position that is known to have existed, if one is.
    public var lostHead: Int64?

    /// When the old ledger was last written, in microseconds since 1970, if its files say so.
    public var lastWrittenAt: Int64?

    /// What the old ledger shows beyond that and could not be taken.
    public var known = KnownLosses()

    /// Describes what was found before anything was built.
    package init(
        backupHead: Position,
        backupRecordedAt: Instant,
        manifest: Manifest,
        oldLedger: OldLedger,
        oldDamage: String? = nil,
        lastWrittenAt: Instant? = nil
    ) {
        self.backupHead = backupHead
        self.backupRecordedAt = backupRecordedAt.microseconds
        self.manifest = manifest
        self.oldLedger = oldLedger
        self.oldDamage = oldDamage
        self.builtHead = backupHead
        self.builtRecordedAt = backupRecordedAt.microseconds
        self.lastWrittenAt = lastWrittenAt?.microseconds
    }

    /// How many events are lost, as far as it is known.
    public var lostEventCount: Int64? {
        self.lostHead.map { max(0, $0 - self.builtHead) }
    }
}
