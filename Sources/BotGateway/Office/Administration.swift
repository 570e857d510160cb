internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// What administrators do in chat.
///
/// Each command reads its arguments, and answers a wrong call with its usage in one line. What
/// changes something is done once for each message, and its answer is owed with it.
struct Administration: Sendable {
    let desk: Desk
    let cashier: Cashier
    let alarm: Alarm
    /// What the environment sets, in the canonical spelling: it wins at the next start.
    var environment: [Setting: String] = [:]

    /// One message of an administrator.
    struct Order: Sendable {
        /// The words after the command.
        var words: [String]
        /// The whole message, as it was written.
        var text: String
        /// Names the message, so that a redelivery does nothing twice.
        var key: String
        /// The administrator's update.
        var visit: Visit

        /// The text after so many words, the command's own included, as it was written.
        func text(afterWords count: Int) -> String {
            var rest = self.text[...]
            for _ in 0..<count {
                rest = rest.drop { $0.isWhitespace }.drop { !$0.isWhitespace }
            }
            return rest.trimmingSpaces
        }
    }

    /// Whether somebody is an administrator.
    func admits(_ user: UserID) -> Bool {
        self.desk.settings.isAdministrator(user)
    }

    /// Carries out `/admin …`.
    ///
    /// - Parameters:
    ///   - words: What follows `/admin`.
    ///   - text: The message as it was written.
    ///   - key: Names the message.
    ///   - visit: The administrator's update.
    /// - Returns: What is left to do.
    /// - Throws: ``LedgerError`` if the ledger is down.
    func carryOut(
        _ words: [String],
        said text: String,
        key: String,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        guard self.admits(visit.user) else { return [self.desk.words(.adminOnly, visit)] }
        let rest = Array(words.dropFirst())
        let order = Order(words: rest, text: text, key: key, visit: visit)
        switch words.first?.lowercased() {
        case "grant", "revoke", "resolve", "hold", "release", "incident", "reply", "set":
            return try await self.change(words[0].lowercased(), order)
        case "history": return try await self.history(order)
        case "explain": return try await self.explain(order)
        case "audit": return try await self.audit(order)
        case "feedback_recent": return self.feedback(order)
        case "stats": return self.stats(order)
        case "cost": return self.cost(order)
        case "payments": return self.payments(order)
        case "unmatched": return self.unmatched(order)
        case "suspects": return self.suspects(order)
        case "settings": return self.settings(order)
        default: return self.tell(AdminWords.help, visit)
        }
    }

    /// Carries out what changes something.
    private func change(_ verb: String, _ order: Order) async throws(LedgerError) -> [Errand] {
        switch verb {
        case "grant": try await self.grant(order)
        case "revoke": try await self.revoke(order)
        case "resolve": try await self.resolve(order)
        case "hold": try await self.hold(order)
        case "release": try await self.release(order)
        case "incident": try await self.noteIncident(order)
        case "reply": try await self.reply(order)
        default: try await self.set(order)
        }
    }

    /// Submits a deed, and owes with it what everyone is told.
    ///
    /// A deed that was done before or is refused is answered in one line.
    func carryOut(
        _ command: Command,
        about user: UserID?,
        _ order: Order,
        telling: @escaping @Sendable (Ruling, [RecordedEvent]) -> [Reply]
    ) async throws(LedgerError) -> [Errand] {
        let desk = self.desk
        let answer = try await desk.ledger.submit(
            command,
            order.visit.request(about: user, key: order.key)
        ) { ruling, events in
            events.isEmpty
                ? [] : telling(ruling, events).map { desk.owe($0, at: order.visit.at) }
        }
        guard answer.events.isEmpty else { return desk.deliveries(answer) }
        return self.tell(AdminWords.refusal(of: answer.outcome.outcome), order.visit)
    }

    /// Says something that changes nothing; it may be lost with the process.
    func tell(_ text: String, codes: [String] = [], _ visit: Visit) -> [Errand] {
        [.say(Reply(to: visit.user, text).with(codes: codes))]
    }

    /// Reads how many are wanted, or `nil` if that is no number of the range.
    func count(_ word: String?, or standard: Int, in range: ClosedRange<Int>) -> Int? {
        guard let word else { return standard }
        return Int(word).flatMap { range.contains($0) ? $0 : nil }
    }
}

extension UserID {
    /// Reads a user's number as administrators type it.
    init?(typed word: String?) {
        guard let number = word.flatMap({ Int64($0) }), number > 0 else { return nil }
        self.init(rawValue: number)
    }
}
