public import Ledger

extension Books {
    /// Leaves out an event, for books that show what counted at an earlier moment.
    ///
    /// - Parameter position: Its position, one after the last.
    public mutating func leaveOut(_ position: Position) {
        precondition(position == self.position + 1, "books fold events without a gap")
        self.position = position
    }
}
