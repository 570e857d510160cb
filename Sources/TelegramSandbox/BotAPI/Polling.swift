internal import Foundation

/// One `getUpdates` call that waits.
struct PollTicket: Sendable {
    enum Wake: Sendable {
        /// There may be something to hand out.
        case updates
        /// Another receiver took over; the text says which kind.
        case replaced(String)
        /// The server stops.
        case stopping
    }

    let number: Int
    let limit: Int
    let timeout: Duration
    let wake = OneShot<Wake>()
}

/// What a `getUpdates` call comes to at first.
enum PollStart: Sendable {
    case answer(SandboxJSON)
    case wait(PollTicket)
}

extension TelegramWorld {
    /// `getUpdates`: answers at once if something is there, otherwise when something comes.
    func getUpdates(_ call: BotParameters) async throws(BotFailure) -> SandboxJSON {
        let start = try self.transact { state throws(BotFailure) in try state.beginPoll(call) }
        switch start {
        case .answer(let updates):
            return updates
        case .wait(let ticket):
            let wake = await ticket.wake.value(within: ticket.timeout)
            return try self.transact { state throws(BotFailure) in
                try state.endPoll(ticket, wake)
            }
        }
    }
}

extension WorldState {
    /// The longest wait that Telegram grants, in seconds.
    static let pollSecondsMax: Int64 = 50

    /// What the last poll asked for; a consumer that repeats itself is slowed down.
    struct LastPoll: Sendable {
        var number = 0
        var offset: Int64?
        var startedAt = ContinuousClock.now
    }

    mutating func beginPoll(_ call: BotParameters) throws(BotFailure) -> PollStart {
        guard !self.isStopping else { throw .restart }
        guard self.webhook == nil else {
            throw .conflict(
                "can't use getUpdates method while webhook is active; "
                    + "use deleteWebhook to delete the webhook first"
            )
        }
        try self.rememberAllowedKinds(call)
        self.poll?.wake.resolve(
            .replaced(
                "terminated by other getUpdates request; "
                    + "make sure that only one bot instance is running"
            )
        )
        self.poll = nil

        let offset = call.int("offset") ?? 0
        var limit = Int(min(max(call.int("limit") ?? 100, 1), 100))
        var timeoutSeconds = min(max(call.int("timeout") ?? 0, 0), Self.pollSecondsMax)
        self.slowDown(offset, &limit, &timeoutSeconds)

        self.queue.drop(expiredAt: self.now)
        if self.queue.confirm(offset: offset) { self.tell(.purses) }
        guard self.queue.isEmpty, timeoutSeconds > 0 else {
            return .answer(self.nextUpdates(limit))
        }
        let ticket = PollTicket(
            number: self.lastPoll.number,
            limit: limit,
            timeout: .seconds(timeoutSeconds)
        )
        self.poll = ticket
        return .wait(ticket)
    }

    mutating func endPoll(
        _ ticket: PollTicket,
        _ wake: PollTicket.Wake?
    ) throws(BotFailure) -> SandboxJSON {
        if self.poll?.number == ticket.number { self.poll = nil }
        switch wake {
        case .replaced(let text): throw .conflict(text)
        case .stopping: throw .restart
        case .updates, .none:
            self.queue.drop(expiredAt: self.now)
            return self.nextUpdates(ticket.limit)
        }
    }

    /// Omitted, the setting of an earlier call goes on; an empty list is the default set.
    mutating func rememberAllowedKinds(_ call: BotParameters) throws(BotFailure) {
        guard let kinds = try call.structure("allowed_updates")?.array else { return }
        self.queue.allowedKinds = Set(kinds.compactMap(\.string))
    }

    private mutating func nextUpdates(_ limit: Int) -> SandboxJSON {
        .array(self.queue.next(limit: limit).map(\.json))
    }

    /// A crash-looping consumer gets the update that kills it alone.
    private mutating func slowDown(
        _ offset: Int64,
        _ limit: inout Int,
        _ timeoutSeconds: inout Int64
    ) {
        let last = self.lastPoll
        self.lastPoll = LastPoll(number: last.number + 1, offset: offset)
        guard self.settings.slowsRepeatedOffsets, last.offset == offset else { return }
        let elapsed = last.startedAt.duration(to: .now)
        if elapsed < .seconds(3) { timeoutSeconds = max(timeoutSeconds, 3) }
        if elapsed < .milliseconds(500) { limit = 1 }
    }
}
