/// Something that goes wrong between the bot and Telegram.
public enum SandboxFault: Sendable, Hashable {
    /// Answered 500, and nothing happened.
    case internalError
    /// Answered 429 with this `retry_after`, and nothing happened.
    case tooManyRequests(retryAfterSeconds: Int)
    /// Answered with this code and text, and nothing happened.
    case failure(code: Int, description: String)
    /// The connection breaks before the call is carried out.
    case dropConnection
    /// The call is carried out, then the connection breaks.
    case loseAnswer
    /// The call is carried out after this much real time.
    case delay(Duration)
    /// The call is carried out never, and the connection stays open until
    /// ``TelegramWorld/releaseHangingCalls()`` breaks it.
    case hang
}

/// A fault that waits for its call.
struct PlannedFault: Sendable {
    let fault: SandboxFault
    /// In lower case; `nil` is any method but `getUpdates`.
    let method: String?
    var remaining: Int
}

extension TelegramWorld {
    /// Lets the next calls of the bot go wrong.
    ///
    /// - Parameters:
    ///   - fault: How.
    ///   - method: Which method, such as `sendMessage`; `nil` is any but `getUpdates`, since a poll
    ///     is nearly always under way and would catch what was meant for another call.
    ///   - times: How many calls.
    public func inject(_ fault: SandboxFault, on method: String? = nil, times: Int = 1) {
        precondition(times > 0, "a fault happens at least once")
        self.transact {
            $0.faults.append(
                PlannedFault(fault: fault, method: method?.lowercased(), remaining: times)
            )
        }
    }

    /// Takes back every fault that has not happened yet.
    public func clearFaults() {
        self.transact { $0.faults.removeAll() }
    }

    /// How many calls will still go wrong.
    public var plannedFaultCount: Int {
        self.transact { $0.faults.reduce(0) { $0 + $1.remaining } }
    }

    /// Breaks the connections of calls that hang.
    public func releaseHangingCalls() {
        self.transact { state in
            for hang in state.hangs { hang.resolve(()) }
            state.hangs.removeAll()
        }
    }
}

extension WorldState {
    /// Keeps a call that hangs, unless the server stops anyway.
    mutating func hold(_ hang: OneShot<Void>) {
        if self.isStopping { hang.resolve(()) } else { self.hangs.append(hang) }
    }

    /// The fault that this call meets, if one waits for it; faults come in the order they were made.
    mutating func takeFault(for method: String) -> SandboxFault? {
        let index = self.faults.firstIndex { planned in
            planned.method.map { $0 == method } ?? (method != "getupdates")
        }
        guard let index else { return nil }
        let fault = self.faults[index].fault
        self.faults[index].remaining -= 1
        if self.faults[index].remaining == 0 { self.faults.remove(at: index) }
        return fault
    }
}
