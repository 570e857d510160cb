internal import Ledger
internal import Logging

/// Asks Telegram for updates and takes them in; only then does the offset move.
struct Polling: Sendable {
    /// How long Telegram may keep a question for updates open, in seconds.
    static let timeoutSeconds = 50

    /// How many updates one answer holds at most. Source: Bot API, `getUpdates`.
    static let batchCountMax = 100

    /// The first and the longest pause after a failure, in seconds.
    static let pauseSeconds: ClosedRange<Int64> = 1...60

    let client: TelegramClient
    let intake: Intake
    let lanes: Lanes
    let measures: GatewayMeasures
    let logger: Logger

    /// Polls until it is cancelled.
    ///
    /// - Returns: The first update that was not taken in, if any was: all before it were.
    /// - Throws: ``TelegramError`` if the token is refused; nothing else ends it.
    func run() async throws -> UpdateID? {
        var offset: UpdateID?
        var failures: Int64 = 0
        while !Task.isCancelled {
            do {
                await self.lanes.waitForRoom()
                let updates = try await self.client.getUpdates(
                    offset: offset,
                    limit: Self.batchCountMax,
                    timeoutSeconds: Self.timeoutSeconds
                )
                try await self.takeIn(updates)
                if let last = updates.map(\.id).max() { offset = last.next }
                failures = 0
            } catch is CancellationError {
                return offset
            } catch let error as TelegramError where error.isFatal {
                throw error
            } catch {
                failures += 1
                try await self.pause(after: error, failures: failures)
            }
        }
        return offset
    }

    /// Each user's updates in order, users side by side; money in a lane of its own.
    private func takeIn(_ updates: [Update]) async throws {
        var lanes: [[Update]] = []
        var places: [IntakeLane: Int] = [:]
        for update in updates {
            let lane = IntakeLane(update)
            if let place = places[lane] {
                lanes[place].append(update)
            } else {
                places[lane] = lanes.count
                lanes.append([update])
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in lanes {
                group.addTask {
                    for update in lane {
                        try await self.measures.taking(update) {
                            try await self.intake.take(update)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func pause(after error: any Error, failures: Int64) async throws {
        self.logger.warning(
            "updates could not be taken in; trying again",
            metadata: ["error": "\(error)", "failures": "\(failures)"]
        )
        let doubled = Self.pauseSeconds.lowerBound << min(failures - 1, 10)
        try? await Task.sleep(for: .seconds(min(doubled, Self.pauseSeconds.upperBound)))
    }
}

/// Which updates must be taken in one after the other.
enum IntakeLane: Hashable {
    case user(UserID)
    case money(UserID)
    case other(UpdateID)

    init(_ update: Update) {
        switch update.content {
        case .message(let message):
            let isMoney = message.successfulPayment != nil || message.refundedPayment != nil
            guard let user = message.from?.id else {
                self = .other(update.id)
                return
            }
            self = isMoney ? .money(user) : .user(user)
        case .callbackQuery(let query): self = .user(query.from.id)
        case .preCheckoutQuery(let query): self = .money(query.from.id)
        case .subscription(let change): self = .money(change.user.id)
        case .myChatMember, .unknown, .unreadable: self = .other(update.id)
        }
    }
}
