internal import Ledger

/// A place where a few can work at once; a few more wait in order, and the rest are refused.
final class Workbench: Sendable {
    private struct Waiter {
        let id: UInt64
        let turn: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var insideCount = 0
        var waiters: [Waiter] = []
        var lastID: UInt64 = 0
    }

    private let concurrentCountMax: Int
    private let waitingCountMax: Int
    private let state = Lock(State())

    init(concurrentCountMax: Int, waitingCountMax: Int) {
        self.concurrentCountMax = concurrentCountMax
        self.waitingCountMax = waitingCountMax
    }

    /// Does something when a place is free.
    ///
    /// - Throws: ``PictureFailure`` if too many wait, `CancellationError`, what `work` throws.
    func use<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        try await self.enter()
        defer { self.leave() }
        return try await work()
    }

    private func enter() async throws {
        let id: UInt64? = try self.state.withLock { state in
            if state.insideCount < self.concurrentCountMax {
                state.insideCount += 1
                return nil
            }
            guard state.waiters.count < self.waitingCountMax else {
                throw PictureFailure(.tooManyWait)
            }
            state.lastID += 1
            return state.lastID
        }
        guard let id else { return }
        let isMine = await withTaskCancellationHandler {
            await withCheckedContinuation { turn in
                self.wait(Waiter(id: id, turn: turn))
            }
        } onCancel: {
            self.giveUp(id)
        }
        guard isMine else { throw CancellationError() }
    }

    private func wait(_ waiter: Waiter) {
        let answer: Bool? = self.state.withLock { state in
            // Whoever was cancelled before they stood in the line is not found there later.
            if Task.isCancelled { return false }
            if state.insideCount < self.concurrentCountMax {
                state.insideCount += 1
                return true
            }
            state.waiters.append(waiter)
            return nil
        }
        if let answer { waiter.turn.resume(returning: answer) }
    }

    private func giveUp(_ id: UInt64) {
        let waiter = self.state.withLock { state -> Waiter? in
            guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiters.remove(at: index)
        }
        waiter?.turn.resume(returning: false)
    }

    private func leave() {
        let next = self.state.withLock { state -> Waiter? in
            guard !state.waiters.isEmpty else {
                state.insideCount -= 1
                return nil
            }
            return state.waiters.removeFirst()
        }
        next?.turn.resume(returning: true)
    }
}
