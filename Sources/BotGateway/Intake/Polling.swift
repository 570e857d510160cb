internal import Ledger
internal import Logging

/// Asks Telegram for updates and takes them in; only then does the offset move.
struct Polling: Sendable {
    /// How long Telegram may keep a question for updates open, in seconds.
    static let timeoutSeconds = 50

    /// How many updates one answer holds at most.
    ///
    /// Source: Bot API, `getUpdates`.
    static let batchCountMax = 100

    /// The first and the longest pause after a failure of Telegram, in seconds.
    ///
    /// Short, because a pre-checkout waits for 10 seconds at most.
    static let pauseSeconds: ClosedRange<Int64> = 1...5

    /// The pause after a failure of the ledger, in seconds: pre-checkouts are refused meanwhile.
    static let ledgerPauseSeconds: Int64 = 1

    let client: TelegramClient
    let intake: Intake
    let lanes: Lanes<LaneKey, Errand>
    let pause: @Sendable (Duration) async throws -> Void
    let measures: GatewayMeasures
    let logger: Logger

    /// Polls until it is cancelled.
    ///
    /// - Returns: The first update that was not taken in, if any was: all before it were.
    /// - Throws: ``TelegramError`` if the token is refused; nothing else ends it.
    func run() async throws -> UpdateID? {
        var offset: UpdateID?
        var failures: Int64 = 0
        // Of the updates beyond the offset, those that were taken in before another one failed.
        var taken: Set<UpdateID> = []
        while !Task.isCancelled {
            do {
                await self.lanes.waitForRoom()
                let updates = try await self.client.getUpdates(
                    offset: offset,
                    limit: Self.batchCountMax,
                    // Whether it goes again is to be known at once.
                    timeoutSeconds: failures > 0 ? 0 : Self.timeoutSeconds
                )
                self.intake.doorkeeper.note(isCatchingUp: offset == nil || failures > 0)
                let failure = await self.takeIn(updates, except: &taken)
                if let failure { throw failure }
                if let last = updates.map(\.id).max() { offset = last.next }
                taken = []
                failures = 0
            } catch is CancellationError {
                return offset
            } catch let error as TelegramError where error.isFatal {
                throw error
            } catch {
                failures += 1
                await self.wait(after: error, failures: failures)
            }
        }
        return offset
    }

    /// Each user's updates in order, users side by side; money in a lane of its own.
    ///
    /// - Parameters:
    ///   - updates: What Telegram gave.
    ///   - taken: What was taken in before; what is taken in now is added.
    /// - Returns: The failure of the first update that could not be taken in.
    private func takeIn(
        _ updates: [Update],
        except taken: inout Set<UpdateID>
    ) async -> LedgerError? {
        var failure: LedgerError?
        await withTaskGroup(of: Taking.self) { group in
            for lane in Self.lanes(of: updates.filter { !taken.contains($0.id) }) {
                group.addTask { await self.takeIn(lane) }
            }
            for await taking in group {
                taken.formUnion(taking.taken)
                failure = failure ?? taking.failure
            }
        }
        return failure
    }

    private func takeIn(_ lane: [Update]) async -> Taking {
        var taking = Taking()
        for update in lane {
            do throws(LedgerError) {
                try await self.measures.taking(update) { () throws(LedgerError) in
                    try await self.intake.take(update)
                }
                taking.taken.append(update.id)
                Failpoint.pass("update.taken")
            } catch {
                taking.failure = error
                return taking
            }
        }
        return taking
    }

    private static func lanes(of updates: [Update]) -> [[Update]] {
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
        return lanes
    }

    private func wait(after error: any Error, failures: Int64) async {
        self.logger.warning(
            "updates could not be taken in; trying again",
            metadata: ["error": "\(error)", "failures": "\(failures)"]
        )
        let doubled = Self.pauseSeconds.lowerBound << min(failures - 1, 10)
        let seconds =
            error is LedgerError
            ? Self.ledgerPauseSeconds : min(doubled, Self.pauseSeconds.upperBound)
        // A pause that is cut short ends the loop.
        try? await self.pause(.seconds(seconds))
    }
}

/// How far the updates of one lane were taken in.
private struct Taking: Sendable {
    var taken: [UpdateID] = []
    var failure: LedgerError?
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
