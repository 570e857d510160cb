internal import Ledger
internal import Payments

/// One walk through the old file, table by table: what each person holds comes first, so that a
/// walk that ends early has given nobody half.
struct ImportWalk {
    typealias Sink = ([NewEvent]) async throws -> Void
    typealias Sealing = (String, UserID) throws(LedgerError) -> [UInt8]

    let file: LegacyFile
    var translator: LegacyTranslator
    let seal: Sealing
    let progress: ImportRun.Progress

    private var batch: [NewEvent] = []
    private var doneCount: Int64 = 0
    private var rowCount: Int64 = 0

    init(
        file: LegacyFile,
        translator: LegacyTranslator,
        seal: @escaping Sealing,
        progress: @escaping ImportRun.Progress
    ) {
        self.file = file
        self.translator = translator
        self.seal = seal
        self.progress = progress
    }

    /// Translates every row, and hands the events on in batches.
    mutating func run(_ sink: Sink) async throws -> ImportReport {
        self.rowCount = try self.file.rowCount()
        try await self.takeUsers(sink)
        try await self.takePayments(sink)
        try await self.takeDeeds(sink)
        try await self.takeFeedback(sink)
        let events = try self.file.rows(of: LegacyAppEvent.self)
        while let row = try events.next() {
            self.translator.check(row)
            self.step()
        }
        self.progress(self.rowCount, self.rowCount)
        return self.translator.report
    }

    private mutating func takeUsers(_ sink: Sink) async throws {
        let users = try self.file.rows(of: LegacyUser.self)
        while let row = try users.next() {
            try await self.put(self.translator.events(of: row), sink)
        }
        for event in self.translator.eventsOfUsersWithoutRow() {
            try await self.put([event], sink, isRow: false)
        }
        try await self.flush(sink)
    }

    private mutating func takePayments(_ sink: Sink) async throws {
        let payments = try self.file.rows(of: LegacyPayment.self)
        while let row = try payments.next() {
            try await self.put(self.translator.events(of: row), sink)
        }
        try await self.flush(sink)
    }

    private mutating func takeDeeds(_ sink: Sink) async throws {
        let audits = try self.file.rows(of: LegacyAudit.self)
        while let row = try audits.next() {
            try await self.put(self.translator.events(of: row), sink)
        }
        let events = try self.file.rows(of: LegacyPaymentEvent.self)
        while let row = try events.next() {
            try await self.put(self.translator.events(of: row), sink)
        }
        try await self.flush(sink)
    }

    private mutating func takeFeedback(_ sink: Sink) async throws {
        let feedback = try self.file.rows(of: LegacyFeedback.self)
        while let row = try feedback.next() {
            let opinion = self.translator.opinion(of: row)
            let sealed = try opinion.map { (opinion) throws(LedgerError) in
                opinion.event(sealed: try self.seal(opinion.text, opinion.user))
            }
            try await self.put(sealed.map { [$0] } ?? [], sink)
        }
        try await self.flush(sink)
    }

    private mutating func put(
        _ events: [NewEvent],
        _ sink: Sink,
        isRow: Bool = true
    ) async throws {
        self.batch += events
        if isRow { self.step() }
        if self.batch.count >= ImportRun.batchCountMax { try await self.flush(sink) }
    }

    private mutating func flush(_ sink: Sink) async throws {
        guard !self.batch.isEmpty else { return }
        try await sink(self.batch)
        self.batch = []
    }

    private mutating func step() {
        self.doneCount += 1
        if self.doneCount % 1_000 == 0 { self.progress(self.doneCount, self.rowCount) }
    }
}
