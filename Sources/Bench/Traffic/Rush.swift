internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// Many callers at once, each of whom waits for an answer before the next command.
struct Rush {
    /// How often everybody comes by: a few days in a row, so that people have a past.
    private static let visitsEach = 4

    private static let daySeconds: Int64 = 86_400

    let callerCount: Int
    let commandCount: Int
    let seed: UInt64
    /// The number of the first visitor; two rushes on one ledger must not share any.
    var firstVisitor: UInt64 = 0

    /// What a rush came to.
    struct Outcome {
        var seconds: Double
        var commandCount: Int
        var eventCount: Int64
        var eventsPerSecond: Double { Double(self.eventCount) / self.seconds }
    }

    /// The numbers of visitors that it may use up.
    var visitorCount: UInt64 { UInt64(self.callerCount) * self.visitorsEach }

    /// Lets everybody in, and waits until the last is answered.
    func run(on ledger: LedgerService) async throws -> Outcome {
        let before = ledger.read { $0.position }
        let commandsEach = max(1, self.commandCount / self.callerCount)
        let watch = Stopwatch()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<self.callerCount {
                group.addTask { try await self.call(ledger, caller, commandsEach) }
            }
            while try await group.next() != nil {}
        }
        let seconds = watch.seconds
        return Outcome(
            seconds: seconds,
            commandCount: commandsEach * self.callerCount,
            eventCount: ledger.read { $0.position } - before
        )
    }

    /// Everybody needs a ticket, as in an open shop.
    static func openShop(_ ledger: LedgerService) async throws {
        let request = Request(
            user: nil,
            at: ledger.clock(),
            cause: .commandLine,
            actor: .operator("bench"),
            rid: "bench"
        )
        let command = Command.changeSetting(name: "PAYWALL_ENABLED", value: "true")
        _ = try await ledger.submit(command, request)
    }

    /// Seven commands and more a visit: nobody needs more visitors than commands.
    private var visitorsEach: UInt64 { UInt64(max(1, self.commandCount / self.callerCount)) }

    private func call(_ ledger: LedgerService, _ caller: Int, _ commandCount: Int) async throws {
        var number = self.firstVisitor + UInt64(caller) * self.visitorsEach
        var visitor = Visitor(number: number, seed: self.seed)
        for _ in 0..<commandCount {
            if visitor.visitCount == Self.visitsEach {
                number += 1
                visitor = Visitor(number: number, seed: self.seed)
            }
            // A day for every visit: what is free is free again.
            let day = Int64(visitor.visitCount) * Self.daySeconds
            let (command, request) = visitor.next(at: ledger.clock().adding(seconds: day))
            let answer = try await ledger.submit(command, request)
            guard !answer.events.isEmpty else {
                throw BenchFailure("a caller was refused: \(answer.outcome.outcome)")
            }
            for event in answer.events { visitor.saw(event.event, at: event.position) }
        }
    }
}
