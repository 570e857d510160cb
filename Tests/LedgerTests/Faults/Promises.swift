import Ledger

/// What callers of a ledger were told, and what they asked.
struct Promises: Sendable {
    /// The commands that were answered, by key, and where their event lies.
    private(set) var answered: [String: Position] = [:]

    /// Every key that was asked under, in order.
    private(set) var asked: [String] = []

    /// What the callers were refused with.
    private(set) var refusals: [LedgerError] = []

    /// Something that must never be told.
    private(set) var lies: [String] = []

    mutating func ask(_ key: String) {
        if !self.asked.contains(key) { self.asked.append(key) }
    }

    mutating func note(_ key: String, _ answer: Answer<TallyRules.Outcome>) {
        let position: Position
        switch answer.outcome {
        case .counted: position = answer.events.first?.position ?? 0
        case .repeated(let earlier): position = earlier
        case .refused:
            self.lies.append("\(key) was refused by the rules")
            return
        }
        if let earlier = self.answered[key], earlier != position {
            self.lies.append("\(key) was answered with event \(earlier), then with \(position)")
        }
        self.answered[key] = position
    }

    mutating func note(_ error: LedgerError) {
        self.refusals.append(error)
        if let lie = Self.lie(in: error) { self.lies.append(lie) }
    }

    /// What is wrong with the words of an error: it has one line, and says something.
    static func lie(in error: LedgerError) -> String? {
        let words = error.description
        return words.isEmpty || words.contains("\n") ? "not one line: \(words)" : nil
    }
}

/// Asks a writer for what a trial needs, and writes down what it was told.
final class FaultCaller: Sendable {
    /// How often a command is asked, and how often a failing writer is looked at between.
    static let attemptCountMax = 3
    private static let lookCountMax = 200

    static let user = UserID(rawValue: 77)

    private static let now = Instant(seconds: 1_767_236_400)

    private let record: Lock<Promises>

    /// Goes on from what was told before.
    init(_ promises: Promises = Promises()) {
        self.record = Lock(promises)
    }

    /// What was told so far.
    var promises: Promises { self.record.withLock { $0 } }

    /// Asks until there is an answer, or none can be hoped for.
    func ask(
        _ writer: TallyWriter,
        _ key: String,
        attempts: Int = FaultCaller.attemptCountMax
    ) async {
        self.record.withLock { $0.ask(key) }
        for _ in 0..<attempts {
            do throws(LedgerError) {
                let answer = try await writer.submit(Self.command(key), work: Self.work(key))
                self.record.withLock { $0.note(key, answer) }
                return
            } catch {
                self.record.withLock { $0.note(error) }
                if error.code == .closing { return }
            }
            guard await Self.isBack(writer) else { return }
        }
    }

    /// Waits a little for a writer that opens its file again.
    private static func isBack(_ writer: TallyWriter) async -> Bool {
        for _ in 0..<Self.lookCountMax {
            guard case .failing = writer.currentCondition else { return true }
            await Task.yield()
        }
        return false
    }

    /// A command of one event; that of some keys fills pages of its own.
    private static func command(_ key: String) -> TallyRules.Command {
        let isLarge = key.hasSuffix("2")
        let large = Event.feedbackLeft(FeedbackLeft(sealedText: Array(key.utf8) + Self.filling))
        return TallyRules.Command(
            user: Self.user,
            key: key,
            events: [isLarge ? large : .termsAccepted(TermsAccepted())]
        )
    }

    /// More than a page of bytes of which no two sectors are the same.
    private static let filling = (0..<6_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &+ $0 >> 8) }

    /// With each event an update is taken in and an answer becomes owed.
    private static func work(_ key: String) -> TallyWriter.Work {
        { outcome, events in
            guard case .counted = outcome, let event = events.first else { return [] }
            return [
                .takeIn(Self.taken(key, at: event.position)),
                .owe(user: Self.user, at: Self.now, sealed: Array(key.utf8)),
            ]
        }
    }

    static func taken(_ key: String, at position: Position) -> InboxRow {
        InboxRow(
            key: key,
            user: Self.user,
            takenInAt: Self.now,
            use: position,
            sealed: Array(key.utf8)
        )
    }
}
