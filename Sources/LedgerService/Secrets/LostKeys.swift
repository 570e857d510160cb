private import Dispatch
private import Foundation
public import Ledger

/// Feedback that nobody can read any more although nobody asked for that: its key is not in
/// `keys.db`, as after a loss of that file or a copy that is too old.
public struct LostKeys: Hashable, Sendable {
    /// How many entries cannot be opened.
    public var entryCount: Int64
    /// How many people wrote them.
    public var userCount: Int64
    /// The position of the newest of them.
    public var newest: Position

    /// Looks for such entries; what was erased on purpose is none.
    ///
    /// - Parameter place: The ledger; nothing in it is created or changed.
    /// - Returns: What was found, or `nil` if all can be read.
    /// - Throws: ``LedgerError`` if the log or the key file cannot be read.
    public static func look(in place: LedgerPlace) throws(LedgerError) -> LostKeys? {
        let hasKeys = FileManager.default.fileExists(atPath: place.keys)
        let keys = hasKeys ? try KeyFile.keys(in: place.keys, prefix: "user:") : [:]
        let reader = try EventReader(path: place.database)
        let erased = try Self.newestErasures(in: reader)
        var counts: [UserID: Int64] = [:]
        var newest: Position = 0
        var selection = EventSelection()
        selection.kind = .feedbackLeft
        try reader.forEach(selecting: selection) { event, _ in
            guard let user = event.user, case .feedbackLeft(let left) = event.event,
                event.position > erased[user] ?? 0
            else { return true }
            let key = keys[Keyring.name(of: user)]
            if key.flatMap({ Seal(key: $0).open(left.sealedText) }) == nil {
                counts[user, default: 0] += 1
                newest = event.position
            }
            return true
        }
        guard !counts.isEmpty else { return nil }
        return LostKeys(
            entryCount: counts.values.reduce(0, +),
            userCount: Int64(counts.count),
            newest: newest
        )
    }

    /// Where each person's words were erased last: what lies before is unreadable on purpose.
    private static func newestErasures(
        in reader: EventReader
    ) throws(LedgerError) -> [UserID: Position] {
        var positions: [UserID: Position] = [:]
        var selection = EventSelection()
        selection.kind = .userErased
        try reader.forEach(selecting: selection) { event, _ in
            if let user = event.user { positions[user] = event.position }
            return true
        }
        return positions
    }
}

extension LedgerService {
    /// Whether the ledger's own keys were drawn at this start, though it is not a new ledger: what
    /// was sealed before and not finished cannot be opened.
    public var keysAreNew: Bool { self.keyring.isNew }

    /// Looks for feedback whose keys are gone.
    ///
    /// Reads the file on a thread of its own, so that a long log holds up nobody.
    ///
    /// - Returns: What was found, or `nil` if all can be read.
    /// - Throws: ``LedgerError`` if the log or the key file cannot be read.
    public func lostKeys() async throws(LedgerError) -> LostKeys? {
        let place = self.place
        let result: Result<LostKeys?, LedgerError> = await withCheckedContinuation { done in
            DispatchQueue.global().async {
                do throws(LedgerError) {
                    done.resume(returning: .success(try LostKeys.look(in: place)))
                } catch {
                    done.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
