internal import Ledger
internal import Projections

// What people tell us about themselves.

extension Decider {
    func acceptTerms(_ version: Int64) -> Decision {
        guard self.request.user != nil else { return self.refuse(.userMissing) }
        if self.person.termsAcceptedAt != nil, self.person.termsVersion >= version {
            return self.answer(.unchanged)
        }
        return self.record(.termsAccepted(TermsAccepted(termsVersion: version)), .recorded)
    }

    func choose(_ language: Language) -> Decision {
        guard self.request.user != nil else { return self.refuse(.userMissing) }
        if self.person.languageChosen == language { return self.answer(.unchanged) }
        return self.record(.languageChosen(LanguageChosen(language: language)), .recorded)
    }

    func leaveFeedback(_ sealedText: [UInt8]) -> Decision {
        guard self.request.user != nil else { return self.refuse(.userMissing) }
        return self.record(.feedbackLeft(FeedbackLeft(sealedText: sealedText)), .recorded)
    }

    func erase(_ reason: String, keyDigest: Int64?) -> Decision {
        guard self.request.user != nil else { return self.refuse(.userMissing) }
        let event = UserErased(reason: self.reason(reason), keyDigest: keyDigest)
        return self.record(.userErased(event), .recorded)
    }
}
