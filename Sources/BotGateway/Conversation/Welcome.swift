internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// First contact, help, language, terms: whatever needs no ticket and no money.
struct Welcome: Sendable {
    /// The version of the terms that people agree to.
    static let termsVersion: Int64 = 1

    let desk: Desk

    /// Greets somebody; the first time is an event.
    func start(_ visit: Visit) async throws(LedgerError) -> [Errand] {
        let isNew = self.desk.person(visit.user)?.firstSeen == nil
        let desk = self.desk
        let language = desk.language(of: visit)
        let settings = desk.settings
        let text =
            isNew
            ? desk.texts.say(
                .startWelcome,
                in: language,
                [
                    "trial_days": String(settings.trialDays),
                    "free_per_day": String(settings.oneCardTrialPerDay),
                ]
            ) : desk.texts.say(.startAgain, in: language)
        let reply = Reply(to: visit.user, text).with(menu: desk.menu(in: language))
        guard isNew else { return [.say(reply)] }
        return try await self.submit(.meet, visit, owing: reply)
    }

    /// Notes a first contact, whatever it was that came first.
    func meet(_ visit: Visit) async throws(LedgerError) {
        guard self.desk.person(visit.user)?.firstSeen == nil else { return }
        _ = try await self.desk.ledger.submit(.meet, visit.request())
    }

    /// Shows the terms.
    func terms(_ visit: Visit) -> [Errand] {
        let language = self.desk.language(of: visit)
        let text = self.desk.say(.terms, visit, ["version": String(Self.termsVersion)])
        let agree = self.desk.button(.termsAgree, .agree, in: language)
        return [.say(Reply(to: visit.user, text).with(buttons: [[agree]]))]
    }

    /// Records consent.
    func agree(_ visit: Visit) async throws(LedgerError) -> [Errand] {
        let language = self.desk.language(of: visit)
        let charge = self.desk.button(.buttonCharge, .charge, in: language)
        let reply = Reply(to: visit.user, self.desk.say(.termsAgreed, visit))
            .with(buttons: [[charge]])
        return try await self.submit(
            .acceptTerms(version: Self.termsVersion),
            visit,
            owing: reply
        )
    }

    /// Asks for a language.
    func askLanguage(_ visit: Visit) -> [Errand] {
        let buttons = Language.allCases.map { language in
            self.desk.button(.languageName, .setLanguage(language), in: language)
        }
        let reply = Reply(to: visit.user, self.desk.say(.languageAsk, visit))
        return [.say(reply.with(buttons: [buttons]))]
    }

    /// Chooses a language; the menu changes with it.
    func choose(_ language: Language, _ visit: Visit) async throws(LedgerError) -> [Errand] {
        let text = self.desk.texts.say(.languageChosen, in: language)
        let reply = Reply(to: visit.user, text).with(menu: self.desk.menu(in: language))
        return try await self.submit(.chooseLanguage(language), visit, owing: reply)
    }

    /// Keeps feedback, sealed with the person's own key.
    func feedback(_ text: String, key: String, _ visit: Visit) async throws(LedgerError) -> [Errand]
    {
        guard !text.isEmpty else { return [self.desk.words(.feedbackAsk, visit)] }
        let sealed: [UInt8]
        do throws(LedgerError) {
            sealed = try self.desk.ledger.keyring.seal(text, of: visit.user)
        } catch {
            // Without the keys there is no feedback, but everything else goes on.
            throw LedgerError(.contradiction, "feedback cannot be sealed: \(error.message)")
        }
        let thanks = Reply(to: visit.user, self.desk.say(.feedbackThanks, visit))
        return try await self.submit(
            .leaveFeedback(sealedText: sealed),
            visit,
            key: key,
            owing: thanks
        )
    }

    /// Submits a command whose answer is owed with it.
    private func submit(
        _ command: Command,
        _ visit: Visit,
        key: String? = nil,
        owing reply: Reply
    ) async throws(LedgerError) -> [Errand] {
        let desk = self.desk
        let answer = try await desk.ledger.submit(command, visit.request(key: key)) { _, events in
            events.isEmpty ? [] : [desk.owe(reply, at: visit.at)]
        }
        // A message that Telegram sends again was answered when it came first.
        if case .repeated = answer.outcome.outcome { return [] }
        return answer.events.isEmpty ? [.say(reply)] : desk.deliveries(answer)
    }
}
