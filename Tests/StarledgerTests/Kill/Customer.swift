import TelegramSandbox

/// A person who buys a ticket, has it read, and does what a person does when nothing comes.
///
/// They press again if no invoice came, and pay again only if the bot said nothing before the
/// payment and nothing was charged. Whom nobody thanks looks at their status.
struct Customer: Sendable {
    /// How far they are.
    enum Milestone: Hashable, Sendable {
        case beginsToBuy
        case isOffered
        case isThanked
    }

    /// The person gave up: nothing helped.
    struct GaveUp: Error, CustomStringConvertible {
        let wish: String
        let chat: [String]

        var description: String {
            "no \(self.wish); the chat: \(self.chat.joined(separator: " | "))"
        }
    }

    /// How long they wait for an answer before they try again.
    static let patience = Duration.seconds(3)

    private static let thanks = "thank-you"

    /// How often they try one thing.
    static let attemptCountMax = 8

    let me: SandboxPerson
    /// Told how far they are.
    var reaches: @Sendable (Milestone) -> Void = { _ in }

    /// From the first word to the reading.
    func comesBuysAndReads() async throws {
        try await self.greets()
        self.reaches(.beginsToBuy)
        let invoice = try await self.getsInvoice()
        self.reaches(.isOffered)
        try await self.pays(invoice)
        do {
            let thanks = try await self.isThanked(for: invoice)
            self.reaches(.isThanked)
            try await self.reads(with: thanks)
        } catch let surrender as GaveUp where surrender.wish == Self.thanks {
            // News whose fate is unknown is sent once more and no more: two kills can silence it.
            try await self.findsTheTicket()
            try await self.readsUnasked()
        }
    }

    /// Says hello until the bot answers.
    func greets() async throws {
        _ = try await self.trying("greeting") {
            let said = self.me.say("/start")
            return try await self.hears(after: said.id) { !$0.replyKeyboard.isEmpty }
        }
    }

    /// Presses until there is an invoice to pay, agreeing to the terms if asked.
    func getsInvoice() async throws -> SandboxMessage {
        let start = self.me.lastMessageID
        return try await self.trying("invoice") {
            let shop = try await self.shop()
            if let late = self.invoice(after: start) { return late }
            self.me.press("buy:TICKET_3", on: shop)
            let answer = try await self.hears(after: shop.id) { message in
                message.id > start && (message.invoice != nil || Self.agree(in: message) != nil)
            }
            guard let agree = Self.agree(in: answer) else { return answer }
            self.me.press(agree, on: answer)
            return try await self.hears(after: answer.id) { $0.invoice != nil }
        }
    }

    /// Pays once.
    func pays(_ invoice: SandboxMessage) async throws {
        for _ in 0..<Self.attemptCountMax {
            switch await self.me.pay(invoice) {
            case .paid: return
            case .refused, .timedOut: continue
            case .abandoned, .balanceTooLow: break
            }
        }
        throw self.gaveUp("payment")
    }

    /// Waits for the thank-you, with the way to the reading.
    func isThanked(for invoice: SandboxMessage) async throws -> SandboxMessage {
        try await self.trying(Self.thanks) {
            try await self.hears(after: invoice.id) { Self.reading(in: $0) != nil }
        }
    }

    /// Looks at the status until it shows the ticket.
    func findsTheTicket() async throws {
        _ = try await self.trying("ticket in the status") {
            let said = self.me.say("/status")
            return try await self.hears(after: said.id) { $0.text.contains("スリーカード(3枚): 1") }
        }
    }

    /// Asks for the reading by its command.
    func readsUnasked() async throws {
        _ = try await self.trying("reading by command") {
            let said = self.me.say("/read3")
            return try await self.hears(after: said.id) { $0.buttonData == ["nav:menu"] }
        }
    }

    /// Presses the button below the thank-you until cards were dealt.
    func reads(with thanks: SandboxMessage) async throws {
        guard let button = Self.reading(in: thanks) else { return }
        _ = try await self.trying("reading") {
            self.me.press(button, on: thanks)
            return try await self.hears(after: thanks.id) {
                $0.buttonData == ["nav:menu"] || $0.text.contains("カード")
            }
        }
    }

    private func shop() async throws -> SandboxMessage {
        let isShop: @Sendable (SandboxMessage) -> Bool = { $0.buttonData.contains("buy:TICKET_3") }
        if let shown = self.me.messages.last(where: isShop) { return shown }
        let said = self.me.say("/buy")
        return try await self.hears(after: said.id, isShop)
    }

    private func invoice(after id: Int64) -> SandboxMessage? {
        self.me.messages.last { $0.id > id && $0.invoice != nil }
    }

    private func hears(
        after id: Int64,
        _ isMeant: @escaping @Sendable (SandboxMessage) -> Bool
    ) async throws -> SandboxMessage {
        try await self.me.waitForMessage(after: id, timeout: Self.patience) { message in
            message.isFromBot && isMeant(message)
        }
    }

    private func trying(
        _ wish: String,
        _ attempt: () async throws -> SandboxMessage
    ) async throws -> SandboxMessage {
        for _ in 0..<Self.attemptCountMax {
            do {
                return try await attempt()
            } catch is SandboxTimeout {
                continue
            }
        }
        throw self.gaveUp(wish)
    }

    private func gaveUp(_ wish: String) -> GaveUp {
        let chat = self.me.messages.map { "\($0.id) \($0.text.prefix(60)) \($0.buttonData)" }
        return GaveUp(wish: wish, chat: chat)
    }

    private static func agree(in message: SandboxMessage) -> String? {
        message.buttonData.first { $0.hasPrefix("terms:agree_and_buy") }
    }

    private static func reading(in message: SandboxMessage) -> String? {
        message.buttonData.first { $0.hasPrefix("read:three:") }
    }
}
