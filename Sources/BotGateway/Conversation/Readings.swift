internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// What somebody asks the cards.
struct ReadingWish: Sendable {
    /// The layout.
    var spread: Spread
    /// What it is about, if a theme was chosen.
    var theme: Theme?
    /// What was asked in the person's own words, if anything.
    var question: String?
}

/// Readings: begun here with their cost decided; composed, delivered and only then paid for.
struct Readings: Sendable {
    let desk: Desk
    let lanes: Lanes<LaneKey, Errand>
    let modes: Modes

    /// Begins a reading, or says why not.
    ///
    /// The key names the message or the press, so that a repeat is the same reading.
    func begin(
        _ wish: ReadingWish,
        key: String,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        let desk = self.desk
        if let obstacle = wish.question.flatMap({ desk.obstacle(to: $0, visit) }) {
            _ = try await desk.ledger.submit(.meet, visit.request())
            return [.say(obstacle)]
        }
        // One at a time: their next one would only wait behind it.
        if self.lanes.isBusy(.reading(visit.user)), !desk.knows(key) {
            return [desk.words(.readingBusy, visit)]
        }
        let language = desk.language(of: visit)
        let answer = try await desk.ledger.submit(
            .startReading(self.request(for: wish)),
            visit.request(key: key)
        ) { ruling, _ in
            guard case .reading(let started) = ruling.outcome, started.progress == .started else {
                return []
            }
            let job = ReadingJob(
                use: started.use,
                key: key,
                question: wish.question,
                in: language,
                visit
            )
            return [job.takenIn(at: visit.at, sealedBy: desk.ledger.keyring)]
                + self.modes.renewal(visit)
        }
        switch answer.outcome.outcome {
        case .reading(let started):
            return self.errands(for: started, wish, key: key, language: language, visit)
        case .refused(.paywall(let refusal)):
            return [.say(desk.refusal(refusal, of: .reading(wish.spread), visit))]
        // A question that Telegram sends again, and that was a consultation before: answered once.
        case .refused(.keyReused) where wish.question != nil:
            return []
        default:
            return [desk.words(.oldButton, visit)]
        }
    }

    private func request(for wish: ReadingWish) -> ReadingRequest {
        var generator = SeededGenerator(seed: self.desk.randomness())
        return ReadingRequest(
            spread: wish.spread,
            draw: Draw.drawing(wish.spread, using: &generator),
            theme: wish.theme,
            questionDigest: wish.question.map(self.desk.ledger.keyring.digest(ofQuestion:))
        )
    }

    private func errands(
        for started: StartedReading,
        _ wish: ReadingWish,
        key: String,
        language: Language,
        _ visit: Visit
    ) -> [Errand] {
        let desk = self.desk
        switch started.progress {
        case .started:
            let job = ReadingJob(
                use: started.use,
                key: key,
                question: wish.question,
                in: language,
                visit
            )
            return [.compose(job)]
        case .underway:
            return [desk.words(.readingBusy, visit)]
        case .delivered:
            let cards = BuiltInReader().cardList(of: started.draw, speaking: language)
            let menu = desk.button(.buttonMenu, .menu, in: language)
            let text = desk.say(.readingAgain, visit, ["cards": cards])
            return [.say(Reply(to: visit.user, text).with(buttons: [[menu]]))]
        case .over:
            return [desk.words(.readingReleasedFree, visit)]
        }
    }
}
