internal import Ledger

/// Keeps what was found after a commit of unknown outcome until somebody takes it up.
final class Finds: Sendable {
    private enum State {
        /// Nobody works on the ledger yet. Becomes `handing` or `closed`.
        case keeping([FoundWork])
        /// Somebody does. Becomes `closed`.
        case handing(@Sendable (FoundWork) -> Void)
        /// The ledger is shut: the next start finds what is left. Terminal.
        case closed
    }

    private let state = Lock(State.keeping([]))

    /// Hands a find over, now or once somebody is there.
    func hand(_ found: FoundWork) {
        let body = self.state.withLock { state -> (@Sendable (FoundWork) -> Void)? in
            switch state {
            case .keeping(let kept): state = .keeping(kept + [found])
            case .handing(let body): return body
            case .closed: break
            }
            return nil
        }
        body?(found)
    }

    /// Hands over what was kept, and what is found from now on.
    func watch(_ body: @escaping @Sendable (FoundWork) -> Void) {
        let kept = self.state.withLock { state -> [FoundWork] in
            switch state {
            case .keeping(let kept):
                state = .handing(body)
                return kept
            case .handing, .closed: return []
            }
        }
        for found in kept { body(found) }
    }

    /// Lets go of whoever watches.
    func close() {
        self.state.withLock { $0 = .closed }
    }
}
