internal import Ledger
internal import LedgerService
internal import Payments

/// Where buttons lead to; those of earlier years too.
struct Presses: Sendable {
    /// The line that answers the press, if any, and what is left to do.
    typealias Answer = (line: String?, errands: [Errand])

    let rooms: Rooms

    private var desk: Desk { self.rooms.desk }

    /// Answers a press.
    func answer(_ query: CallbackQuery, _ visit: Visit) async throws(LedgerError) -> Answer {
        self.rooms.modes.touch(visit)
        guard let press = query.data.flatMap(Press.init(data:)) else {
            try await self.rooms.welcome.meet(visit)
            return (self.desk.say(.oldButton, visit), [])
        }
        switch press {
        case .buy(let sku): return try await self.rooms.shop.buy(sku, visit)
        case .agree: return (nil, try await self.rooms.welcome.agree(visit))
        case .agreeAndBuy(let sku): return try await self.agreeAndBuy(sku, visit)
        case .setLanguage(let language):
            return (nil, try await self.rooms.welcome.choose(language, visit))
        case .read(let spread, let nonce, let theme):
            let key = "b:\(visit.user.rawValue):\(nonce)"
            return try await self.read(ReadingWish(spread: spread, theme: theme), key: key, visit)
        case .upgradeToThree:
            // It costs a ticket and has no nonce: a second tap must not cost a second one.
            try await self.rooms.welcome.meet(visit)
            return (nil, self.rooms.menu.offer(.three, about: nil, visit))
        case .pendingOption:
            return try await self.rooms.shop.buy(SKU(rawValue: "ADDON_IMAGES"), visit)
        case .menu: return (nil, try await self.rooms.openReadings(visit))
        case .theme(let theme):
            return (nil, try await self.rooms.openReadings(about: theme, visit))
        case .showTerms, .status, .charge:
            try await self.rooms.welcome.meet(visit)
            return self.words(for: press, visit)
        }
    }

    private func words(for press: Press, _ visit: Visit) -> Answer {
        switch press {
        case .showTerms: (nil, self.rooms.welcome.terms(visit))
        case .status: (nil, self.rooms.status(visit))
        case .charge: (nil, self.rooms.shop.show(visit))
        case .buy, .agree, .pendingOption, .agreeAndBuy, .setLanguage, .menu, .theme,
            .upgradeToThree, .read:
            (nil, [])
        }
    }

    /// Begins a reading; while the language model composes it, the press says that it is.
    private func read(
        _ wish: ReadingWish,
        key: String,
        _ visit: Visit
    ) async throws(LedgerError) -> Answer {
        let errands = try await self.rooms.readings.begin(wish, key: key, visit)
        let isBegun = errands.contains { errand in
            if case .compose = errand { true } else { false }
        }
        let takesTime = isBegun && self.rooms.consultations.hasVoice
        return (takesTime ? self.desk.say(.readingWait, visit) : nil, errands)
    }

    private func agreeAndBuy(_ sku: SKU?, _ visit: Visit) async throws(LedgerError) -> Answer {
        let agreed = try await self.rooms.welcome.agree(visit)
        guard let sku else { return (nil, agreed + self.rooms.shop.show(visit)) }
        let (line, errands) = try await self.rooms.shop.buy(sku, visit)
        return (line, agreed + errands)
    }
}
