private import Foundation
public import Ledger

/// Makes a backup at each trigger, and lets the oldest go once the new one is verified.
public struct BackupSchedule: Sendable {
    /// What one round came to.
    public enum Round: Sendable {
        /// A backup was made; these went.
        case made(MadeBackup, removed: [String])
        /// No backup was made, or an old one could not be removed.
        case failed(LedgerError)
    }

    /// How often backups are made, and how many are kept.
    public struct Plan: Hashable, Sendable {
        /// The shortest time between two backups, in seconds: each reads the whole log.
        public static let secondsMin: Int64 = 10

        /// The time between two backups, in seconds.
        public var seconds: Int64

        /// How many backups are kept.
        public var keptCount: Int

        /// Plans backups.
        ///
        /// - Parameters:
        ///   - seconds: The time between two, at least ``secondsMin``.
        ///   - keptCount: How many are kept, at least 1.
        public init(seconds: Int64, keptCount: Int) {
            precondition(seconds >= Self.secondsMin && keptCount >= 1, "a plan makes backups")
            self.seconds = seconds
            self.keptCount = keptCount
        }

        /// The time between two backups.
        public var interval: Duration { .seconds(self.seconds) }
    }

    private let maker: BackupMaker
    private let plan: Plan

    /// Creates a schedule.
    ///
    /// - Parameters:
    ///   - maker: Makes the backups.
    ///   - plan: How often, and how many are kept.
    public init(maker: BackupMaker, plan: Plan) {
        self.maker = maker
        self.plan = plan
    }

    /// Makes a backup at each trigger until the task is cancelled or the triggers end.
    ///
    /// - Parameters:
    ///   - triggers: When.
    ///   - report: Told what each round came to.
    public func run<Triggers: AsyncSequence<Void, Never>>(
        triggers: Triggers,
        report: (Round) async -> Void
    ) async {
        for await _ in triggers {
            guard let round = await self.round() else { return }
            await report(round)
        }
    }

    /// When backups are due: the first as long after the newest one as the plan says, so that a bot
    /// that starts again and again does not push out the old ones.
    ///
    /// - Parameter pause: Waits; a pause that is cut short ends the triggers.
    /// - Returns: The triggers.
    public func triggers(
        pause: @escaping @Sendable (Duration) async throws -> Void
    ) -> AsyncStream<Void> {
        let first = Lock(true)
        let (maker, plan) = (self.maker, self.plan)
        return AsyncStream {
            let isFirst = first.withLock { first in
                defer { first = false }
                return first
            }
            var wait = plan.seconds
            if isFirst {
                let newest = LastBackup(of: maker.place)?.manifest.madeAt
                let age = newest.map { maker.clock().seconds - $0.seconds } ?? plan.seconds
                wait = min(plan.seconds, max(0, plan.seconds - age))
            }
            guard wait > 0 else { return () }
            return try? await pause(.seconds(wait))
        }
    }

    /// One round on a thread of its own: a backup reads the whole log, and must hold up nobody.
    ///
    /// - Returns: `nil` if the task was cancelled; what is under way then ends by itself.
    private func round() async -> Round? {
        let promise = Promise<Round>()
        let isCancelled = Lock(false)
        let thread = Thread {
            let round = self.makeOne { !isCancelled.withLock { $0 } }
            promise.fulfil(.success(round))
        }
        thread.name = "ledger.backup"
        thread.stackSize = 8 << 20
        return await withTaskCancellationHandler {
            thread.start()
            let round = try? await promise.value()
            return isCancelled.withLock { $0 } ? nil : round
        } onCancel: {
            isCancelled.withLock { $0 = true }
            promise.fulfil(.failure(LedgerError(.closing, "the backup was ended")))
        }
    }

    private func makeOne(isWanted: () -> Bool) -> Round {
        do throws(LedgerError) {
            let backup = try self.maker.make { _, _, _ in isWanted() }
            FailedBackup.remove(of: self.maker.place)
            let folder = BackupFolder(path: self.maker.place.backups)
            return .made(backup, removed: try folder.keep(newest: self.plan.keptCount))
        } catch {
            if error.code != .closing {
                FailedBackup(time: self.maker.clock(), reason: error.description)
                    .write(for: self.maker.place)
            }
            return .failed(error)
        }
    }
}

extension LedgerService {
    /// Makes backups of this ledger by a plan.
    ///
    /// - Parameter plan: How often, and how many are kept.
    /// - Returns: A schedule that nobody runs yet.
    public func backups(by plan: BackupSchedule.Plan) -> BackupSchedule {
        BackupSchedule(maker: BackupMaker(place: self.place, clock: self.clock), plan: plan)
    }
}
