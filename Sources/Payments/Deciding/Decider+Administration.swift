internal import Ledger
internal import Projections

// What administrators and operators do.

extension Decider {
    func resolve(_ id: ChargeID, _ sku: SKU) -> Decision {
        guard let charge = self.ownedCharge else { return self.refuse(.unknownCharge) }
        guard charge.state == .unmatched else { return self.refuse(.chargeSettled(charge.state)) }
        guard charge.isStars, let stars = try? Stars(charge.stars) else {
            return self.refuse(.notStars)
        }
        guard let product = self.product(sku) else { return self.refuse(.unknownProduct) }
        let event = PaymentReceived(
            charge: id,
            sku: sku,
            stars: stars,
            gives: product.gives,
            catalogueVersion: self.standing.catalogue.version,
            resolves: true
        )
        let purchase = Purchase(sku: sku, stars: stars, gives: product.gives)
        return self.record(.paymentReceived(event), .resolved(purchase))
    }

    func grant(_ grant: Grant) -> Decision {
        guard let user = self.request.user else { return self.refuse(.userMissing) }
        guard let product = self.product(grant.sku) else { return self.refuse(.unknownProduct) }
        if let charge = self.standing.charge {
            if charge.user != user { return self.refuse(.otherUsersCharge) }
            guard charge.canBeFulfilledByHand(repairingImport: grant.repairsImport) else {
                return self.refuse(.chargeSettled(charge.state))
            }
        }
        let revoke = self.person.newestRevoke(giving: product.gives, sku: grant.sku)
        let event = Granted(
            charge: grant.charge,
            sku: grant.sku,
            gives: product.gives,
            catalogueVersion: self.standing.catalogue.version,
            reason: self.reason(grant.reason),
            givesBack: revoke,
            isQuiet: grant.isQuiet
        )
        return self.record(.granted(event), .granted(product.gives, givesBack: revoke))
    }

    func revoke(_ sku: SKU, _ reason: String, isQuiet: Bool) -> Decision {
        guard self.request.user != nil else { return self.refuse(.userMissing) }
        guard let gift = self.gift(of: sku) else { return self.refuse(.unknownProduct) }
        if let refusal = self.refusal(ofRevoking: gift) { return self.refuse(refusal) }
        guard let unit = self.person.newestLiveUnit(of: sku, giving: gift), let takes = unit.gift
        else { return self.refuse(.nothingHeld) }
        let event = Revoked(
            sku: sku,
            unit: unit.position,
            reason: self.reason(reason),
            isQuiet: isQuiet,
            takes: takes
        )
        return self.record(.revoked(event), .revoked(takes))
    }

    /// What a product gives, or gave when the user last got it.
    private func gift(of sku: SKU) -> Gift? {
        self.product(sku)?.gives ?? self.person.units.last { $0.sku == sku }?.gift
    }

    private func refusal(ofRevoking gift: Gift) -> Refusal? {
        switch gift {
        case .ticket(let kind):
            let tickets = self.person.tickets(kind)
            if tickets.held > 0 { return nil }
            return tickets.reserved > 0 ? .inUse : .nothingHeld
        case .pass: return self.person.hasPass(at: self.request.at) ? nil : .nothingHeld
        case .option: return self.person.hasImages ? nil : .nothingHeld
        }
    }

    func hold(_ reason: String) -> Decision {
        guard self.request.user != nil else { return self.refuse(.userMissing) }
        if self.person.isHeld { return self.refuse(.alreadyHeld) }
        return self.record(.held(Held(reason: self.reason(reason))), .recorded)
    }

    func release(_ reason: String) -> Decision {
        guard self.request.user != nil else { return self.refuse(.userMissing) }
        if !self.person.isHeld { return self.refuse(.notHeld) }
        return self.record(.released(Released(reason: self.reason(reason))), .recorded)
    }

    func changeSetting(_ name: String, _ value: String) -> Decision {
        guard let setting = Setting(rawValue: name) else { return self.refuse(.unknownSetting) }
        if case .administrator = self.request.actor, !setting.isSettableInChat {
            return self.refuse(.notSettableInChat)
        }
        guard let canonical = try? setting.canonical(value) else {
            return self.refuse(.invalidValue(accepted: setting.accepted))
        }
        if canonical == self.settings.text(of: setting) { return self.answer(.unchanged) }
        if setting == .dayZone, self.settings.isDayZoneFixed { return self.refuse(.dayZoneFixed) }
        let event = SettingChanged(name: name, value: canonical)
        return self.record(
            .settingChanged(event),
            .settingChanged(setting, value: canonical)
        )
    }

    func record(_ used: ModelUsed) -> Decision {
        let before = self.standing.costToday
        let after = before &+ used.costMicroUSD
        let alerts = Payments.costCapPercents.filter { percent in
            let threshold = self.settings.costCapMicroUSD * Int64(percent) / 100
            return before < threshold && threshold <= after
        }
        return self.record(
            .modelUsed(used),
            .modelUseRecorded(costToday: after),
            alerts: alerts.map { .costCap(percent: $0) }
        )
    }
}

extension Charge {
    /// Whether an administrator may still grant it by hand: nothing was given for it, and the
    /// money stays.
    fileprivate func canBeFulfilledByHand(repairingImport isRepair: Bool) -> Bool {
        guard self.refund == .none, self.handGrant == nil else { return false }
        if self.isImported { return self.unit == nil && (self.gift == nil || isRepair) }
        return self.arrival != .received && !isRepair
    }
}
