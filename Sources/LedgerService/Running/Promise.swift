internal import Ledger

/// A value that is not there yet; many may wait for it, and the first answer stands.
final class Promise<Value: Sendable>: Sendable {
    private enum State {
        case waiting([CheckedContinuation<Result<Value, LedgerError>, Never>])
        case fulfilled(Result<Value, LedgerError>)
    }

    private let state = Lock(State.waiting([]))

    func fulfil(_ result: Result<Value, LedgerError>) {
        let waiting = self.state.withLock {
            state -> [CheckedContinuation<Result<Value, LedgerError>, Never>] in
            guard case .waiting(let waiting) = state else { return [] }
            state = .fulfilled(result)
            return waiting
        }
        for continuation in waiting { continuation.resume(returning: result) }
    }

    func value() async throws(LedgerError) -> Value {
        let result = await withCheckedContinuation { continuation in
            let fulfilled = self.state.withLock { state -> Result<Value, LedgerError>? in
                switch state {
                case .waiting(let waiting):
                    state = .waiting(waiting + [continuation])
                    return nil
                case .fulfilled(let result):
                    return result
                }
            }
            if let fulfilled { continuation.resume(returning: fulfilled) }
        }
        return try result.get()
    }
}
