import Ledger
import Testing

/// What a ledger is doing when its disk fails.
enum FaultMoment: String, CaseIterable, CustomTestStringConvertible, Sendable {
    /// There was none: it is made.
    case making
    /// It is opened after a clean end.
    case opening
    /// It is opened with the write-ahead log that a kill left.
    case openingAfterKill = "opening after a kill"
    /// It takes commands.
    case appending
    /// It takes commands, and copies its write-ahead log into the file between them.
    case checkpointing
    /// It is closed.
    case stopping

    var testDescription: String { self.rawValue }

    /// What lies on disk before.
    func image() async throws -> LedgerImage {
        switch self {
        case .making: .none
        case .openingAfterKill: try await .filled(isClosed: false)
        case .opening, .appending, .checkpointing, .stopping: try await .filled(isClosed: true)
        }
    }

    /// Whether the disk fails before the ledger is open.
    var failsAtOpening: Bool {
        self == .making || self == .opening || self == .openingAfterKill
    }

    /// Copies of the write-ahead log come at once, or not before the end.
    var idleSeconds: Int { self == .checkpointing ? 0 : 3_600 }

    /// Works on the open ledger; `arm` makes the disk fail.
    func work(_ writer: TallyWriter, _ caller: FaultCaller, arm: () throws -> Void) async throws {
        if self == .stopping {
            for number in 1...3 { await caller.ask(writer, "now:\(number)") }
            try arm()
            return
        }
        if !self.failsAtOpening { try arm() }
        for number in 1...3 { await caller.ask(writer, "now:\(number)") }
        // The failure is to be seen in what it was meant for, not in the end after it.
        if self != .making { writer.abandonWithoutFlushing() }
    }
}
