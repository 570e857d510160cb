extension WorldState {
    mutating func refundStarPayment(_ call: BotParameters) throws(BotFailure) -> SandboxJSON {
        guard let user = call.int("user_id") else { throw .badRequest("invalid user_id specified") }
        guard self.users[user] != nil else { throw .badRequest("USER_ID_INVALID") }
        let chargeID = call.text("telegram_payment_charge_id")
        // Telegram's word for a charge that it does not know, or knows from somebody else.
        guard let payment = self.payments[chargeID], payment.user == user else {
            throw .badRequest("CHARGE_ID_EMPTY")
        }
        guard !payment.isRefunded else { throw .badRequest("CHARGE_ALREADY_REFUNDED") }
        self.giveBack(payment)
        return true
    }

    /// Oldest first; the offset counts transactions.
    func getStarTransactions(_ call: BotParameters) -> SandboxJSON {
        let offset = Int(max(call.int("offset") ?? 0, 0))
        let limit = Int(min(max(call.int("limit") ?? 100, 1), 100))
        let page = self.transactionPage(offset: offset, limit: limit)
        return ["transactions": .array(page.map(self.json))]
    }

    func getMyStarBalance() -> SandboxJSON {
        ["amount": .int(self.botBalance)]
    }

    mutating func editUserStarSubscription(
        _ call: BotParameters
    ) throws(BotFailure) -> SandboxJSON {
        let user = call.int("user_id") ?? 0
        guard self.users[user] != nil else { throw .badRequest("USER_ID_INVALID") }
        let chargeID = call.text("telegram_payment_charge_id")
        let known = self.subscriptions.contains {
            $0.firstChargeID == chargeID && $0.user == user
        }
        guard known else { throw .badRequest("CHARGE_ID_INVALID") }
        let isCanceled = call.bool("is_canceled")
        let changed = self.change(chargeID) { subscription in
            subscription.isCanceledByBot = isCanceled
            if isCanceled { subscription.state = .canceled }
        }
        if isCanceled, let changed { self.announce(changed) }
        return true
    }
}
