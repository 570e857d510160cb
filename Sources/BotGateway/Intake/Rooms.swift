internal import Ledger
internal import LedgerService

/// The rooms of the house that a message or a press may lead to.
struct Rooms: Sendable {
    let desk: Desk
    let welcome: Welcome
    let shop: Shop
    let cashier: Cashier
    let readings: Readings
    let consultations: Consultations
    let menu: ReadingMenu
    let modes: Modes
    let administration: Administration

    init(
        desk: Desk,
        lanes: Lanes<LaneKey, Errand>,
        cashier: Cashier,
        administration: Administration,
        hasVoice: Bool
    ) {
        self.desk = desk
        self.welcome = Welcome(desk: desk)
        self.shop = Shop(desk: desk)
        self.cashier = cashier
        self.modes = Modes(desk: desk)
        self.readings = Readings(desk: desk, lanes: lanes, modes: self.modes)
        self.consultations = Consultations(desk: desk, lanes: lanes, hasVoice: hasVoice)
        self.menu = ReadingMenu(desk: desk)
        self.administration = administration
    }

    /// Opens the menu of readings; a question that follows is one for a card.
    func openReadings(
        about theme: Theme? = nil,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        try await self.welcome.meet(visit)
        try await self.modes.choose(.reading(theme), visit)
        guard let theme else { return self.menu.show(visit) }
        return self.menu.show(about: theme, visit)
    }

    /// Shows what somebody has.
    func status(_ visit: Visit) -> [Errand] {
        let language = self.desk.language(of: visit)
        let page = StatusPage(desk: self.desk)
        let text = page.text(for: visit.user, in: language, at: visit.at)
        return [.say(Reply(to: visit.user, text).with(menu: self.desk.menu(in: language)))]
    }
}
