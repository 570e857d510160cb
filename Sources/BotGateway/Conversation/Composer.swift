internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections

/// Composes readings and answers; what became of them is recorded in a step of its own, so that a
/// ledger that is down for a moment never makes the model speak twice.
struct Composer: Sendable {
    let desk: Desk
    /// The language model, if there is one.
    let voice: ModelVoice?
    let books: ModelBooks

    /// Composes what a job asks for.
    ///
    /// - Throws: `CancellationError` if the process ends meanwhile; the job stays in the inbox.
    func compose(_ job: ReadingJob) async throws -> Composition {
        let composition = await self.attempt(job)
        guard Task.isCancelled else { return composition }
        // The words are lost with the process; what they cost is not.
        _ = try await self.books.note(composition)
        throw CancellationError()
    }

    /// Records what was spent, and owes the words; if there are none, the cost is given back.
    func record(_ composition: Composition) async throws(LedgerError) -> [Errand] {
        let alarms = try await self.books.note(composition)
        switch composition.ending {
        case .words(let text): return alarms + (try await self.owe(text, composition))
        case .failed: return alarms + (try await self.fail(composition.job))
        case .settled:
            try await self.desk.ledger.change([.settle(key: composition.job.inboxKey)])
            return alarms
        }
    }

    private func attempt(_ job: ReadingJob) async -> Composition {
        let nonce = RequestID.new()
        guard let use = self.desk.person(job.owner)?.openUse(job.use) else {
            return Composition(job: job, ending: .settled, nonce: nonce)
        }
        let blank = Composition(job: job, ending: .failed, nonce: nonce)
        switch use.kind {
        case .reading(let spread, let draw, let theme):
            let order = Reader.Order(
                draw: draw,
                spread: spread,
                theme: theme,
                question: job.question,
                language: job.spoken
            )
            return await self.reading(order, blank)
        case .consultation:
            return await self.consultation(blank)
        }
    }

    private func reading(_ order: Reader.Order, _ blank: Composition) async -> Composition {
        guard let voice = self.voice else { return await self.standIn(order, blank) }
        let composition = await self.speak(blank) { () throws(ModelFailure) in
            try await voice.reader.reading(
                of: order.draw,
                in: order.spread,
                about: order.theme,
                asking: order.question,
                speaking: order.language
            )
        }
        guard case .failed = composition.ending, voice.fallback == .builtin, !Task.isCancelled
        else { return composition }
        var fallback = await self.standIn(order, composition)
        fallback.isFallback = true
        return fallback
    }

    private func consultation(_ blank: Composition) async -> Composition {
        // Without a model no consultation begins; one that began under a key that is gone fails.
        guard let voice = self.voice else { return blank }
        return await self.speak(blank) { () throws(ModelFailure) in
            try await voice.reader.consultation(
                on: blank.job.question ?? "",
                speaking: blank.job.spoken
            )
        }
    }

    private func speak(
        _ blank: Composition,
        _ words: () async throws(ModelFailure) -> ModelReader.Words
    ) async -> Composition {
        var composition = blank
        do throws(ModelFailure) {
            let words = try await words()
            composition.ending = .words(words.text)
            composition.usage = words.usage
        } catch {
            composition.usage = error.usage
            composition.failure = error.code
            self.desk.logger.error(
                "the language model failed",
                metadata: ["rid": "\(blank.job.rid)", "error": "\(error)"]
            )
        }
        return composition
    }

    private func standIn(_ order: Reader.Order, _ blank: Composition) async -> Composition {
        var composition = blank
        do {
            composition.ending = .words(try await self.desk.reader.reading(of: order))
        } catch {
            self.desk.logger.error(
                "a reading could not be composed; its cost is given back",
                metadata: ["rid": "\(blank.job.rid)", "error": "\(type(of: error))"]
            )
        }
        return composition
    }
}

// MARK: - What is owed

extension Composer {
    private func owe(
        _ text: String,
        _ composition: Composition
    ) async throws(LedgerError) -> [Errand] {
        let job = composition.job
        let time = self.desk.ledger.clock()
        guard let use = self.desk.person(job.owner)?.openUse(job.use) else {
            try await self.desk.ledger.change([.settle(key: job.inboxKey)])
            return []
        }
        let cost = CostLine(desk: self.desk).text(for: use, of: job.owner, in: job.spoken, at: time)
        var reply = Reply(to: job.owner, "\(text)\n\n\(cost)", weight: .reading)
        reply.buttons = [[self.desk.button(.buttonMenu, .menu, in: job.spoken)]]
        reply.picture = self.picture(of: use, for: job.owner, in: job.spoken)
        reply.settles = Reply.Settlement(
            use: job.use,
            rid: job.rid,
            isFallback: composition.isFallback
        )
        // From here on the answer is what is owed; the question is not needed any more.
        let changes = [self.desk.owe(reply, at: time), .settle(key: job.inboxKey)]
        return try await self.desk.ledger.change(changes).map { .deliver($0) }
    }

    private func fail(_ job: ReadingJob) async throws(LedgerError) -> [Errand] {
        let desk = self.desk
        let now = desk.ledger.clock()
        guard let use = desk.person(job.owner)?.openUse(job.use) else {
            try await desk.ledger.change([.settle(key: job.inboxKey)])
            return []
        }
        let answer = try await desk.ledger.submit(
            use.failure(.model),
            Visit.ofSystem(about: job.owner, at: now, rid: job.rid)
        ) { ruling, _ in
            var changes: [WorkChange] = [.settle(key: job.inboxKey)]
            if case .failed(let ticket) = ruling.outcome {
                let apology = desk.apology(for: use, ticket, to: job.owner, in: job.spoken)
                changes.append(desk.owe(apology, at: now))
            }
            return changes
        }
        return desk.deliveries(answer)
    }
}

extension OpenUse {
    /// The command that records that it failed for good.
    func failure(_ reason: FailureReason) -> Command {
        switch self.kind {
        case .reading: .failReading(use: self.position, reason)
        case .consultation: .failConsultation(use: self.position, reason)
        }
    }

    /// The command that records that it arrived.
    func delivery(isFallback: Bool) -> Command {
        switch self.kind {
        case .reading: .deliverReading(use: self.position, isFallback: isFallback)
        case .consultation: .answerConsultation(use: self.position)
        }
    }
}

extension Desk {
    /// What somebody is told whose reading or answer could not be given.
    ///
    /// - Parameters:
    ///   - use: What it was.
    ///   - released: The ticket that went back, if one did.
    ///   - user: Whose it was.
    ///   - language: The language to say it in.
    /// - Returns: Words that are sent once more if their fate is unknown.
    func apology(
        for use: OpenUse,
        _ released: TicketKind?,
        to user: UserID,
        in language: Language
    ) -> Reply {
        let text: String
        if case .consultation = use.kind {
            text = self.texts.say(.chatReleased, in: language)
        } else if let released {
            let product = self.name(of: released, in: language)
            text = self.texts.say(.readingReleasedTicket, in: language, ["product": product])
        } else {
            text = self.texts.say(.readingReleasedFree, in: language)
        }
        return Reply(to: user, text, weight: .money)
    }
}
