public import Foundation

/// One call that the bot made.
public struct BotCall: Sendable, Hashable {
    /// How a call ended.
    public enum Outcome: Sendable, Hashable {
        /// The bot waits. Can become any of the others.
        case underWay
        /// Answered 200 with this result.
        case answered(SandboxJSON)
        /// Answered with an error.
        case failed(code: Int, description: String)
        /// The connection was broken; `carriedOut` says on which side of the deed.
        case dropped(carriedOut: Bool)
    }

    /// Counts from 1 in the order of arrival.
    public let number: Int
    /// As the bot wrote it.
    public let method: String
    /// As the bot sent them; from a form every value is text.
    public let parameters: SandboxJSON
    /// The sizes in bytes of the files that came with it, by the name of their part.
    public let uploads: [String: Int]
    /// When it arrived, by the sandbox clock.
    public let date: Date
    /// How it ended.
    public internal(set) var outcome = Outcome.underWay

    /// Whether it has ended.
    public var isOver: Bool { self.outcome != .underWay }

    /// A parameter as text, whichever way it was sent.
    public subscript(name: String) -> String {
        BotParameters(values: self.parameters.object ?? [:]).text(name)
    }
}

extension TelegramWorld {
    /// The calls that the bot made, oldest first, `getUpdates` among them.
    public var calls: [BotCall] {
        self.transact { $0.calls }
    }

    /// The calls of one method, oldest first.
    ///
    /// - Parameter method: Such as `sendMessage`; upper and lower case are the same.
    /// - Returns: Calls under way are among them.
    public func calls(to method: String) -> [BotCall] {
        let wanted = method.lowercased()
        return self.calls.filter { $0.method.lowercased() == wanted }
    }

    /// The number of the newest call; 0 before the first.
    public var lastCallNumber: Int {
        self.transact { $0.lastCallID }
    }
}

extension WorldState {
    /// The most calls remembered; beyond, the oldest are forgotten.
    static let callsMax = 50_000

    mutating func record(_ method: String, _ parameters: BotParameters) -> Int {
        self.lastCallID += 1
        if self.calls.count >= Self.callsMax { self.calls.removeFirst(Self.callsMax / 10) }
        let call = BotCall(
            number: self.lastCallID,
            method: method,
            parameters: parameters.json,
            uploads: parameters.uploads.mapValues(\.count),
            date: self.now
        )
        self.calls.append(call)
        self.tell(.call(call))
        return self.lastCallID
    }

    mutating func end(_ number: Int, _ outcome: BotCall.Outcome) {
        // Numbers have no gaps, so the place follows from the first one that is remembered.
        guard let first = self.calls.first?.number, number >= first else { return }
        self.calls[number - first].outcome = outcome
        self.tell(.call(self.calls[number - first]))
    }
}
