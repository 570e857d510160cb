internal import Ledger
internal import Logging

/// Where pushed updates come in: a bounded number at a time, each user's in order.
///
/// A push is confirmed only when what it changes is on disk; whatever keeps it from that is told
/// to Telegram as "later", and Telegram pushes again.
final class WebhookDoor: Sendable {
    /// How many pushes may be in work; more are told to come later.
    static let pushCountMax = 128

    /// How long Telegram is asked to wait when there is no room, in seconds.
    static let busySeconds = 1

    /// How long Telegram is asked to wait while the ledger is down, in seconds.
    static let ledgerDownSeconds = 2

    /// How a push is answered.
    enum Answer: Equatable, Sendable {
        /// It is on disk.
        case takenIn
        /// It is nobody's update: it has no number.
        case unreadable
        /// It must come again after a while.
        case later(seconds: Int)
    }

    /// What takes updates in once the door is open.
    struct Reception: Sendable {
        let intake: Intake
        let lanes: Lanes<LaneKey, Errand>
        let measures: GatewayMeasures
    }

    private struct State {
        var reception: Reception?
        var inWork = 0
        var waitsForIdle: CheckedContinuation<Void, Never>?
    }

    private let state = Lock(State())
    private let turnstile = Turnstile<IntakeLane>()
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    /// How many pushes are in work.
    var pushCount: Int { self.state.withLock { $0.inWork } }

    /// Takes pushes from now on.
    func open(_ reception: Reception) {
        self.state.withLock { $0.reception = reception }
    }

    /// Takes no more pushes, and waits until none is in work.
    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = self.state.withLock { state in
                state.reception = nil
                if state.inWork > 0 { state.waitsForIdle = continuation }
                return state.inWork == 0
            }
            if isIdle { continuation.resume() }
        }
    }

    /// Takes one push in.
    ///
    /// - Parameter read: Reads the body; called only if there is room.
    /// - Returns: How to answer it.
    /// - Throws: What `read` throws.
    func take(_ read: () async throws -> [UInt8]) async throws -> Answer {
        guard let reception = self.enter() else { return .later(seconds: Self.busySeconds) }
        defer { self.leave() }
        let bytes = try await read()
        guard let update = Update(rawJSON: bytes) else {
            self.logger.error(
                "a push was not an update and was refused",
                metadata: ["update.bytes": "\(bytes.count)"]
            )
            return .unreadable
        }
        guard reception.lanes.count < Lanes<LaneKey, Errand>.errandCountMax else {
            return .later(seconds: Self.busySeconds)
        }
        return await self.takeIn(update, by: reception)
    }

    private func takeIn(_ update: Update, by reception: Reception) async -> Answer {
        do throws(LedgerError) {
            try await self.turnstile.inTurn(IntakeLane(update)) { () throws(LedgerError) in
                try await reception.measures.taking(update) { () throws(LedgerError) in
                    try await reception.intake.take(update)
                }
            }
            return .takenIn
        } catch {
            self.logger.warning(
                "a push could not be taken in; it will come again",
                metadata: ["error": "\(error)", "update.kind": "\(update.kind)"]
            )
            return .later(seconds: Self.ledgerDownSeconds)
        }
    }

    private func enter() -> Reception? {
        self.state.withLock { state in
            guard let reception = state.reception, state.inWork < Self.pushCountMax else {
                return nil
            }
            state.inWork += 1
            return reception
        }
    }

    private func leave() {
        let waiting = self.state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.inWork -= 1
            return state.inWork == 0 ? state.waitsForIdle.take() : nil
        }
        waiting?.resume()
    }
}
