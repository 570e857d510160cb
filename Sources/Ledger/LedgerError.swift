private import Foundation

/// An operating failure: the disk, the file or the schema let us down.
///
/// A refused command is not an error, it is an outcome; a broken invariant is not one either, it
/// traps. What is left is this.
public struct LedgerError: Error, Sendable {
    /// What went wrong; switch on this.
    public let code: Code

    /// One sentence for the operator that says what to do, free of user data.
    public let message: String

    /// The error underneath, when there was one.
    public let cause: (any Error)?

    /// The kinds of failure that callers tell apart.
    public enum Code: String, Hashable, CaseIterable, Sendable {
        /// The ledger is shutting down; the command was not carried out.
        case closing
        /// The log refuses an event that it holds already, whatever the projections say; asking
        /// again is of no use.
        case contradiction
        /// The file holds something that we never write, or lacks what we wrote.
        case damaged
        /// Another process holds the writer's lease.
        case leaseHeld
        /// The file was written by a newer version.
        case newerSchema
        /// The file is not a ledger.
        case notOurs
        /// A commit failed; the command may or may not be on disk. Ask again with the same key.
        case outcomeUnknown
        /// Too much is waiting already; the command was not carried out.
        case overloaded
        /// The file was deleted or replaced while it was open; the command was not carried out.
        case replaced
        /// The file cannot be opened, read or written; the command was not carried out.
        case storageUnavailable
    }

    /// Creates an error.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }
}

extension LedgerError: CustomStringConvertible {
    /// One line: the sentence, then the cause.
    public var description: String {
        let underlying = self.cause.map { " (cause: \(Self.line(of: $0)))" } ?? ""
        return "\(self.message)\(underlying)"
    }

    /// What an error of Foundation says to people, and not the dump of its fields.
    public static func line(of error: any Error) -> String {
        let isFoundations = error is CocoaError || error is POSIXError || error is URLError
        let words = isFoundations ? error.localizedDescription : "\(error)"
        return words.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
