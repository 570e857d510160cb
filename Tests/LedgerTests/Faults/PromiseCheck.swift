import Foundation
import Ledger

/// Holds a ledger against what was told of it, once its disk works again.
struct PromiseCheck {
    /// What came of it.
    enum Verdict: Equatable {
        /// Everything that was answered is there, once.
        case kept
        /// The ledger says that it is damaged.
        case located(String)
        /// The log is whole, and work beside it is gone without a word; see decision 0016.
        case workLost(String)
        /// A promise is broken, and not a word was said.
        case broken(String)
    }

    let ledger: TemporaryLedger
    let promises: Promises

    /// Whether the disk told lies: `verify` is asked before anything else is.
    var isSuspicious = false

    /// Opens the ledger, looks at all of it, asks everything again, and looks once more.
    func verdict() async -> Verdict {
        if let lie = self.promises.lies.first { return .broken(lie) }
        do {
            if self.isSuspicious, let finding = try self.ledger.verified().findings.first {
                return .located(finding.message)
            }
            let caller = FaultCaller(self.promises)
            let lost = Lock<String?>(nil)
            let broken: String? = try await self.ledger.writing { settings in
                settings.idleSeconds = 3_600
                settings.reopenSeconds = 0...0
            } _: { writer, opened in
                if let broken = try self.broken(by: opened, writer) { return broken }
                let missing = try self.missingWork(opened)
                lost.withLock { $0 = missing }
                for key in self.promises.asked {
                    await caller.ask(writer, key, attempts: 1)
                }
                let again = caller.promises
                if let lie = again.lies.first { return lie }
                if again.refusals.count > self.promises.refusals.count {
                    return "\(again.refusals.last?.description ?? "") without a fault"
                }
                return try self.broken(asked: again, writer)
            }
            if let broken { return .broken(broken) }
            let verdict = try self.verified()
            guard verdict == .kept, let gone = lost.withLock({ $0 }) else { return verdict }
            return self.isSuspicious ? .workLost(gone) : .broken(gone)
        } catch let error as LedgerError {
            if let lie = Promises.lie(in: error) { return .broken(lie) }
            let isLocated = [.damaged, .notOurs, .newerSchema].contains(error.code)
            return isLocated ? .located("\(error)") : .broken("refused to open: \(error)")
        } catch {
            return .broken("\(error)")
        }
    }

    private func verified() throws -> Verdict {
        for suffix in ["-wal", "-shm"] where self.ledger.size(suffix) != nil {
            return .broken("\(suffix) is left after a clean end")
        }
        let found = try self.ledger.verified()
        guard let finding = found.findings.first else { return .kept }
        return .located("\(finding.position ?? 0): \(finding.message)")
    }

    /// What a start finds: all that was answered, and nothing half done.
    private func broken(by opened: OpenedLedger, _ writer: TallyWriter) throws -> String? {
        if let lost = opened.lostHead { return "begins a new epoch: event \(lost) is lost" }
        let events = try self.ledger.events()
        return try self.broken(in: events) ?? self.broken(state: writer)
    }

    /// What lies beside the log came and went with its events.
    private func missingWork(_ opened: OpenedLedger) throws -> String? {
        let events = try self.ledger.events()
        let keys = events.compactMap(\.envelope.key)
        if opened.outbox.map(\.sealed) != keys.map({ Array($0.utf8) }) {
            return "owes \(opened.outbox.count) answers to \(keys.count) events"
        }
        let taken = events.compactMap { event in
            event.envelope.key.map { FaultCaller.taken($0, at: event.position) }
        }
        if opened.inbox != taken {
            return "\(opened.inbox.count) updates are taken in, not \(taken.count)"
        }
        return nil
    }

    /// What there is once everything was asked again: each thing once.
    private func broken(asked again: Promises, _ writer: TallyWriter) throws -> String? {
        let events = try self.ledger.events()
        let keys = events.compactMap(\.envelope.key)
        if keys.count != events.count || keys.sorted() != again.asked.sorted() {
            return "\(again.asked.count) commands, but the log has \(keys)"
        }
        return try self.broken(state: writer) ?? self.broken(in: events)
    }

    private func broken(in events: [RecordedEvent]) -> String? {
        if events.map(\.position) != Array(1..<(Position(events.count) + 1)) {
            return "positions \(events.map(\.position))"
        }
        for (key, position) in self.promises.answered {
            let places = events.filter { $0.envelope.key == key }.map(\.position)
            if places != [position] { return "\(key) was event \(position), now at \(places)" }
        }
        return nil
    }

    private func broken(state writer: TallyWriter) throws -> String? {
        let fresh = try TallyRules.folded(EventReader(path: self.ledger.path))
        return writer.read { $0 } == fresh ? nil : "the live fold is not the fresh fold"
    }
}
