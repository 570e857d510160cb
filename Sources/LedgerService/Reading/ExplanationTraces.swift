internal import Ledger
internal import Projections

/// Where in the log the things stand that a verdict about one user rests on.
///
/// The books say what holds; only the log says since which event.
struct ExplanationTraces: Sendable {
    /// The most positions remembered of one thing; the newest are.
    static let positionCountMax = 20

    let user: UserID
    /// The last suspension, if it was not lifted.
    private(set) var hold: Position?
    /// The first contact, or the balance that tells of it.
    private(set) var contact: Position?
    private(set) var settings: [Setting: Position] = [:]
    private(set) var consumed: [TicketKind: [Position]] = [:]
    private(set) var freeOneCard: [Position] = []
    private(set) var freeConsult: [Position] = []

    init(of user: UserID) {
        self.user = user
    }

    /// Takes note of one event, in the order of the log.
    mutating func note(_ event: RecordedEvent) {
        if case .settingChanged(let change) = event.event,
            let setting = Setting(rawValue: change.name)
        {
            self.settings[setting] = event.position
        }
        guard event.user == self.user else { return }
        let position = event.position
        switch event.event {
        case .held: self.hold = position
        case .released: self.hold = nil
        case .firstSeen: self.contact = self.contact ?? position
        case .openingBalance(let balance):
            if balance.firstSeen != nil { self.contact = position }
        case .ticketConsumed(let ticket):
            Self.keep(position, in: &self.consumed[ticket.ticket, default: []])
        case .readingStarted(let started):
            if started.access == .free, started.spread == .one {
                Self.keep(position, in: &self.freeOneCard)
            }
        case .consultationStarted(let started):
            if started.access == .free { Self.keep(position, in: &self.freeConsult) }
        case .readingFailed(let failed): self.freeOneCard.removeAll { $0 == failed.use }
        case .consultationFailed(let failed): self.freeConsult.removeAll { $0 == failed.use }
        default: break
        }
    }

    private static func keep(_ position: Position, in positions: inout [Position]) {
        if positions.count == Self.positionCountMax { positions.removeFirst() }
        positions.append(position)
    }
}
