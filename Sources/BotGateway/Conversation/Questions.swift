internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

// What every question goes through, whether the cards or the model answer it.
extension Desk {
    /// What somebody is told instead of an answer, at no cost.
    ///
    /// The question is too long, or about something that the cards and the model keep out of.
    func obstacle(to question: String, _ visit: Visit) -> Reply? {
        let limit = ChatCommand.questionCharacterCountMax
        guard question.count <= limit else {
            return Reply(to: visit.user, self.say(.tooLong, visit, ["limit": String(limit)]))
        }
        return CarefulTopic.topic(of: question).map { topic in
            let notice = self.prompts.notice(on: topic, speaking: self.language(of: visit))
            return Reply(to: visit.user, notice)
        }
    }

    /// Whether something was begun under this key: then the same thing is asked for again.
    func knows(_ key: String) -> Bool {
        self.ledger.read { $0.position(of: KeyFingerprint(key)) != nil }
    }

    /// What somebody is told whom the paywall refuses.
    func refusal(
        _ refusal: Paywall.Refusal,
        of ask: Paywall.Ask,
        _ visit: Visit
    ) -> Reply {
        let language = self.language(of: visit)
        let shop = self.button(.buttonCharge, .charge, in: language)
        switch refusal {
        case .held:
            return Reply(to: visit.user, self.say(.accessHeld, visit))
        case .noTicket(let kind):
            let product = self.name(of: kind, in: language)
            let text = self.say(.readingNoTicket, visit, ["product": product])
            let buy = Reply.Button(label: product, data: Press.buy(kind.sku).data)
            return Reply(to: visit.user, text).with(buttons: [[buy], [shop]])
        case .quotaUsedUp(_, let resetsAt):
            let reset = ClockText(self.settings.dayClock).short(resetsAt)
            let key: TextKey = ask == .consultation ? .chatQuota : .readingQuota
            let text = self.say(key, visit, ["reset": reset])
            return Reply(to: visit.user, text).with(buttons: [[shop]])
        case .passOnly:
            let key: TextKey = ask == .consultation ? .passOnly : .readingPassOnly
            return Reply(to: visit.user, self.say(key, visit)).with(buttons: [[shop]])
        }
    }
}
