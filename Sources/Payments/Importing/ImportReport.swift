internal import Ledger

/// What an import took over, and what it could not.
public struct ImportReport: Hashable, Sendable {
    /// Events appended, or to be appended in a dry run.
    public var events: Int64 = 0

    /// Users with an opening balance, of this and of earlier runs.
    public var users: Int64 = 0

    /// Payments taken over.
    public var payments: Int64 = 0

    /// Refunds taken over.
    public var refunds: Int64 = 0

    /// What administrators did, taken over.
    public var deeds: Int64 = 0

    /// Feedback taken over.
    public var feedback: Int64 = 0

    /// What an operator should look at, in the order of the file.
    public private(set) var problems: [ImportProblem] = []

    /// Creates the report of an empty file.
    public init() {}

    /// Whether everything that the file says of people and money was taken over as it stands.
    public var isWhole: Bool { self.problems.allSatisfy(\.code.isRemark) }

    /// The shape that `import --json` promises.
    public var json: String {
        var line = JSONLine()
        line.add("events", self.events)
        line.add("users", self.users)
        line.add("payments", self.payments)
        line.add("refunds", self.refunds)
        line.addRaw("problems", "[" + self.problems.map(\.json).joined(separator: ",") + "]")
        return line.finished
    }

    mutating func complain(
        _ table: LegacyTable,
        _ row: Int64,
        _ code: ImportProblem.Code,
        _ message: String
    ) {
        self.problems.append(
            ImportProblem(table: table, row: row, code: code, message: message)
        )
    }
}
