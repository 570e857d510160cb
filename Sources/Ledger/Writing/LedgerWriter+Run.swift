private import Foundation

/// What opening a ledger found.
public struct OpenedLedger: Sendable {
    /// Where the log stands.
    public var head: LedgerHead

    /// The position that was lost when a copy was put back, if that is what happened.
    public var lostHead: Position?

    /// Updates that were taken in and not settled.
    public var inbox: [InboxRow]

    /// Answers that are owed.
    public var outbox: [OutboxRow]
}

extension LedgerWriter {
    /// Folds a log into the state to begin with, on the writer's thread.
    public typealias Fold = @Sendable (EventReader) throws(LedgerError) -> Rules.State

    /// Opens the ledger and writes until ``close()``, then leaves one complete file.
    ///
    /// - Parameters:
    ///   - lease: The writer's lease, kept to the end.
    ///   - fold: Makes the state at the head.
    ///   - opened: Called once the ledger is open, from the writer's thread.
    /// - Throws: ``LedgerError`` if the file cannot be opened, or turns out to be damaged.
    public func run(
        holding lease: Lease,
        fold: @escaping Fold,
        opened: @escaping @Sendable (OpenedLedger) -> Void
    ) async throws(LedgerError) {
        let result: Result<Void, LedgerError> = await withCheckedContinuation { ended in
            let thread = Thread {
                let result = self.work(fold: fold, opened: opened)
                ended.resume(returning: result)
            }
            thread.name = "ledger.writer"
            thread.stackSize = 8 << 20
            thread.start()
        }
        withExtendedLifetime(lease) {}
        try result.get()
    }

    private func work(
        fold: Fold,
        opened: (OpenedLedger) -> Void
    ) -> Result<Void, LedgerError> {
        defer { self.end() }
        do throws(LedgerError) {
            try self.firstSession(fold: fold, opened: opened)
            return .success(())
        } catch {
            self.condition.withLock { $0 = .failing(error) }
            return .failure(error)
        }
    }

    private func firstSession(
        fold: Fold,
        opened: (OpenedLedger) -> Void
    ) throws(LedgerError) {
        guard var failure = try self.serveFirst(fold: fold, opened: opened) else { return }
        // The failed session is closed by now: its connection must not outlive its failure.
        while let next = try self.reopen(after: failure).serve() { failure = next }
    }

    private func serveFirst(
        fold: Fold,
        opened: (OpenedLedger) -> Void
    ) throws(LedgerError) -> LedgerError? {
        let session = try WriterSession<Rules>(opening: self)
        let state = try fold(session.reader)
        self.published.withLock { $0 = state }
        self.condition.withLock { $0 = .writing }
        opened(try session.findings())
        return try session.serve()
    }

    /// The commit failed, so what is on disk is unknown: look, fold what is there, go on.
    private func reopen(after failure: LedgerError) throws(LedgerError) -> WriterSession<Rules> {
        var pause = self.settings.reopenSeconds.lowerBound
        var last = failure
        var isLastAttempt = false
        while true {
            if last.code == .replaced { throw self.farewell(last) }
            if last.code == .damaged || isLastAttempt { throw last }
            let refusal = last
            self.condition.withLock { $0 = .failing(refusal) }
            isLastAttempt = !self.refuseWaiting(with: refusal, seconds: pause)
            do throws(LedgerError) {
                if let replaced = self.replacement() { throw replaced }
                let session = try WriterSession<Rules>(opening: self)
                let found = try session.catchUp()
                if !found.isEmpty { self.settings.found(found) }
                self.condition.withLock { $0 = .writing }
                return session
            } catch {
                last = error
                pause = min(pause * 2, self.settings.reopenSeconds.upperBound)
            }
        }
    }

    /// The failure of a file that is not the one that was opened, or `nil` if it is.
    ///
    /// What would be written now would be lost, and another file must not be taken for this one.
    func replacement() -> LedgerError? {
        guard !self.isFileInPlace else { return nil }
        let failure = LedgerError(
            .replaced,
            "\(self.settings.path) was deleted or replaced while it was open; nothing more was "
                + "written: put the file back (a backup if it is gone), run `starledger verify`, "
                + "start again"
        )
        self.settings.measures.failed(failure)
        return failure
    }

    /// Leaves whoever watches the time to tell people, then ends with the failure.
    private func farewell(_ failure: LedgerError) -> LedgerError {
        self.condition.withLock { $0 = .failing(failure) }
        _ = self.refuseWaiting(with: failure, seconds: self.settings.farewellSeconds)
        return failure
    }

    /// Turns callers away for a while.
    ///
    /// - Returns: Whether anyone may still come; `false` at once after ``close()``.
    private func refuseWaiting(with error: LedgerError, seconds: Int) -> Bool {
        let end = ContinuousClock.now + .seconds(seconds)
        // At least once, also where there is no pause: a closed mailbox must be noticed.
        repeat {
            let batch = self.mailbox.take(
                upTo: WriterSettings.batchCountMax,
                waitingSeconds: seconds
            )
            guard let batch else { return false }
            for item in batch { item.fail(with: error) }
        } while ContinuousClock.now < end
        return true
    }

    /// Whoever still waits is told, whatever ended the writer.
    private func end() {
        self.openFile.withLock { $0 = nil }
        self.condition.withLock { if case .writing = $0 { $0 = .ended } }
        self.mailbox.close()
        let closing = LedgerError(.closing, "the ledger is shutting down; start it and try again")
        while let batch = self.mailbox.take(upTo: WriterSettings.batchCountMax) {
            for item in batch { item.fail(with: closing) }
        }
    }
}
