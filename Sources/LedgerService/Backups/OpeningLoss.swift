private import Dispatch
private import Foundation
public import Ledger
internal import Projections

/// What is known of the events that are missing since a copy was put back.
struct OpeningLoss {
    /// What was found once about an epoch; `nil` inside: nothing can be said.
    struct Answer: Sendable {
        /// The event that begins the epoch.
        var position: Position
        var events: Restore.LostEvents?
    }

    let place: LedgerPlace

    /// Looks where the earlier log may still be known: in what a restore has kept, and in snapshots.
    ///
    /// - Parameters:
    ///   - lost: The last position of the earlier log.
    ///   - kept: The last position of the copy.
    /// - Returns: What is missing, as exactly as it can be said.
    func events(lost: Position, kept: Position) -> Restore.LostEvents? {
        guard let reader = try? EventReader(path: self.place.database) else { return nil }
        var loss = Restore.LostEvents(
            common: min(kept, lost),
            since: (try? reader.event(at: kept))?.recordedAt,
            last: lost,
            isExact: false
        )
        if let exact = self.fromReplaced(reader, lost: lost, kept: kept) { return exact }
        if let snapshot = self.newestOfAnotherLog(than: reader, beyond: kept) {
            self.count(snapshot, reader, upTo: kept, in: &loss)
            loss.isExact = snapshot.position == lost
        }
        return loss
    }

    /// The newest ledger that a restore has kept, if it reached the lost position.
    private func fromReplaced(
        _ reader: EventReader,
        lost: Position,
        kept: Position
    ) -> Restore.LostEvents? {
        let name = self.place.database.split(separator: "/").last.map(String.init) ?? ""
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: self.place.replaced))
        for folder in (folders ?? []).sorted(by: >) {
            let file = "\(self.place.replaced)/\(folder)/\(name)"
            guard let old = try? EventReader(path: file), old.head.position == lost,
                let report = try? LossReport(of: file, against: reader, markedAt: nil)
            else { continue }
            return report.lost
        }
        return nil
    }

    /// The newest snapshot of this ledger that this log does not hold.
    private func newestOfAnotherLog(
        than reader: EventReader,
        beyond kept: Position
    ) -> Books? {
        for file in SnapshotFile.all(in: self.place.snapshots) {
            guard let (label, books) = file.labelled,
                label.ledgerID == reader.head.ledgerID, label.position > kept
            else { continue }
            let link = (try? reader.hash(at: label.position)) ?? nil
            if link != label.hash { return books }
        }
        return nil
    }

    private func count(
        _ snapshot: Books,
        _ reader: EventReader,
        upTo kept: Position,
        in loss: inout Restore.LostEvents
    ) {
        var books = Books()
        guard (try? Folding.fold(reader, into: &books, upTo: kept)) != nil else { return }
        loss.paymentCount = Int64(snapshot.paidChargeCount - books.paidChargeCount)
        loss.stars = snapshot.account.received - books.account.received
        loss.refundCount = Int64(snapshot.refundedChargeCount - books.refundedChargeCount)
    }

    /// Lets go of the snapshots of another log, which would be in the way of new ones.
    func removeForeignSnapshots() {
        guard let reader = try? EventReader(path: self.place.database) else { return }
        for file in SnapshotFile.all(in: self.place.snapshots) {
            if (try? file.books(for: reader)) != nil { continue }
            try? FileManager.default.removeItem(atPath: file.path)
        }
    }
}

extension Books {
    fileprivate var paidChargeCount: Int {
        self.allCharges.count { $0.charge.first != nil }
    }

    fileprivate var refundedChargeCount: Int {
        self.allCharges.count { $0.charge.refund == .refunded }
    }
}

extension LedgerService {
    /// What is missing since a copy was put back in the place of this ledger.
    ///
    /// Found at the first question, on a thread of its own: a kept ledger may be read as a whole.
    ///
    /// - Parameters:
    ///   - lost: The last position of the earlier log.
    ///   - position: That of the event that begins the new epoch.
    /// - Returns: What is missing, as exactly as it can be said; `nil` if nothing can be said.
    public func loss(
        upTo lost: Position,
        begunAt position: Position
    ) async -> Restore.LostEvents? {
        if let answer = self.openingLoss.withLock({ $0 }), answer.position == position {
            return answer.events
        }
        let search = OpeningLoss(place: self.place)
        let events: Restore.LostEvents? = await withCheckedContinuation { done in
            DispatchQueue.global().async {
                done.resume(returning: search.events(lost: lost, kept: position - 1))
            }
        }
        self.openingLoss.withLock { $0 = OpeningLoss.Answer(position: position, events: events) }
        return events
    }

    /// Lets go of the snapshots of another log, once what they know of it was told.
    public func removeForeignSnapshots() {
        OpeningLoss(place: self.place).removeForeignSnapshots()
    }
}
