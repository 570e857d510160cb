private import Foundation
internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// The one decision whether somebody may have something, while others ask too and a writer writes.
///
/// The floor is one look-up in a locked dictionary of as many users, by as many threads.
struct PaywallBenchmark {
    private static let usualUserCount: Int64 = 100_000
    private static let smallestUserCount: Int64 = 10_000
    private static let threadCounts = [1, 2]

    /// How many decisions a thread makes in a run.
    private static let decisionCount = 100_000

    /// How many callers the writer serves meanwhile.
    private static let callerCount = 64
    private static let commandCount = 2_000

    let bench: Workbench

    func run(_ report: @escaping @Sendable (Measurement) -> Void) async throws {
        for users in self.bench.sizes(from: Self.smallestUserCount, usually: Self.usualUserCount) {
            let shelf = LedgerShelf(bench: self.bench)
            let place = try await shelf.ledger(ofBuyers: users)
            // What nobody needs afterwards as it was: the writer writes on in it.
            defer { self.bench.remove(place) }
            for threads in Self.threadCounts {
                for measurement in try await self.measure(place, users, threads) {
                    report(measurement)
                }
            }
        }
    }

    private func measure(
        _ place: LedgerPlace,
        _ userCount: Int64,
        _ threads: Int
    ) async throws -> [Measurement] {
        let (runs, seed, note) = (self.bench.runCount, self.bench.seed, self.bench.note)
        let decisions = Int(min(self.bench.scale ?? .max, Int64(Self.decisionCount)))
        return try await withLedger(at: place) { ledger in
            let crowd = AskingCrowd(userCount: userCount, decisionCount: decisions, seed: seed)
            let register = Register(crowd.everybody)
            var (middle, late) = (Series(), Series())
            for run in 1...runs {
                note("paywall: \(userCount) users, \(threads) threads, run \(run)")
                let first = UInt64(bitPattern: ledger.read { $0.position }) << 32
                let times = try await Self.whileWriting(to: ledger, first, seed) {
                    let ours = await crowd.time(threads: threads) { user in
                        Self.decide(for: user, on: ledger)
                    }
                    let floor = await crowd.time(threads: threads) { register.knows($0) }
                    return (ours, floor)
                }
                middle.add(times.0.quantile(0.5), floor: times.1.quantile(0.5))
                late.add(times.0.quantile(0.99), floor: times.1.quantile(0.99))
            }
            let parameters: [Measurement.Parameter] = [
                .count("users", userCount), .count("threads", Int64(threads)),
            ]
            return [
                middle.measurement("paywall.p50", unit: "ns", parameters),
                late.measurement("paywall.p99", unit: "ns", parameters),
            ]
        }
    }

    /// As the bot asks, under the lock that the published books lie behind.
    private static func decide(for user: UserID, on ledger: LedgerService) -> Bool {
        let verdict = ledger.read { books in
            Paywall.decide(
                .reading(.three),
                for: user,
                person: books.person(user) ?? Person(),
                settings: books.settings,
                costToday: 0,
                at: LedgerMill.opening
            )
        }
        return verdict == .allowed(.ticket)
    }

    private static func whileWriting<Result: Sendable>(
        to ledger: LedgerService,
        _ firstVisitor: UInt64,
        _ seed: UInt64,
        _ body: @Sendable @escaping () async -> Result
    ) async throws -> Result {
        let curfew = Curfew()
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                defer { curfew.call() }
                return await body()
            }
            group.addTask {
                var rush = Rush(
                    callerCount: Self.callerCount,
                    commandCount: Self.commandCount,
                    seed: seed,
                    firstVisitor: firstVisitor
                )
                while !curfew.isCalled {
                    _ = try await rush.run(on: ledger)
                    rush.firstVisitor += rush.visitorCount
                }
                return nil
            }
            var result: Result?
            while let ended = try await group.next() { result = ended ?? result }
            guard let result else { throw BenchFailure("nobody asked anything") }
            return result
        }
    }
}

/// People who ask, on threads of their own, each ask timed.
private struct AskingCrowd: Sendable {
    let userCount: Int64
    let decisionCount: Int
    let seed: UInt64

    /// Everybody who may ask.
    var everybody: [UserID] {
        (0..<UInt64(self.userCount)).map { Visitor(number: $0, seed: self.seed).user }
    }

    /// Asks so often on each of some threads.
    func time(threads: Int, _ ask: @escaping @Sendable (UserID) -> Bool) async -> Times {
        await withTaskGroup(of: Times.self) { group in
            for number in 0..<threads {
                group.addTask { await self.onThread(number, ask) }
            }
            return await group.reduce(into: Times()) { $0.add($1) }
        }
    }

    private func onThread(
        _ number: Int,
        _ ask: @escaping @Sendable (UserID) -> Bool
    ) async -> Times {
        await withCheckedContinuation { ended in
            let thread = Thread { ended.resume(returning: self.times(number, ask)) }
            thread.start()
        }
    }

    private func times(_ number: Int, _ ask: (UserID) -> Bool) -> Times {
        var chance = Chance(seed: self.seed &+ UInt64(number))
        var times = Times()
        times.reserve(self.decisionCount)
        for _ in 0..<self.decisionCount {
            let visitor = Visitor(number: chance.below(UInt64(self.userCount)), seed: self.seed)
            let user = visitor.user
            let start = ContinuousClock.now
            let isAllowed = ask(user)
            times.add(ContinuousClock.now - start, isAllowed)
        }
        return times
    }
}

/// How long each ask took, in nanoseconds.
struct Times: Sendable {
    private var nanoseconds: [Int64] = []
    /// Counted so that no compiler may leave an ask out.
    private var allowedCount = 0

    mutating func reserve(_ count: Int) { self.nanoseconds.reserveCapacity(count) }

    mutating func add(_ duration: Duration, _ isAllowed: Bool) {
        self.nanoseconds.append(duration.nanoseconds)
        if isAllowed { self.allowedCount += 1 }
    }

    mutating func add(_ other: Times) {
        self.nanoseconds += other.nanoseconds
        self.allowedCount += other.allowedCount
    }

    /// The time that a share of all stays within.
    func quantile(_ share: Double) -> Double {
        guard !self.nanoseconds.isEmpty else { return 0 }
        let sorted = self.nanoseconds.sorted()
        let index = Int((Double(sorted.count - 1) * share).rounded())
        return Double(sorted[index])
    }
}

/// Says to whoever works on that it is enough.
private final class Curfew: Sendable {
    private let isOver = Lock(false)

    var isCalled: Bool { self.isOver.withLock { $0 } }

    func call() { self.isOver.withLock { $0 = true } }
}

/// The plainest thing that answers a question about a user to several threads.
private final class Register: Sendable {
    private let members: Lock<[UserID: Int64]>

    init(_ users: [UserID]) {
        self.members = Lock(Dictionary(users.map { ($0, $0.rawValue) }) { first, _ in first })
    }

    func knows(_ user: UserID) -> Bool { self.members.withLock { $0[user] != nil } }
}
