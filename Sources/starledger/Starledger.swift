internal import ArgumentParser

/// The operator's executable: one verb a file, each of which parses, calls and prints.
@main
struct Starledger: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "starledger",
        abstract: "An event-sourced ledger for Telegram Stars, and the bot that lives on it.",
        discussion: """
            Exit status: 0 fine · 1 failed · 2 a difference or damage was found · 64 wrong usage.
            Reading verbs work while the bot runs; writing verbs need the writer's lease.
            """,
        subcommands: [
            Serve.self,
            Sandbox.self,
            Status.self,
            Explain.self,
            History.self,
            Stats.self,
            Cost.self,
            GrantVerb.self,
            RevokeVerb.self,
            RefundVerb.self,
            ReconcileVerb.self,
            EraseVerb.self,
            Verify.self,
            ReplayVerb.self,
            Prove.self,
            BackupVerb.self,
            RestoreVerb.self,
            RecoverVerb.self,
            ExportVerb.self,
            ImportSegmentsVerb.self,
            ImportVerb.self,
            RepairImport.self,
            ConfigVerb.self,
            DoctorVerb.self,
            BenchVerb.self,
        ]
    )
}
