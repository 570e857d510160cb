private import Foundation
internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections

/// A reading that was begun: what it takes to compose and deliver it, also after a restart.
struct ReadingJob: Codable, Hashable, Sendable {
    /// The use: the position of the event that began it.
    var use: Int64
    /// Names the update in the inbox.
    var inboxKey: String
    /// Whose reading it is.
    var user: Int64
    /// The language it is spoken in.
    var language: String
    /// The request id.
    var rid: String
}

/// Readings: begun with their cost decided, composed, delivered, and only then paid for.
struct Readings: Sendable {
    let desk: Desk

    /// Begins a reading, or says why not.
    ///
    /// The key names the message or the press, so that a repeat is the same reading.
    func begin(
        _ spread: Spread,
        about theme: Theme?,
        key: String,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        let desk = self.desk
        var generator = SeededGenerator(seed: desk.randomness())
        let reading = ReadingRequest(
            spread: spread,
            draw: Draw.drawing(spread, using: &generator),
            theme: theme,
            questionDigest: nil
        )
        let language = desk.language(of: visit)
        let answer = try await desk.ledger.submit(
            .startReading(reading),
            visit.request(key: key)
        ) { ruling, _ in
            guard case .reading(let started) = ruling.outcome, started.progress == .started else {
                return []
            }
            return [self.takeIn(started.use, key: key, language: language, visit)]
        }
        return self.errands(for: answer.outcome, key: key, language: language, visit)
    }

    /// Composes a reading and owes it; if nobody can compose it, its cost is given back.
    func compose(_ job: ReadingJob) async throws -> [Errand] {
        let user = UserID(rawValue: job.user)
        let language = Language(code: job.language) ?? .japanese
        guard let use = self.desk.person(user)?.openUse(job.use),
            case .reading(let spread, let draw, let theme) = use.kind
        else {
            // Settled in the meantime: only the row is left.
            try await self.desk.ledger.change([.settle(key: job.inboxKey)])
            return []
        }
        let order = Reader.Order(draw: draw, spread: spread, theme: theme, language: language)
        let text: String
        do {
            text = try await self.desk.reader.reading(of: order)
        } catch {
            try Task.checkCancellation()
            return try await self.fail(job, because: error)
        }
        let time = self.desk.ledger.clock()
        let cost = self.cost(of: use, user: user, in: language, at: time)
        var reply = Reply(to: user, "\(text)\n\n\(cost)", weight: .reading)
        reply.buttons = [[self.desk.button(.buttonMenu, .menu, in: language)]]
        reply.settles = Reply.Settlement(
            use: job.use,
            inboxKey: job.inboxKey,
            rid: job.rid
        )
        let owed = try await self.desk.ledger.change([self.desk.owe(reply, at: time)])
        return owed.map { .deliver($0) }
    }

    private func fail(
        _ job: ReadingJob,
        because error: any Error
    ) async throws(LedgerError) -> [Errand] {
        let desk = self.desk
        desk.logger.error(
            "a reading could not be composed; its cost is given back",
            metadata: ["rid": "\(job.rid)", "error": "\(type(of: error))"]
        )
        let user = UserID(rawValue: job.user)
        let now = desk.ledger.clock()
        let answer = try await desk.ledger.submit(
            .failReading(use: job.use, .model),
            Visit.ofSystem(about: user, at: now, rid: job.rid)
        ) { ruling, _ in
            var changes: [WorkChange] = [.settle(key: job.inboxKey)]
            if case .failed(let ticket) = ruling.outcome {
                let language = Language(code: job.language) ?? .japanese
                let apology = self.apology(for: ticket, to: user, in: language)
                changes.append(desk.owe(apology, at: now))
            }
            return changes
        }
        return desk.deliveries(answer)
    }

    /// Reads a job out of the inbox, or returns `nil` if the keys are not those it was sealed with.
    func job(in row: InboxRow) -> ReadingJob? {
        guard let bytes = self.desk.ledger.keyring.openWork(row.sealed),
            var job = try? JSONDecoder().decode(ReadingJob.self, from: Data(bytes))
        else { return nil }
        job.use = row.use
        return job
    }

    /// What somebody is told whose reading could not be given.
    func apology(for released: TicketKind?, to user: UserID, in language: Language) -> Reply {
        let text =
            if let released {
                self.desk.texts.say(
                    .readingReleasedTicket,
                    in: language,
                    ["product": self.desk.name(of: released, in: language)]
                )
            } else {
                self.desk.texts.say(.readingReleasedFree, in: language)
            }
        return Reply(to: user, text, weight: .money)
    }

    private func takeIn(
        _ use: Position,
        key: String,
        language: Language,
        _ visit: Visit
    ) -> WorkChange {
        let job = ReadingJob(
            use: use,
            inboxKey: key,
            user: visit.user.rawValue,
            language: language.code,
            rid: visit.rid
        )
        return .takeIn(
            InboxRow(
                key: key,
                user: visit.user,
                takenInAt: visit.at,
                use: use,
                sealed: self.desk.ledger.keyring.sealWork(Self.bytes(of: job))
            )
        )
    }

    private func errands(
        for ruling: Ruling,
        key: String,
        language: Language,
        _ visit: Visit
    ) -> [Errand] {
        switch ruling.outcome {
        case .reading(let started):
            return self.errands(for: started, key: key, language: language, visit)
        case .refused(.paywall(let refusal)):
            return [.say(self.refusal(refusal, to: visit, in: language))]
        default:
            return [self.desk.words(.oldButton, visit)]
        }
    }

    private func errands(
        for started: StartedReading,
        key: String,
        language: Language,
        _ visit: Visit
    ) -> [Errand] {
        let desk = self.desk
        switch started.progress {
        case .started:
            let job = ReadingJob(
                use: started.use,
                inboxKey: key,
                user: visit.user.rawValue,
                language: language.code,
                rid: visit.rid
            )
            return [.compose(job)]
        case .underway:
            return [desk.words(.readingBusy, visit)]
        case .delivered:
            let cards = BuiltInReader().cardList(of: started.draw, speaking: language)
            return [desk.words(.readingAgain, visit, ["cards": cards])]
        case .over:
            return [desk.words(.readingReleasedFree, visit)]
        }
    }

    private func refusal(
        _ refusal: Paywall.Refusal,
        to visit: Visit,
        in language: Language
    ) -> Reply {
        let desk = self.desk
        let shop = desk.button(.buttonCharge, .charge, in: language)
        switch refusal {
        case .held:
            return Reply(to: visit.user, desk.say(.accessHeld, visit))
        case .noTicket(let kind):
            let product = desk.name(of: kind, in: language)
            let text = desk.say(.readingNoTicket, visit, ["product": product])
            let buy = Reply.Button(label: product, data: Press.buy(kind.sku).data)
            return Reply(to: visit.user, text).with(buttons: [[buy], [shop]])
        case .quotaUsedUp(_, let resetsAt):
            let reset = ClockText(desk.settings.dayClock).short(resetsAt)
            let text = desk.say(.readingQuota, visit, ["reset": reset])
            return Reply(to: visit.user, text).with(buttons: [[shop]])
        case .passOnly:
            return Reply(to: visit.user, desk.say(.passOnly, visit)).with(buttons: [[shop]])
        }
    }

    /// One line: what the reading cost, and what is left.
    private func cost(
        of use: OpenUse,
        user: UserID,
        in language: Language,
        at time: Instant
    ) -> String {
        let desk = self.desk
        let report = desk.ledger.read { StatusReport(of: user, in: $0, at: time) }
        switch use.access {
        case .free:
            let remaining = report.allowance.oneCard.remaining ?? 0
            return desk.texts.say(.costFree, in: language, ["remaining": String(remaining)])
        case .ticket:
            let kind = use.reserved ?? .three
            return desk.texts.say(
                .costTicket,
                in: language,
                [
                    "product": desk.name(of: kind, in: language),
                    "held": String(report.person.tickets(kind).held),
                ]
            )
        case .pass:
            let clock = ClockText(desk.settings.dayClock)
            let until = report.person.passUntil.map(clock.full) ?? ""
            return desk.texts.say(.costPass, in: language, ["until": until])
        case .admin: return desk.texts.say(.costAdmin, in: language)
        case .open: return desk.texts.say(.costOpen, in: language)
        }
    }

    private static func bytes(of job: ReadingJob) -> [UInt8] {
        do {
            return Array(try JSONEncoder().encode(job))
        } catch {
            // Strings and integers always encode.
            preconditionFailure("a job did not encode: \(error)")
        }
    }
}
