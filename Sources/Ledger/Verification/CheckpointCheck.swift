/// Holds a log against the checkpoints that were made of it.
///
/// It follows the log once, with the tree over it, and notes what stands at each checkpoint's
/// position; it judges when the end is known.
struct CheckpointCheck {
    /// What the log has at a position.
    private struct Place {
        var link: ChainHash
        var epoch: Int64
        /// `nil` behind a gap: there is no tree over what is missing.
        var root: [UInt8]?
    }

    /// An epoch as its first event says.
    private struct Epoch {
        var number: Int64
        var begins: Position
        var lostHead: Position
    }

    private let entries: [CheckpointFolder.Entry]
    private let publicKey: [UInt8]?
    private let wanted: Set<Position>
    private var places: [Position: Place] = [:]
    private var epochs: [Epoch] = []
    private var frontier = MerkleFrontier()

    init(_ witnesses: Witnesses) {
        self.entries = witnesses.checkpoints
        self.publicKey = witnesses.publicKey
        self.wanted = Set(witnesses.checkpoints.compactMap(\.checkpoint?.position))
    }

    /// Takes the next event that could be read.
    mutating func follow(_ position: Position, _ link: ChainHash, epoch: Int64) {
        guard !self.wanted.isEmpty else { return }
        if position == self.frontier.count + 1 { self.frontier.append(link) }
        guard self.wanted.contains(position) else { return }
        let root = self.frontier.count == position ? self.frontier.root : nil
        self.places[position] = Place(link: link, epoch: epoch, root: root)
    }

    /// Takes the event that begins an epoch.
    mutating func follow(_ restored: Restored, at position: Position) {
        self.epochs.append(
            Epoch(number: restored.epoch, begins: position, lostHead: restored.lostHead)
        )
    }

    /// Says what the checkpoints say.
    func judge(_ result: inout Verification) {
        var keys: [[UInt8]] = []
        var agreed: Position = 0
        for entry in self.entries {
            guard let checkpoint = entry.checkpoint, checkpoint.isSigned else {
                let what = entry.checkpoint == nil ? "cannot be read" : "is not signed by its key"
                result.add(.init(.checkpoint, "\(entry.name) \(what)"))
                continue
            }
            guard checkpoint.ledgerID == result.head.ledgerID else {
                result.add(.init(.checkpoint, "\(entry.name) is of another ledger"))
                continue
            }
            if keys.last != checkpoint.publicKey { keys.append(checkpoint.publicKey) }
            self.judge(checkpoint, since: agreed, &result)
            if self.agrees(checkpoint) {
                agreed = max(agreed, checkpoint.position)
                result.checkpointCount += 1
            }
        }
        self.judge(keys, &result)
    }

    private func agrees(_ checkpoint: Checkpoint) -> Bool {
        guard let place = self.places[checkpoint.position] else { return false }
        return place.link == checkpoint.chain && place.epoch == checkpoint.epoch
            && place.root == checkpoint.root
    }

    private func judge(
        _ checkpoint: Checkpoint,
        since agreed: Position,
        _ result: inout Verification
    ) {
        let position = checkpoint.position
        if self.agrees(checkpoint) { return }
        let made = "the checkpoint that was signed at \(checkpoint.time.rfc3339)"
        if let loss = self.loss(of: checkpoint) {
            result.note(
                "events up to \(position) of epoch \(checkpoint.epoch) were lost when a copy was put "
                    + "back; epoch \(loss.number) began at event \(loss.begins)"
            )
        } else if position > result.head.position {
            let first = result.head.position + 1
            let count = position - result.head.position
            let message =
                "\(count) events up to \(position) are missing: \(made) was made of them"
            result.add(.init(.truncated, at: first, message))
        } else if let place = self.places[position], place.link != checkpoint.chain {
            let since = agreed > 0 ? "after event \(agreed), which agrees" : "from the beginning on"
            let message =
                "event \(position) is not the one of \(made); another log goes on \(since)"
            result.add(.init(.fork, at: agreed + 1, message))
        } else if let place = self.places[position], let root = place.root,
            root != checkpoint.root
        {
            // A link that was damaged is a finding already, and says more exactly where.
            let isKnown = result.findings.contains {
                $0.code == .chain && $0.position.map { $0 <= position } ?? false
            }
            if isKnown { return }
            let message = "the links up to event \(position) are not those of \(made)"
            result.add(.init(.fork, at: agreed + 1, message))
        } else if let place = self.places[position], place.epoch != checkpoint.epoch {
            let message =
                "event \(position) is of epoch \(place.epoch), \(made) says \(checkpoint.epoch)"
            result.add(.init(.epoch, at: position, message))
        }
        // What is left lies in or behind a gap, which is a finding of its own.
    }

    /// The epoch that began because what a checkpoint was made of had been lost.
    ///
    /// A log that was restored twice may hold nothing of the epoch in between: what was written in
    /// that one was lost as a whole.
    private func loss(of checkpoint: Checkpoint) -> (number: Int64, begins: Position)? {
        let isLostWhole =
            checkpoint.epoch > 1 && !self.epochs.contains { $0.number == checkpoint.epoch }
        let epoch = self.epochs.first { epoch in
            epoch.number > checkpoint.epoch && checkpoint.position <= epoch.lostHead
                && (epoch.begins <= checkpoint.position || isLostWhole)
        }
        return epoch.map { ($0.number, $0.begins) }
    }

    /// A change of key is the operator's to know of.
    private func judge(_ keys: [[UInt8]], _ result: inout Verification) {
        var known = keys
        if let publicKey, known.last != publicKey, !known.isEmpty { known.append(publicKey) }
        guard known.count > 1 else { return }
        let names = known.map { String(Hexadecimal.encode($0).prefix(16)) }
        result.note(
            "the signing key was changed: \(names.joined(separator: ", then ")); if nobody here did "
                + "that, compare with a checkpoint that was posted to the operations chat"
        )
    }
}

extension Verification {
    /// Adds a note, up to the limit of findings.
    mutating func note(_ sentence: String) {
        if self.notes.count < Self.findingCountMax { self.notes.append(sentence) }
    }
}
