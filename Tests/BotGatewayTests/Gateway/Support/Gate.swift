import Synchronization

/// Something to wait at until it is opened.
final class Gate: Sendable {
    private enum State {
        case shut([Int: CheckedContinuation<Void, any Error>])
        case open
    }

    private let state = Mutex(State.shut([:]))
    private let nextNumber = Atomic(0)

    /// Lets everyone pass, now and later.
    func open() {
        let waiting = self.state.withLock { state -> [CheckedContinuation<Void, any Error>] in
            guard case .shut(let waiting) = state else { return [] }
            state = .open
            return Array(waiting.values)
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Waits until the gate is open.
    ///
    /// - Throws: `CancellationError`.
    func pass() async throws {
        let number = self.nextNumber.add(1, ordering: .relaxed).newValue
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let mayPass = self.state.withLock { state in
                    guard case .shut(var waiting) = state else { return true }
                    waiting[number] = continuation
                    state = .shut(waiting)
                    return false
                }
                if mayPass {
                    continuation.resume()
                } else if Task.isCancelled {
                    self.giveUp(number)
                }
            }
        } onCancel: {
            self.giveUp(number)
        }
    }

    private func giveUp(_ number: Int) {
        let waiting = self.state.withLock { state -> CheckedContinuation<Void, any Error>? in
            guard case .shut(var waiting) = state else { return nil }
            defer { state = .shut(waiting) }
            return waiting.removeValue(forKey: number)
        }
        waiting?.resume(throwing: CancellationError())
    }
}
