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

    /// Whether nothing was found.
    public var isSound: Bool { self.findings.isEmpty }

    /// Adds a finding, up to the limit.
    public mutating func add(_ finding: Finding) {
        if self.findings.count < Self.findingCountMax { self.findings.append(finding) }
    }
}
