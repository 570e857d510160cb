/// What a ledger file consists of.
///
/// The log has no index in random key order: look-ups by user and by key are answered from the
/// projections. The one index, over the few per cent of events that carry a charge, makes SQLite
/// itself refuse a second grant or a second refund of one charge.
enum Schema {
    /// The letters `SLGR`, so that `file` and we recognise a ledger.
    ///
    /// Source: sqlite.org, *Database File Format*.
    static let applicationID: Int64 = 0x534C_4752

    /// The version of the tables below; a file with a higher one is refused.
    static let version: Int64 = 1

    /// Every object of the file, as `sqlite_schema` must show it.
    static let statements: [StaticString] = [
        Self.headTable, Self.eventTable, Self.chargeIndex, Self.noUpdate, Self.noDelete,
        Self.onlyForward, Self.chargeOnce, Self.inboxTable, Self.outboxTable,
    ]

    private static let headTable: StaticString = """
        CREATE TABLE ledger_head (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            ledger_id BLOB NOT NULL CHECK (length(ledger_id) = 16),
            epoch INTEGER NOT NULL CHECK (epoch >= 1),
            position INTEGER NOT NULL CHECK (position >= 0),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            recorded_at INTEGER NOT NULL
        ) STRICT
        """

    private static let eventTable: StaticString = """
        CREATE TABLE event (
            position INTEGER PRIMARY KEY CHECK (position >= 1),
            user INTEGER NOT NULL,
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 255),
            recorded_at INTEGER NOT NULL,
            charge TEXT,
            body BLOB NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT
        """

    /// Kinds 4, 5 and 8: received, unmatched, refunded; each happens to a charge once.
    private static let chargeIndex: StaticString = """
        CREATE UNIQUE INDEX event_charge ON event (charge, kind)
            WHERE charge IS NOT NULL AND kind IN (4, 5, 8)
        """

    private static let noUpdate: StaticString = """
        CREATE TRIGGER event_no_update BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END
        """

    private static let noDelete: StaticString = """
        CREATE TRIGGER event_no_delete BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END
        """

    private static let onlyForward: StaticString = """
        CREATE TRIGGER event_only_forward BEFORE INSERT ON event
        WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM event)
        BEGIN SELECT RAISE(ABORT, 'events are only appended'); END
        """

    /// `INSERT OR REPLACE` would delete the event that holds the charge, and no trigger would see it
    /// on a connection without `recursive_triggers`.
    private static let chargeOnce: StaticString = """
        CREATE TRIGGER event_charge_once BEFORE INSERT ON event
        WHEN NEW.kind IN (4, 5, 8) AND EXISTS (
            SELECT 1 FROM event
            WHERE charge = NEW.charge AND kind = NEW.kind AND kind IN (4, 5, 8)
        )
        BEGIN SELECT RAISE(ABORT, 'a charge is received, unmatched or refunded once'); END
        """

    private static let inboxTable: StaticString = """
        CREATE TABLE inbox (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            user INTEGER NOT NULL,
            taken_in_at INTEGER NOT NULL,
            use INTEGER NOT NULL,
            sealed BLOB NOT NULL
        ) STRICT
        """

    private static let outboxTable: StaticString = """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY,
            user INTEGER NOT NULL,
            owed_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            sealed BLOB NOT NULL
        ) STRICT
        """
}
