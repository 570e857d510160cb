private import Foundation

extension Verification {
    /// Verifies a ledger whose header is damaged, by a private copy with the header that a ledger has.
    ///
    /// - Parameters:
    ///   - path: The ledger's file; it is only read.
    ///   - witnesses: What is known outside it.
    ///   - progress: Told the position reached, now and then.
    /// - Returns: What was found, the header first; `nil` if the header is well enough to be read by.
    /// - Throws: ``LedgerError`` if the file cannot be read at all.
    package static func behindDamagedHeader(
        of path: String,
        witnesses: Witnesses,
        progress: (_ done: Position, _ of: Position) -> Void
    ) throws(LedgerError) -> Verification? {
        guard let header = try HeaderDamage.look(at: path), header.isGrave else { return nil }
        let message = "the header of the file is damaged: \(header.words) are not a ledger's"
        let copy = NSTemporaryDirectory() + "starledger-verify-\(UUID().uuidString).db"
        do throws(LedgerError) {
            return try header.withRepairedCopy(of: path, at: copy) { (copy) throws(LedgerError) in
                var verifier = try Verifier(path: copy, witnesses: witnesses)
                var result = verifier.run(progress: progress)
                result.findings.insert(Finding(.storage, message), at: 0)
                return result
            }
        } catch {
            var result = Self.unread(witnesses)
            result.add(Finding(.storage, message))
            result.note("what follows the header was not read: \(error.message)")
            return result
        }
    }

    /// Where only what lies beside the file tells how far the log went.
    private static func unread(_ witnesses: Witnesses) -> Verification {
        let mark = witnesses.mark
        let head = LedgerHead(
            ledgerID: Array(repeating: 0, count: 16),
            epoch: mark?.epoch ?? 1,
            position: mark?.position ?? 0,
            hash: mark?.hash ?? Chain.genesis(ledgerID: Array(repeating: 0, count: 16)),
            recordedAt: Instant(microseconds: 0)
        )
        return Verification(head: head, libraryVersion: sqliteLibraryVersion())
    }
}
