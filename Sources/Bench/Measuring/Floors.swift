internal import Floor
internal import Ledger

/// The floors, which are plain C, as the benchmarks call them.
enum Floors {
    /// What a floor came to.
    struct Result {
        var seconds: Double
        var rowCount: Int64
        var byteCount: Int64

        /// How many rows a second.
        var rowsPerSecond: Double { self.seconds > 0 ? Double(self.rowCount) / self.seconds : 0 }
    }

    /// Reads every column of every row of a ledger, in order.
    static func scan(_ ledger: String) throws(BenchFailure) -> Result {
        try unsafe Self.checked(floor_scan(ledger))
    }

    /// Finds rows by their positions.
    static func find(_ positions: [Position], in ledger: String) throws(BenchFailure) -> Result {
        let found = unsafe floor_find(ledger, positions, positions.count)
        return try unsafe Self.checked(found)
    }

    /// Reads a file once.
    static func read(_ path: String) throws(BenchFailure) -> Result {
        try unsafe Self.checked(floor_read(path))
    }

    /// The version of SQLite that everything here is linked with.
    static var libraryVersion: String { unsafe String(cString: floor_sqlite_version()) }

    /// How many bytes of the heap are in use.
    static var heapByteCount: Int64 { floor_heap_bytes() }

    /// The seconds of the processor that this process used.
    static var processorSeconds: Double { Double(floor_cpu_nanoseconds()) / 1_000_000_000 }

    fileprivate static func checked(_ result: floor_result) throws(BenchFailure) -> Result {
        if let problem = unsafe result.problem {
            throw BenchFailure("a floor failed: \(unsafe String(cString: problem))")
        }
        return unsafe Result(
            seconds: Double(result.nanoseconds) / 1_000_000_000,
            rowCount: result.rows,
            byteCount: result.bytes
        )
    }
}

/// Rows of a ledger in memory, which plain C writes into files of its own.
@safe final class FloorRows {
    private let rows: OpaquePointer
    private let ledger: String

    /// Takes rows out of a ledger.
    ///
    /// - Parameters:
    ///   - ledger: The ledger's file, at rest.
    ///   - position: The position before the first.
    ///   - count: How many.
    /// - Throws: ``BenchFailure`` if they cannot be read.
    init(of ledger: String, after position: Position, count: Int64) throws(BenchFailure) {
        guard let rows = unsafe floor_rows_take(ledger, position + 1, count) else {
            throw BenchFailure("the rows of \(ledger) cannot be read")
        }
        unsafe self.rows = rows
        self.ledger = ledger
    }

    deinit {
        unsafe floor_rows_free(self.rows)
    }

    /// How many rows there are.
    var count: Int64 { unsafe floor_rows_count(self.rows) }

    /// How many bytes their columns hold.
    var byteCount: Int64 { unsafe floor_rows_bytes(self.rows) }

    /// Writes them durably into a new file, in so many transactions of the same size.
    func append(to target: String, transactions: Int64) throws(BenchFailure) -> Floors.Result {
        let (rows, groups) = (self.count, max(1, transactions))
        let sizes = (0..<groups).map { group in
            UInt32((group + 1) * rows / groups - group * rows / groups)
        }
        let result = unsafe floor_append(
            self.rows,
            self.ledger,
            target,
            sizes,
            sizes.count,
            Int64(WriterSettings.checkpointEventCount)
        )
        return try unsafe Floors.checked(result)
    }
}
