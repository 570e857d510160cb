internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// Where messages lead to: commands, labels of the keyboard, questions.
struct Messages: Sendable {
    /// The longest message that is read, in characters.
    static let textCharacterCountMax = 4_096

    let rooms: Rooms

    private var desk: Desk { self.rooms.desk }

    /// Answers a message of a person.
    ///
    /// - Parameters:
    ///   - message: What was sent.
    ///   - key: The idempotency key of the message.
    ///   - visit: Who sent it, and when.
    /// - Returns: What is left to do.
    /// - Throws: ``LedgerError`` if the ledger is down.
    func answer(
        _ message: Message,
        key: String,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        let mode = self.rooms.modes.touch(visit)
        guard let text = message.text ?? message.caption, !text.trimmingSpaces.isEmpty else {
            try await self.rooms.welcome.meet(visit)
            return [self.desk.words(.notText, visit)]
        }
        guard text.count <= Self.textCharacterCountMax else {
            try await self.rooms.welcome.meet(visit)
            let limit = String(ChatCommand.questionCharacterCountMax)
            return [self.desk.words(.tooLong, visit, ["limit": limit])]
        }
        let command = ChatCommand(text, self.desk.texts)
        if case .admin(let words) = command {
            let office = self.rooms.administration
            return try await office.carryOut(words, said: text, key: key, visit)
        }
        guard case .text(let question) = command else {
            return try await self.answer(command, key: key, visit)
        }
        switch mode {
        case .reading(let theme):
            let wish = ReadingWish(spread: .one, theme: theme, question: question)
            return try await self.rooms.readings.begin(wish, key: key, visit)
        case .consultation:
            return try await self.rooms.consultations.begin(question, key: key, visit)
        }
    }

    private func answer(
        _ command: ChatCommand,
        key: String,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        let rooms = self.rooms
        switch command {
        case .start(let payload): return try await self.start(payload, key: key, visit)
        case .read(let spread, let theme, let question):
            let wish = ReadingWish(spread: spread, theme: theme, question: question)
            return try await rooms.readings.begin(wish, key: key, visit)
        case .refund(let words):
            return try await rooms.administration.refund(words, key: key, visit)
        case .terms(agrees: true): return try await rooms.welcome.agree(visit)
        case .feedback(let text): return try await rooms.welcome.feedback(text, key: key, visit)
        case .paySupport(let text) where !text.isEmpty:
            try await rooms.welcome.meet(visit)
            return try await rooms.cashier.openCase(text, key: key, visit)
        case .readingMenu: return try await rooms.openReadings(visit)
        case .chat:
            try await rooms.welcome.meet(visit)
            try await rooms.modes.choose(.consultation, visit)
            return rooms.consultations.invite(visit)
        default:
            try await rooms.welcome.meet(visit)
            return self.words(for: command, visit)
        }
    }

    /// Commands that change nothing: their answers may be lost with the process.
    private func words(for command: ChatCommand, _ visit: Visit) -> [Errand] {
        let rooms = self.rooms
        switch command {
        case .help: return [self.desk.words(.help, visit)]
        case .terms: return rooms.welcome.terms(visit)
        case .privacy: return [self.desk.words(.privacy, visit)]
        case .support: return [self.contact(.support, .supportWithoutEmail, visit)]
        case .paySupport: return [self.contact(.paySupport, .paySupportWithoutEmail, visit)]
        case .language: return rooms.welcome.askLanguage(visit)
        case .buy: return rooms.shop.show(visit)
        case .status: return rooms.status(visit)
        case .purchases: return [.say(Purchases(desk: self.desk).page(visit))]
        case .unknown: return [self.desk.words(.unknownCommand, visit)]
        case .start, .read, .readingMenu, .chat, .admin, .refund, .feedback, .text: return []
        }
    }

    private func contact(_ key: TextKey, _ without: TextKey, _ visit: Visit) -> Errand {
        guard let email = self.desk.supportEmail else { return self.desk.words(without, visit) }
        return self.desk.words(key, visit, ["email": email])
    }

    /// Opens what a link names; without one, or with one that opens nothing, it greets.
    ///
    /// Who comes for the first time is greeted in any case: the greeting brings the menu.
    private func start(
        _ payload: String?,
        key: String,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        let link = payload.flatMap { DeepLink($0, self.desk.ledger.catalogue) }
        let isNew = self.desk.person(visit.user)?.firstSeen == nil
        guard let link else { return try await self.rooms.welcome.start(visit) }
        let greeting = isNew ? try await self.rooms.welcome.start(visit) : []
        switch link {
        case .product(let sku):
            let (line, errands) = try await self.rooms.shop.buy(sku, key: key, visit)
            return greeting + (line.map { [.say(Reply(to: visit.user, $0))] } ?? []) + errands
        case .spread(let spread, let theme):
            if spread == .one { try await self.rooms.modes.choose(.reading(theme), visit) }
            return greeting + self.rooms.menu.offer(spread, about: theme, visit)
        case .part(let command):
            return greeting + (try await self.answer(command, key: key, visit))
        }
    }
}
