/// How much of a log is read at once, and what happens between two pages.
package struct EventPaging {
    /// How many rows one read transaction takes at most.
    package var rowCount: Int64

    /// Called between two pages, when nothing of the file is held: returns whether to go on.
    package var isWanted: () -> Bool

    /// Describes a way of reading.
    ///
    /// - Parameters:
    ///   - rowCount: How many rows one read transaction takes at most.
    ///   - isWanted: Called between two pages; returns whether to go on.
    package init(rowCount: Int64, isWanted: @escaping () -> Bool) {
        self.rowCount = rowCount
        self.isWanted = isWanted
    }

    /// Large pages, one after the other.
    static var atOnce: EventPaging {
        EventPaging(rowCount: EventReader.pageRowCount) { true }
    }
}
