/// A table of the Python bot's database.
public enum LegacyTable: String, CaseIterable, Sendable {
    /// What each person has.
    case users
    /// What each person paid, and whether it went back.
    case payments
    /// The way of each purchase, and what administrators gave and took.
    case paymentEvents = "payment_events"
    /// What administrators did.
    case audits
    /// What people wrote to the administrators.
    case feedback
    /// Readings, consultations and errors.
    case appEvents = "app_events"
}

extension LegacyTable {
    /// Every row in the order in which it was written.
    var selection: StaticString {
        switch self {
        case .users: "SELECT rowid AS legacy_row, * FROM users ORDER BY rowid"
        case .payments: "SELECT rowid AS legacy_row, * FROM payments ORDER BY rowid"
        case .paymentEvents: "SELECT rowid AS legacy_row, * FROM payment_events ORDER BY rowid"
        case .audits: "SELECT rowid AS legacy_row, * FROM audits ORDER BY rowid"
        case .feedback: "SELECT rowid AS legacy_row, * FROM feedback ORDER BY rowid"
        case .appEvents: "SELECT rowid AS legacy_row, * FROM app_events ORDER BY rowid"
        }
    }

    /// How many rows there are.
    var counting: StaticString {
        switch self {
        case .users: "SELECT count(*) FROM users"
        case .payments: "SELECT count(*) FROM payments"
        case .paymentEvents: "SELECT count(*) FROM payment_events"
        case .audits: "SELECT count(*) FROM audits"
        case .feedback: "SELECT count(*) FROM feedback"
        case .appEvents: "SELECT count(*) FROM app_events"
        }
    }
}

/// A row of one table, which knows how to read itself.
public protocol LegacyRow: Sendable {
    /// The table it comes from.
    static var table: LegacyTable { get }

    /// Its number in the table: SQLite's rowid, which the Python bot used as `id`.
    var row: Int64 { get }

    /// Reads the columns it knows; those that the file does not have are NULL.
    init(_ columns: LegacyColumns)
}

/// The values of one row by the names of their columns.
public struct LegacyColumns {
    /// The row's number in its table.
    public let row: Int64

    private let places: [String: Int]
    private let values: [LegacyValue]

    init(row: Int64, places: [String: Int], values: [LegacyValue]) {
        self.row = row
        self.places = places
        self.values = values
    }

    /// Describes a row by the names and values of its columns.
    package init(row: Int64, _ values: [String: LegacyValue]) {
        let columns = values.sorted { $0.key < $1.key }
        self.row = row
        self.values = columns.map(\.value)
        self.places = Dictionary(
            uniqueKeysWithValues: columns.map(\.key).enumerated().map { ($1, $0) }
        )
    }

    /// The value of a column, NULL where the file has no such column.
    public subscript(_ name: String) -> LegacyValue {
        self.places[name].map { self.values[$0] } ?? .null
    }

    /// The columns whose name begins with a text, and their values, in order.
    func beginning(with prefix: String) -> [(name: String, value: LegacyValue)] {
        self.places.filter { $0.key.hasPrefix(prefix) }
            .map { (name: $0.key, value: self.values[$0.value]) }
            .sorted { $0.name < $1.name }
    }
}
