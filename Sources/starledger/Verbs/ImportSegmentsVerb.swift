internal import ArgumentParser
internal import Ledger
internal import LedgerService

/// `starledger import-segments`: puts exported events behind the log.
struct ImportSegmentsVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-segments",
        abstract: "Appends exported segments to the ledger, or makes a ledger of them.",
        discussion: """
            Every file is verified first, and must go on exactly where the log ends; events that the \
            log holds already are passed over. The bot must be stopped.
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "The segments, in any order.")
    var files: [String]

    func run() async throws {
        try await reporting {
            let place = try await self.common.place()
            let lease = try Lease(of: place.database, verb: "import-segments", since: .now)
            let result = try SegmentImport.run(
                self.files,
                into: place.database,
                holding: lease,
                progress: Terminal.progressOfSteps()
            )
            self.show(result, place)
        }
    }

    private func show(_ result: SegmentImport.Result, _ place: LedgerPlace) {
        let count = result.eventCount
        if self.common.json {
            var line = JSONLine()
            line.add("events", count)
            line.add("segments", Int64(result.appended.count))
            line.add("known", Int64(result.known.count))
            line.add("head", result.head.position)
            line.add("epoch", result.head.epoch)
            line.add("chain_head", result.head.hash.hex)
            Terminal.say(line.finished)
            return
        }
        for segment in result.known { Terminal.say("known     \(segment.path)") }
        Terminal.say(
            "imported  \(count) events from \(result.appended.count) segments: "
                + "head=\(result.head.position) epoch=\(result.head.epoch)"
        )
        let database = place.database == "db/ledger.db" ? "" : " --database \(place.database)"
        Terminal.say("next      starledger verify\(database)")
    }
}
