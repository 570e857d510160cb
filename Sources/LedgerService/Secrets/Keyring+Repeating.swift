internal import Ledger

extension Keyring {
    private static let prefix = "applied:"

    /// Destroys again whatever the log says was destroyed, however old the key file is.
    ///
    /// The key file notes up to where it knows the log, so that a start looks at the newest events
    /// only, and a copy that was put back at all those since it was made.
    ///
    /// - Parameter reader: Reads the log.
    /// - Returns: Whose key had come back.
    /// - Throws: ``LedgerError`` if the log or the key file cannot be read.
    func repeatErasures(of reader: EventReader) throws(LedgerError) -> [UserID] {
        let head = reader.head
        let noted = try self.notedPosition(in: reader)
        guard noted < head.position else { return [] }
        var again: [UserID] = []
        let take: (RecordedEvent, ChainHash) throws(LedgerError) -> Bool = {
            (event, _) throws(LedgerError) in
            if case .userErased(let erasure) = event.event, let user = event.user,
                try self.apply(erasure, of: user)
            {
                again.append(user)
            }
            return true
        }
        if noted == 0 {
            var selection = EventSelection()
            selection.kind = .userErased
            try reader.forEach(selecting: selection, take)
        } else {
            try reader.forEach(after: noted, take)
        }
        try KeyFile(path: self.path).destroyKeyForEver(
            named: Self.name(at: noted),
            leaving: head.hash.bytes,
            named: Self.name(at: head.position)
        )
        return again
    }

    /// Up to where the erasures of this log were carried out; 0 if that is not known.
    private func notedPosition(in reader: EventReader) throws(LedgerError) -> Position {
        let notes = try KeyFile.keys(in: self.path, prefix: Self.prefix)
        let positions = notes.keys.compactMap { Position($0.dropFirst(Self.prefix.count)) }
        for position in positions.sorted(by: >) where position <= reader.head.position {
            if try reader.hash(at: position)?.bytes == notes[Self.name(at: position)] {
                return position
            }
        }
        return 0
    }

    private static func name(at position: Position) -> String { "\(self.prefix)\(position)" }
}
