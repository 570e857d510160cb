internal import ArgumentParser
internal import LedgerService

/// A time between two backups on the command line: 90s, 15m, 6h or 1d.
struct IntervalArgument: ExpressibleByArgument {
    private static let secondsMax: Int64 = 31 * 86_400

    let seconds: Int64

    init?(argument: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = argument.last.flatMap({ units[$0] }),
            let count = Int64(argument.dropLast()), count > 0, count <= Self.secondsMax
        else { return nil }
        self.seconds = count * unit
        let range = BackupSchedule.Plan.secondsMin...Self.secondsMax
        guard range.contains(self.seconds) else { return nil }
    }
}

/// How `serve` makes backups.
struct ServeBackupOptions: ParsableArguments {
    @Option(help: "Make a backup this often while the bot runs, for example 15m, 6h or 1d.")
    var backupEvery: IntervalArgument?

    @Option(help: "How many of these backups are kept.")
    var backupKeep = BackupKeeping.countStandard

    func validate() throws {
        try BackupKeeping.validate(self.backupKeep, option: "--backup-keep")
    }

    /// The plan, if backups are wanted.
    var plan: BackupSchedule.Plan? {
        self.backupEvery.map {
            BackupSchedule.Plan(seconds: $0.seconds, keptCount: self.backupKeep)
        }
    }
}

/// How many backups are kept.
enum BackupKeeping {
    /// A day of quarters of an hour.
    static let countStandard = 96
    static let countRange = 1...10_000

    static func validate(_ count: Int, option: String) throws {
        guard Self.countRange.contains(count) else {
            let range = "\(Self.countRange.lowerBound) to \(Self.countRange.upperBound)"
            throw ValidationError("\(option) takes a number from \(range)")
        }
    }
}
