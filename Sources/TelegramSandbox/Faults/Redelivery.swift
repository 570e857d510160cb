internal import Foundation

extension TelegramWorld {
    /// Updates that the bot has not confirmed yet.
    public var pendingUpdateCount: Int {
        self.transact { $0.queue.pending.count + $0.queue.replays.count }
    }

    /// Every update that ever went into the queue, oldest first, with its `update_id`.
    public var updates: [SandboxJSON] {
        self.transact { $0.queue.history.map(\.json) }
    }

    /// Whether every update reaches the bot twice under the same `update_id`.
    public var deliversEveryUpdateTwice: Bool {
        get { self.transact { $0.queue.deliversTwice } }
        set { self.transact { $0.queue.deliversTwice = newValue } }
    }

    /// Delivers an update of any kind, also one that nobody knows.
    ///
    /// - Parameter body: The update without its `update_id`, such as `["poll": […]]`.
    /// - Returns: Its `update_id`; `nil` if the bot's `allowed_updates` leave its kind out.
    @discardableResult
    public func deliver(_ body: SandboxJSON) -> Int64? {
        guard let members = body.object, let kind = members.keys.sorted().first else {
            preconditionFailure("an update is an object with one member besides its id: \(body)")
        }
        return self.transact { state in
            let expiry = state.now.addingTimeInterval(WorldState.messageLifetime)
            let id = state.queue.add(kind, members, lane: "raw \(kind)", expiry: expiry)
            state.wakeReceiver()
            return id
        }
    }

    /// Delivers the newest update once more under its old `update_id`.
    ///
    /// - Returns: That id; `nil` if there was no update yet.
    @discardableResult
    public func redeliverLastUpdate() -> Int64? {
        guard let last = self.transact({ $0.queue.history.last?.id }) else { return nil }
        return self.redeliver(last)
    }

    /// Delivers an update once more, whatever the offset says.
    ///
    /// - Parameters:
    ///   - updateID: Its `update_id`.
    ///   - underNewID: Gives it a new `update_id`, as the app does with a press that it got no
    ///     answer to.
    /// - Returns: The id it is delivered under; `nil` if there is no such update.
    @discardableResult
    public func redeliver(_ updateID: Int64, underNewID: Bool = false) -> Int64? {
        self.transact { state in
            guard let entry = state.queue.history.last(where: { $0.id == updateID }) else {
                return nil
            }
            defer { state.wakeReceiver() }
            guard underNewID else {
                state.queue.replay(entry)
                return updateID
            }
            var body = entry.json.object ?? [:]
            body["update_id"] = nil
            let expiry = state.now.addingTimeInterval(WorldState.queryLifetime)
            return state.queue.add(entry.kind, body, lane: entry.lane, expiry: expiry)
        }
    }

    /// Gives a charge back without the bot's doing, as Telegram's own support can.
    ///
    /// - Parameters:
    ///   - chargeID: The charge.
    ///   - isTold: Whether the bot gets the service message.
    /// - Returns: Whether there was something to give back.
    @discardableResult
    public func refundOutside(_ chargeID: String, isTold: Bool = true) -> Bool {
        self.transact { state in
            guard let payment = state.payments[chargeID], !payment.isRefunded else { return false }
            state.giveBack(payment, isTold: isTold)
            return true
        }
    }
}
