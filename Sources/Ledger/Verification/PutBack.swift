/// A copy in the place of a ledger that waits for its first start: all that is wrong is that events
/// are missing which are known to have been there.
public struct PutBack: Hashable, Sendable {
    /// The last event of the copy, and when it was recorded.
    public var kept: Position
    /// When that event was recorded; `nil` if the copy holds none.
    public var since: Instant?
    /// The last event that is known to have been there; `nil` if nobody knows how far the log went.
    public var lost: Position?

    /// Tells a copy from damage: no write-ahead log lies beside it, and it is good to its end.
    ///
    /// - Parameters:
    ///   - found: What was found.
    ///   - witnesses: What is known outside the file.
    init?(_ found: Verification, _ witnesses: Witnesses) {
        let head = found.head
        guard !found.findings.isEmpty, !witnesses.hasWriteAheadLog else { return nil }
        let isUnknown =
            witnesses.mark?.position == head.position
            && witnesses.mark?.hash == HeadMark.nobodys(behind: head)
        let fitting = found.findings.allSatisfy { finding in
            finding.code == .truncated || finding.code == .fork && finding.position == head.position
        }
        let forkCount = found.findings.count { $0.code == .fork }
        guard fitting, forkCount == (isUnknown ? 1 : 0) else { return nil }
        let known = [witnesses.mark?.position].compactMap(\.self) + witnesses.positions
        let lost = known.filter { $0 > head.position }.max()
        self.kept = head.position
        self.since = head.position == 0 ? nil : head.recordedAt
        self.lost = lost
    }

    /// What it is, and what to do next, as one sentence with commands.
    var nextStep: String {
        let since = self.since.map { "since \($0.rfc3339)" } ?? "from the beginning"
        let missing =
            self.lost.map { lost in
                "\(lost - self.kept) events \(since) (#\(self.kept + 1) to #\(lost)) are missing"
            } ?? "whatever was recorded \(since), behind event \(self.kept), is missing"
        return
            "A restored copy waits for its first start: \(missing). Start the bot (`systemctl start "
            + "starledger`), which begins a new epoch; then run `starledger reconcile`. If nobody here "
            + "restored it, the log was cut: keep the file and run `starledger recover BACKUP`."
    }
}

extension Witnesses {
    /// Where signed checkpoints say that the log was.
    fileprivate var positions: [Position] {
        self.checkpoints.compactMap(\.checkpoint).filter(\.isSigned).map(\.position)
    }
}
