private import Foundation
public import Ledger

/// Verifies the log again and again while it is written, at little cost to whoever writes it.
///
/// Damage in the middle of a file keeps nobody from starting on it, and shows only to whoever reads
/// that place. Everything is checked that ``Inspection`` checks but the projections, which each
/// backup folds afresh.
public struct VerifySchedule: Sendable {
    /// How often the log is verified.
    public static let interval = Duration.seconds(86_400)
    /// How long after the start it is verified first: until then other work is waiting.
    public static let firstPause = Duration.seconds(300)
    /// How many events are read between two rests.
    static let pageRowCount: Int64 = 1_000
    /// How long a rest is: reading a page takes a small part of it.
    static let rest = Duration.milliseconds(100)
    /// The rank of the thread among those that want the processor: everybody else goes first.
    private static let nicest: Int32 = 19

    /// What one round came to.
    public enum Round: Sendable {
        /// The log was read to its end.
        case verified(Verification)
        /// It could not be read, or what was found not be kept.
        case failed(LedgerError)
    }

    private let place: LedgerPlace
    private let clock: @Sendable () -> Instant
    private let interval: Duration
    private let pause: @Sendable (Duration) async throws -> Void

    /// Creates a schedule.
    ///
    /// - Parameters:
    ///   - place: The ledger.
    ///   - interval: How often.
    ///   - clock: Says when it was verified.
    ///   - pause: Waits; a pause that is cut short ends the schedule.
    public init(
        place: LedgerPlace,
        interval: Duration = Self.interval,
        clock: @escaping @Sendable () -> Instant,
        pause: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.place = place
        self.interval = interval
        self.clock = clock
        self.pause = pause
    }

    /// Verifies until the task is cancelled.
    ///
    /// - Parameter report: Told what each round came to.
    public func run(report: (Round) async -> Void) async {
        var wait = min(Self.firstPause, self.interval)
        while (try? await self.pause(wait)) != nil, !Task.isCancelled {
            guard let round = await self.round() else { return }
            await report(round)
            wait = self.interval
        }
    }

    /// One round, on a thread of its own that rests after each page.
    ///
    /// - Returns: `nil` if the task was cancelled.
    func round() async -> Round? {
        let rests = Rests()
        let promise = Promise<Round>()
        let thread = Thread {
            // On Linux this is the rank of this thread alone.
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.nicest)
            promise.fulfil(.success(self.verify { rests.rest() }))
            rests.end()
        }
        thread.name = "ledger.verify"
        thread.stackSize = 8 << 20
        thread.start()
        for await _ in rests.begun {
            let goesOn = (try? await self.pause(Self.rest)) != nil && !Task.isCancelled
            rests.finishOne(goingOn: goesOn)
        }
        // A task that was cancelled hears of no more rests: the thread ends at its next one.
        rests.finishAll()
        guard !Task.isCancelled else { return nil }
        return try? await promise.value()
    }

    private func verify(_ rest: @escaping () -> Bool) -> Round {
        do throws(LedgerError) {
            let result = try Inspection.read(
                place: self.place,
                paging: EventPaging(rowCount: Self.pageRowCount, isWanted: rest)
            )
            // A young ledger has signed nothing yet.
            try CheckpointFolder(path: self.place.checkpoints).make()
            try Inspection.record(result, of: self.place, at: self.clock())
            return .verified(result)
        } catch {
            return .failed(error)
        }
    }
}

/// Lets a thread wait for as long as a task says.
private final class Rests: Sendable {
    /// The rests that the thread has begun.
    let begun: AsyncStream<Void>
    private let source: AsyncStream<Void>.Continuation
    private let over = DispatchSemaphore(value: 0)
    private let isEnded = Lock(false)

    init() {
        (self.begun, self.source) = AsyncStream.makeStream(of: Void.self)
    }

    /// Waits on the thread; returns whether to go on.
    func rest() -> Bool {
        if self.isEnded.withLock({ $0 }) { return false }
        self.source.yield()
        self.over.wait()
        return !self.isEnded.withLock { $0 }
    }

    /// Says from the thread that no more rests follow.
    func end() { self.source.finish() }

    /// Ends a rest.
    func finishOne(goingOn isGoingOn: Bool) {
        if !isGoingOn { self.isEnded.withLock { $0 = true } }
        self.over.signal()
    }

    /// Lets the thread go on to its end without another rest.
    func finishAll() {
        self.isEnded.withLock { $0 = true }
        self.over.signal()
    }
}

extension LedgerService {
    /// Verifies this ledger again and again.
    ///
    /// - Parameters:
    ///   - interval: How often.
    ///   - pause: Waits.
    /// - Returns: A schedule that nobody runs yet.
    public func verifications(
        every interval: Duration,
        pause: @escaping @Sendable (Duration) async throws -> Void
    ) -> VerifySchedule {
        VerifySchedule(place: self.place, interval: interval, clock: self.clock, pause: pause)
    }
}
