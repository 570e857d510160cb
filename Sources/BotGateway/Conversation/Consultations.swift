internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// Consultations: somebody wants to talk, and the language model answers; never of cards.
struct Consultations: Sendable {
    let desk: Desk
    let lanes: Lanes<LaneKey, Errand>
    /// Whether there is a language model that can answer.
    let hasVoice: Bool

    /// Invites somebody to talk, and says how often they may today.
    func invite(_ visit: Visit) -> [Errand] {
        let desk = self.desk
        guard self.hasVoice else { return [desk.words(.chatUnavailable, visit)] }
        let verdict = desk.ledger.read { books in
            let settings = books.settings
            return Paywall.decide(
                .consultation,
                for: visit.user,
                person: books.person(visit.user) ?? Person(),
                settings: settings,
                costToday: books.cost(of: settings.dayClock.day(of: visit.at)),
                at: visit.at
            )
        }
        if case .refused(let refusal) = verdict {
            return [.say(desk.refusal(refusal, of: .consultation, visit))]
        }
        let language = desk.language(of: visit)
        let quota = StatusPage(desk: desk).chat(of: visit.user, in: language, at: visit.at)
        return [.say(Reply(to: visit.user, desk.say(.chatInvite, visit) + "\n\n" + quota))]
    }

    /// Begins a consultation, or says why not.
    ///
    /// The key names the message, so that a repeat is the same consultation.
    func begin(
        _ question: String,
        key: String,
        _ visit: Visit
    ) async throws(LedgerError) -> [Errand] {
        let desk = self.desk
        if let errand = self.objection(to: question, key: key, visit) {
            _ = try await desk.ledger.submit(.meet, visit.request())
            return [errand]
        }
        let language = desk.language(of: visit)
        let digest = desk.ledger.keyring.digest(ofQuestion: question)
        let job: @Sendable (Position) -> ReadingJob = { use in
            ReadingJob(use: use, key: key, question: question, in: language, visit)
        }
        let answer = try await desk.ledger.submit(
            .startConsultation(questionDigest: digest),
            visit.request(key: key)
        ) { ruling, _ in
            guard case .consultation(let started) = ruling.outcome, started.progress == .started
            else { return [] }
            return [job(started.use).takenIn(at: visit.at, sealedBy: desk.ledger.keyring)]
        }
        switch answer.outcome.outcome {
        case .consultation(let started):
            // A message that Telegram sends again is answered once.
            return started.progress == .started ? [.compose(job(started.use))] : []
        case .refused(.paywall(let refusal)):
            return [.say(desk.refusal(refusal, of: .consultation, visit))]
        default:
            return []
        }
    }

    /// What is said instead of beginning: none of it is asked of the ledger.
    private func objection(to question: String, key: String, _ visit: Visit) -> Errand? {
        if let obstacle = self.desk.obstacle(to: question, visit) { return .say(obstacle) }
        guard self.hasVoice else { return self.desk.words(.chatUnavailable, visit) }
        // One at a time: never a second call of the model for the same person.
        if self.lanes.isBusy(.reading(visit.user)), !self.desk.knows(key) {
            return self.desk.words(.chatBusy, visit)
        }
        return nil
    }
}
