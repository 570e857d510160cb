internal import Ledger
internal import LedgerService

/// Updates answered by the real bot, with the simulated Telegram and its people in another process.
///
/// `gateway.first_poll` is the start on an empty ledger, `gateway.idle` the memory then.
/// `gateway.rate` and `gateway.cpu` (of this process alone, an update) stand on a bare request and
/// answer by the same client. `gateway.p50` to `.p999` are what people waited; with the model at 2 s a
/// crowd of others waits for readings meanwhile.
struct GatewayBenchmark {
    /// As many as keep the bot busy with an instant model, and few where others wait for a slow one:
    /// there it counts how long each waits.
    private static let personCounts = (instant: 64, slow: 4)
    private static let timesEach = (instant: 20, slow: 100)
    private static let callCount = 10_000
    private static let askerCount = 1_000
    private static let modelDelay = Duration.seconds(2)

    /// What a language model says that takes its time.
    private static let modelAnswer =
        #"{"choices":[{"finish_reason":"stop","message":"#
        + #"{"role":"assistant","content":"そうですね。"}}],"usage":{"prompt_tokens":1,"#
        + #""completion_tokens":1}}"#

    let bench: Workbench

    func run(_ report: (Measurement) -> Void) async throws {
        for measurement in try await FirstPoll(bench: self.bench).run() { report(measurement) }
        for source in BotUnderTest.Source.allCases {
            for work in [CrowdWork.status, .payment, .reading] {
                for measurement in try await self.measure(work, source, isSlow: false) {
                    report(measurement)
                }
            }
            for work in [CrowdWork.status, .checkout] {
                for measurement in try await self.measure(work, source, isSlow: true) {
                    report(measurement)
                }
            }
        }
    }

    private func measure(
        _ work: CrowdWork,
        _ source: BotUnderTest.Source,
        isSlow: Bool
    ) async throws -> [Measurement] {
        let delay = isSlow ? Self.modelDelay : .zero
        return try await CannedServer.with(Self.modelAnswer, delay: delay) { modelPort in
            try await CannedServer.with(BareClient.answer) { barePort in
                let telegram = try await TelegramProcess()
                defer { telegram.stop() }
                return try await self.bench.withScratch { place in
                    let bot = BotUnderTest(
                        place: place,
                        telegram: telegram,
                        source: source,
                        modelPort: isSlow ? modelPort : nil
                    )
                    let rounds = Rounds(
                        work: work,
                        scale: Int(self.bench.scale ?? .max),
                        runCount: self.bench.runCount,
                        askerCount: isSlow ? Self.askerCount : 0,
                        barePort: barePort,
                        telegram: telegram,
                        note: {
                            self.bench.note("gateway: \(source.rawValue), \(work.rawValue), \($0)")
                        }
                    )
                    let figures = try await bot.run { try await rounds.run() }
                    return figures.measurements(
                        [
                            .word("source", source.rawValue), .word("work", work.rawValue),
                            .word("model", isSlow ? "2 s" : "instant"),
                            .count("people", Int64(rounds.personCount)),
                        ]
                    )
                }
            }
        }
    }

    /// What the runs came to.
    private struct Figures: Sendable {
        var (rate, cpu) = (Series(), Series())
        var (p50, p99, p999) = (Series(), Series(), Series())

        func measurements(_ parameters: [Measurement.Parameter]) -> [Measurement] {
            [
                self.rate.measurement("gateway.rate", unit: "updates/s", parameters),
                self.cpu.measurement("gateway.cpu", unit: "µs/update", parameters),
                self.p50.measurement("gateway.p50", unit: "ms", parameters),
                self.p99.measurement("gateway.p99", unit: "ms", parameters),
                self.p999.measurement("gateway.p999", unit: "ms", parameters),
            ]
        }
    }

    /// The runs on one bot, in turns with the bare client.
    private struct Rounds: Sendable {
        let work: CrowdWork
        let scale: Int
        let runCount: Int
        let askerCount: Int
        let barePort: Int
        let telegram: TelegramProcess
        let note: @Sendable (String) -> Void

        var personCount: Int {
            let counts = GatewayBenchmark.personCounts
            return max(1, min(self.askerCount > 0 ? counts.slow : counts.instant, self.scale / 10))
        }
        private var timesEach: Int {
            let times = GatewayBenchmark.timesEach
            return max(1, min(self.askerCount > 0 ? times.slow : times.instant, self.scale / 100))
        }
        private var callCount: Int {
            max(self.personCount, min(GatewayBenchmark.callCount, self.scale))
        }

        func run() async throws -> Figures {
            var figures = Figures()
            let order = "crowd \(self.work.rawValue) \(self.personCount) \(self.timesEach)"
            // The first turn opens connections and fills caches.
            _ = try await self.telegram.ask("crowd \(self.work.rawValue) \(self.personCount) 1")
            if self.askerCount > 0 {
                _ = try await self.telegram.ask("ask \(min(self.askerCount, self.scale))")
                // What is measured is how it goes while they wait, not while they all come in.
                _ = try await self.telegram.ask("calm")
            }
            for run in 1...self.runCount {
                self.note("run \(run)")
                let before = Floors.processorSeconds
                let report = try await self.telegram.ask(order)
                let processor = Floors.processorSeconds - before
                let bare = try await BareClient(
                    port: self.barePort,
                    callerCount: self.personCount,
                    callCount: self.callCount
                ).run()
                let updates = Double(report.updates)
                figures.rate.add(updates / report.seconds, floor: bare.callsPerSecond)
                figures.cpu.add(processor * 1_000_000 / updates, floor: bare.processorMicroseconds)
                figures.p50.add(report.p50)
                figures.p99.add(report.p99)
                figures.p999.add(report.p999)
            }
            return figures
        }
    }
}
