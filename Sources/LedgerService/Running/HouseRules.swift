internal import Ledger
internal import Payments
internal import Projections

/// What was submitted: the command, and its circumstances.
struct Order: Sendable {
    var command: Command
    var request: Request
}

/// Binds the writer to the rules of the house: what to look up, how to decide, how to fold.
struct HouseRules: LedgerRules {
    /// What is on sale.
    let catalogue: Catalogue

    func position(of state: Books) -> Position { state.position }

    func overlay() -> Overlay { Overlay() }

    func remembered(_ order: Order, in state: Books, under overlay: Overlay) -> Position? {
        guard let key = order.request.key else { return nil }
        return overlay.position(of: KeyFingerprint(key), over: state)
    }

    func decide(
        _ order: Order,
        in state: Books,
        under overlay: Overlay,
        earlier: RecordedEvent?,
        next: Position
    ) -> Decided<Ruling> {
        // A payment of the earlier bot may have two names; the books keep it by one.
        let row = order.command.charge.flatMap { overlay.row(listedAs: $0, over: state) }
        let command = row.map { order.command.about($0) } ?? order.command
        let charge = command.charge.flatMap { overlay.charge($0, over: state) }
        var request = order.request
        if command.actsOnOwner, let charge { request.user = charge.user }
        let settings = overlay.settings(over: state)
        let day = settings.dayClock.day(of: request.at)
        var standing = Standing(
            person: request.user.map { overlay.person($0, over: state) } ?? Person(),
            charge: charge,
            settings: settings,
            catalogue: self.catalogue,
            costToday: overlay.cost(of: day, over: state),
            // Two keys may share a fingerprint: only the log says whose event this is.
            earlier: earlier?.envelope.key == request.key ? earlier : nil,
            next: next
        )
        if case .pairRow(let row, let listed) = command {
            standing.canPair = overlay.canPair(row, with: listed, over: state)
            standing.listed = overlay.charge(listed, over: state)
        }
        let decision = Payments.decide(command, request, in: standing)
        let ruling = Ruling(decision.outcome, alerts: decision.alerts, user: request.user)
        return Decided(ruling, appending: decision.events)
    }

    func completed(_ ruling: Ruling, in state: Books, under overlay: Overlay) -> Ruling {
        var ruling = ruling
        ruling.person = ruling.user.map { overlay.person($0, over: state) }
        return ruling
    }

    func apply(_ event: RecordedEvent, to overlay: inout Overlay, over state: Books) {
        overlay.apply(event, over: state)
    }

    func apply(_ event: RecordedEvent, to state: inout Books) {
        state.apply(event)
    }
}
