internal import Foundation

/// Everything that is so in the simulated Telegram at one moment.
///
/// Its methods are the simulation's single steps; the extensions beside it group them by story.
struct WorldState {
    let settings: TelegramWorld.Settings
    let botID: Int64
    var random: SeededRandom

    var users: [Int64: SandboxUser] = [:]
    var userOrder: [Int64] = []
    var groups: [Int64: String] = [:]
    var chats: [Int64: [SandboxMessage]] = [:]
    var photos = PhotoShelf()
    var lastMessageID: Int64 = 0
    var lastCallID = 0

    var queue: UpdateQueue
    var poll: PollTicket?
    var lastPoll = LastPoll()
    var webhook: Webhook?
    var pusher: AsyncStream<Void>.Continuation?
    var callbacks: [String: PressedButton] = [:]

    var botBalance: Int64 = 0
    var transactions: [SandboxTransaction] = []
    var history: TransactionHistory?
    var pageHook: (@Sendable (TelegramWorld, Int) -> Void)?
    var payments: [String: SandboxPayment] = [:]
    var chargeOrder: [String] = []
    var preCheckouts: [String: PreCheckout] = [:]
    var invoiceLinks: [String: SandboxInvoice] = [:]
    var subscriptions: [SandboxSubscription] = []

    var commands: [SandboxJSON] = []
    var calls: [BotCall] = []
    var faults: [PlannedFault] = []
    var hangs: [OneShot<Void>] = []
    var flood = FloodGauge()
    var isStopping = false

    var onlookers: [Int: AsyncStream<WorldChange>.Continuation] = [:]
    var lastOnlooker = 0

    init(_ settings: TelegramWorld.Settings) {
        self.settings = settings
        let digits = settings.token.prefix { $0 != ":" }
        self.botID = Int64(digits) ?? 7_000_000_001
        self.random = SeededRandom(seed: settings.seed)
        self.queue = UpdateQueue(firstID: Int64.random(in: 2_000_001...999_999_999, using: &random))
        for user in settings.users { self.add(user) }
    }

    var now: Date { self.settings.clock.now() }

    var nowSeconds: Int64 { Int64(self.now.timeIntervalSince1970) }

    mutating func add(_ user: SandboxUser) {
        if self.users.updateValue(user, forKey: user.id) == nil { self.userOrder.append(user.id) }
        self.tell(.purses)
    }

    /// Time jumped: what waited too long by the sandbox clock stops waiting.
    mutating func clockAdvanced() {
        let now = self.now
        for checkout in self.preCheckouts.values where checkout.deadline < now {
            checkout.answer.resolve(.tooLate)
        }
        self.tell(.purses)
    }
}

// MARK: - Messages

extension WorldState {
    /// Puts a message into a chat, and says so to everyone who looks on.
    @discardableResult
    mutating func post(
        _ content: SandboxMessage.Content,
        in chat: Int64,
        from sender: Int64,
        inlineKeyboard: [[SandboxButton]] = [],
        replyKeyboard: [[String]] = []
    ) -> SandboxMessage {
        self.lastMessageID += 1
        var message = SandboxMessage(
            id: self.lastMessageID,
            chat: chat,
            date: self.nowSeconds,
            sender: sender,
            isFromBot: sender == self.botID,
            content: content
        )
        message.inlineKeyboard = inlineKeyboard
        message.replyKeyboard = replyKeyboard
        self.chats[chat, default: []].append(message)
        self.tell(.message(message))
        return message
    }

    func message(_ id: Int64, in chat: Int64) -> SandboxMessage? {
        self.chats[chat]?.last { $0.id == id }
    }

    /// Replaces a message by its newer self.
    mutating func replace(_ message: SandboxMessage) {
        guard let index = self.chats[message.chat]?.lastIndex(where: { $0.id == message.id }) else {
            preconditionFailure("message \(message.id) is in no chat, so it cannot be edited")
        }
        self.chats[message.chat]?[index] = message
        self.tell(.message(message))
    }

    mutating func remove(_ message: SandboxMessage) {
        self.chats[message.chat]?.removeAll { $0.id == message.id }
        self.tell(.deleted(chat: message.chat, message: message.id))
    }
}
