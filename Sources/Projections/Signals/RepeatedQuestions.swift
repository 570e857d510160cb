public import Ledger

/// Somebody who asked a question, and where the log says so.
public struct Asker: Hashable, Sendable {
    /// Who.
    public let user: UserID

    /// The position of the event that began the reading or the consultation.
    public let position: Position

    /// When.
    public let at: Instant
}

/// The same question from different users within an hour.
///
/// Questions are known by their keyed digests only.
struct RepeatedQuestions: Hashable, Sendable {
    /// The most users of one hour that are told apart.
    static let askerCountMax = 50

    /// The most questions kept; twice as many at times, so that making room is rare.
    static let questionCountMax = 4_096

    private static let hourMicroseconds: Int64 = 3_600_000_000

    /// Who asked one question.
    struct Question: Hashable {
        /// The last ask of each user within an hour of the last one, oldest first.
        var recent: [Asker] = []
        /// The largest such hour so far, of equal ones the last.
        var crowd: [Asker] = []
    }

    private(set) var questions: [Int64: Question] = [:]

    mutating func note(_ digest: Int64, by asker: Asker) {
        var question = self.questions[digest] ?? Question()
        question.recent.removeAll {
            $0.user == asker.user
                || asker.at.microseconds(since: $0.at) >= Self.hourMicroseconds
                || $0.at.microseconds(since: asker.at) >= Self.hourMicroseconds
        }
        if question.recent.count == Self.askerCountMax { question.recent.removeFirst() }
        question.recent.append(asker)
        if question.recent.count >= question.crowd.count || question.isStale(at: asker.at) {
            question.crowd = question.recent
        }
        if self.questions[digest] == nil { self.makeRoom() }
        self.questions[digest] = question
    }

    /// The hours in which at least so many users asked the same, the newest last.
    func crowds(ofAtLeast count: Int64, since: Instant) -> [[Asker]] {
        self.questions.values.map(\.crowd)
            .filter { $0.count >= count && ($0.last?.at ?? since) >= since }
            .sorted { ($0.last?.position ?? 0) < ($1.last?.position ?? 0) }
    }

    /// Lets go of the questions that fewest users asked, and of those the oldest.
    private mutating func makeRoom() {
        guard self.questions.count >= Self.questionCountMax * 2 else { return }
        let ranked = self.questions.sorted { left, right in
            let (first, second) = (left.value.crowd, right.value.crowd)
            return (first.count, first.last?.position ?? 0, left.key)
                > (second.count, second.last?.position ?? 0, right.key)
        }
        self.questions = Dictionary(
            uniqueKeysWithValues: ranked.prefix(Self.questionCountMax).map { ($0.key, $0.value) }
        )
    }
}

extension RepeatedQuestions.Question {
    /// Whether its largest hour is too old to be shown at a moment.
    fileprivate func isStale(at moment: Instant) -> Bool {
        guard let last = self.crowd.last else { return true }
        return moment > last.at.adding(seconds: Int64(Signals.keptDays) * 86_400)
    }
}

extension Asker: Canonical {
    static var blank: Asker { Asker(user: .blank, position: 0, at: .blank) }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var (user, position, at) = (self.user, self.position, self.at)
        try coder.value(&user)
        try coder.integer(&position)
        try coder.value(&at)
        self = Asker(user: user, position: position, at: at)
    }
}

extension RepeatedQuestions.Question: Canonical {
    static var blank: Self { Self() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.list(&self.recent)
        try coder.list(&self.crowd)
    }
}

extension RepeatedQuestions: Canonical {
    static var blank: RepeatedQuestions { RepeatedQuestions() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.table(&self.questions) { $0 < $1 }
    }
}
