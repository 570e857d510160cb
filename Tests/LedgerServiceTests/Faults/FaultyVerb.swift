import FaultDisk
import Foundation
import Ledger
import LedgerService
import Payments

/// What an operator does to a ledger while its disk fails.
enum FaultyVerb: String, CaseIterable, Sendable {
    /// A snapshot of the projections is made.
    case snapshot
    /// A backup is made and verified.
    case backup
    /// A backup takes the place of the ledger.
    case restore
    /// A ledger is made of segments.
    case importSegments = "import-segments"
    /// A ledger goes on with segments.
    case continueWithSegments = "import-segments into a ledger"
    /// A service is started, sells and is stopped.
    case serve

    /// How many people buy before the backup, and how many in all.
    static let soldCount = (backup: Int64(5), all: Int64(9))

    /// Does it.
    func run(at place: LedgerPlace) async throws {
        switch self {
        case .snapshot:
            let reader = try EventReader(path: place.database)
            var failure: LedgerError?
            try Snapshots.refresh(from: reader, in: place.snapshots, ifBehindBy: 1) { error in
                failure = error
            }
            if let failure { throw failure }
        case .backup:
            _ = try BackupMaker(place: place, clock: { .noon }).make(at: Self.made(at: place))
        case .restore:
            _ = try Restore(place: place, clock: { .noon }).run(.init(file: Self.backup(at: place)))
        case .importSegments:
            try Self.load(Self.segment(at: place), into: Self.copy(at: place))
        case .continueWithSegments:
            try Self.load(Self.rest(at: place), into: Self.backup(at: place))
        case .serve:
            try await withLedger(at: place) { ledger in
                for user in 20...22 as ClosedRange<Int64> {
                    _ = try await ledger.submit(.pay("charge-\(user)"), .of(user))
                }
            }
        }
    }

    /// The database that the verb writes, and the one whose content it must then have.
    func outcome(at place: LedgerPlace) -> (written: String, source: String)? {
        switch self {
        case .snapshot, .serve: nil
        case .backup: (Self.made(at: place), place.database)
        case .restore: (place.database, Self.backup(at: place))
        case .importSegments: (Self.copy(at: place), place.database)
        case .continueWithSegments: (Self.backup(at: place), place.database)
        }
    }

    /// Makes what all trials begin with: a ledger, a backup of its beginning, segments of all.
    static func prepare(_ place: LedgerPlace) async throws {
        try await Self.sell(1...Self.soldCount.backup, at: place)
        _ = try BackupMaker(place: place, clock: { .noon }).make(at: Self.backup(at: place))
        try await Self.sell((Self.soldCount.backup + 1)...Self.soldCount.all, at: place)
        let key = try SigningKey.open(path: place.signingKey)
        let middle = try EventReader(path: Self.backup(at: place)).head.position
        let reader = try EventReader(path: place.database)
        for (path, after) in [(Self.segment(at: place), 0), (Self.rest(at: place), middle)] {
            _ = try SegmentFile.export(
                from: reader,
                after: after,
                to: path,
                signedBy: key,
                at: .noon
            )
        }
        for path in [place.database, Self.backup(at: place)] { Backup.tidyAfterReading(path) }
    }

    static func backup(at place: LedgerPlace) -> String { "\(place.folder)/beginning.db" }
    static func segment(at place: LedgerPlace) -> String { "\(place.folder)/all.segment.gz" }
    static func rest(at place: LedgerPlace) -> String { "\(place.folder)/rest.segment.gz" }
    static func made(at place: LedgerPlace) -> String { "\(place.folder)/made.db" }
    static func copy(at place: LedgerPlace) -> String { "\(place.folder)/copy.db" }

    private static func sell(_ users: ClosedRange<Int64>, at place: LedgerPlace) async throws {
        try await withLedger(at: place) { ledger in
            for user in users {
                _ = try await ledger.submit(.pay("charge-\(user)"), .of(user))
                _ = try await ledger.submit(.meet, .of(user))
            }
        }
    }

    private static func load(_ segment: String, into path: String) throws {
        let lease = try Lease(of: path, verb: "test", since: .noon)
        _ = try SegmentImport.run([segment], into: path, holding: lease)
    }
}
