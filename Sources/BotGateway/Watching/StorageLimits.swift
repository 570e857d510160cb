/// From what size of its files the ledger is in danger, and from what size it no longer is.
enum StorageLimits {
    /// A write-ahead log of this size is not copied into the file any more; a busy hour fills half.
    static let logBytesMax: Int64 = 1 << 30
    /// It was emptied.
    static let logBytesGood: Int64 = 1 << 29
    /// Less than this is free: a day or two.
    static let freeBytesMin: Int64 = 1 << 30
    /// There is room again.
    static let freeBytesGood: Int64 = 3 << 29
}
