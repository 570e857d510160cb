extension SandboxPerson {
    /// The person's subscriptions, oldest first.
    public var subscriptions: [SandboxSubscription] {
        self.world.transact { state in state.subscriptions.filter { $0.user == self.id } }
    }

    /// Lets one more period be paid: a new charge id, no pre-checkout.
    ///
    /// - Returns: The charge; `nil` if it does not renew (canceled, failed, too few Stars). Too few
    ///   Stars make it fail, of which the bot gets a `subscription` update.
    @discardableResult
    public func renew(_ subscription: SandboxSubscription) -> SandboxPayment? {
        self.world.transact { state in
            let known = state.subscriptions.first {
                $0.firstChargeID == subscription.firstChargeID
            }
            guard let current = known, current.state == .active, !current.isCanceledByBot else {
                return nil
            }
            let balance = state.users[self.id]?.balanceStars ?? 0
            guard balance >= current.invoice.amountStars else {
                state.move(current, to: .failed)
                return nil
            }
            return state.charge(self.id, current.invoice, in: self.id, renews: current)
        }
    }

    /// Cancels a subscription in the app; it runs to the end of the period.
    public func cancel(_ subscription: SandboxSubscription) {
        self.world.transact { $0.move(subscription, to: .canceled) }
    }

    /// Takes the cancellation back.
    ///
    /// - Returns: Whether it renews again; not after the bot forbade it.
    @discardableResult
    public func resume(_ subscription: SandboxSubscription) -> Bool {
        self.world.transact { state in
            let isForbidden = state.subscriptions.contains {
                $0.firstChargeID == subscription.firstChargeID && $0.isCanceledByBot
            }
            guard !isForbidden else { return false }
            state.move(subscription, to: .active)
            return true
        }
    }

    /// Lets the renewal fail, as with an empty purse.
    public func failRenewal(of subscription: SandboxSubscription) {
        self.world.transact { $0.move(subscription, to: .failed) }
    }
}

extension WorldState {
    mutating func move(
        _ subscription: SandboxSubscription,
        to state: SandboxSubscription.State
    ) {
        if let changed = self.change(subscription.firstChargeID, { $0.state = state }) {
            self.announce(changed)
        }
    }
}
