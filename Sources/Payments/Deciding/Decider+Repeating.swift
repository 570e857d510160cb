internal import Ledger
internal import Projections

// The same key again: the same content is answered from the log, other content is refused.

extension Decider {
    /// The answer to a key that was used before, or `nil` where the charge's own state answers.
    func repeating(_ command: Command, _ earlier: RecordedEvent) -> Decision? {
        guard earlier.user == self.request.user else { return self.refuse(.keyReused) }
        switch (command, earlier.event) {
        case (.startReading(let asked), .readingStarted(let started)):
            guard asked.spread == started.spread, asked.theme == started.theme,
                asked.questionDigest == started.questionDigest
            else { return self.refuse(.keyReused) }
            return self.answer(.reading(self.reading(started, at: earlier.position)))
        case (.startConsultation(let digest), .consultationStarted(let started)):
            guard digest == started.questionDigest else { return self.refuse(.keyReused) }
            let progress = self.progress(of: earlier.position)
            return self.answer(
                .consultation(
                    StartedConsultation(
                        use: earlier.position,
                        access: started.access,
                        progress: progress
                    )
                )
            )
        default: break
        }
        if case (.requestRefund(let charge, _), .refundRequested(let asked)) =
            (command, earlier.event), charge == asked.charge, !self.isGivenBack
        {
            // Telegram refused it: asking once more needs a key of its own.
            return self.answer(.repeated(earlier.position))
        }
        if let charge = command.charge, charge == earlier.event.charge,
            Self.isAnsweredByCharge(command, earlier.event)
        {
            return nil
        }
        return self.isRepeat(command, of: earlier.event)
            ? self.answer(.repeated(earlier.position)) : self.refuse(.keyReused)
    }

    /// Whether the charge is given back, or Telegram is asked to.
    private var isGivenBack: Bool {
        switch self.standing.charge?.state {
        case .refunding, .refunded, .refundedBeforeArrival: true
        default: false
        }
    }

    private func reading(_ started: ReadingStarted, at position: Position) -> StartedReading {
        StartedReading(
            use: position,
            spread: started.spread,
            draw: started.draw,
            theme: started.theme,
            access: started.access,
            progress: self.progress(of: position)
        )
    }

    private func progress(of use: Position) -> UseProgress {
        if self.person.openUse(use) != nil { return .underway }
        return self.person.settledUse(use)?.isDelivered == true ? .delivered : .over
    }

    private static func isAnsweredByCharge(_ command: Command, _ event: Event) -> Bool {
        switch (command, event) {
        case (.receivePayment, .paymentReceived), (.receivePayment, .paymentUnmatched),
            (.receivePayment, .paymentConflict), (.noteRefund, .paymentRefunded),
            (.requestRefund, .refundRequested), (.settleRefund, .paymentRefunded),
            (.settleRefund, .refundFailed):
            true
        default: false
        }
    }

    private func isRepeat(_ command: Command, of event: Event) -> Bool {
        switch (command, event) {
        case (.acceptTerms(let version), .termsAccepted(let terms)):
            version == terms.termsVersion
        case (.chooseLanguage(let language), .languageChosen(let choice)):
            language == choice.language
        // Sealing the same text twice gives different bytes, so only the kind can be compared.
        case (.leaveFeedback, .feedbackLeft), (.meet, .firstSeen): true
        case (.erase(let reason, _), .userErased(let erased)):
            self.reason(reason) == erased.reason
        case (.sendInvoice(let sku), .invoiceSent(let sent)): sku == sent.sku
        case (.approveCheckout(let checkout), .checkoutApproved(let approved)):
            checkout.amount == approved.stars.count
        case (.approveCheckout(let checkout), .checkoutRejected(let rejected)):
            checkout.amount == rejected.stars
        case (.changeSubscription(let state, _), .subscriptionChanged(let change)):
            state == change.state
        default: self.isRepeatedDeed(command, of: event)
        }
    }

    private func isRepeatedDeed(_ command: Command, of event: Event) -> Bool {
        switch (command, event) {
        case (.resolve(let charge, let sku), .paymentReceived(let payment)):
            charge == payment.charge && sku == payment.sku && payment.resolves
        case (.grant(let grant), .granted(let granted)):
            grant.sku == granted.sku && grant.charge == granted.charge
                && self.reason(grant.reason) == granted.reason && grant.isQuiet == granted.isQuiet
        case (.takeBack(let charge, _), .revoked(let revoked)): charge == revoked.charge
        case (.revoke(let sku, let reason, let isQuiet), .revoked(let revoked)):
            revoked.charge == nil && sku == revoked.sku && self.reason(reason) == revoked.reason
                && isQuiet == revoked.isQuiet
        case (.hold(let reason), .held(let held)): self.reason(reason) == held.reason
        case (.release(let reason), .released(let released)):
            self.reason(reason) == released.reason
        case (.changeSetting(let name, let value), .settingChanged(let change)):
            name == change.name
                && (try? Setting(rawValue: name)?.canonical(value)) == change.value
        case (.noteIncident(let text, let about), .incidentNoted(let noted)):
            text == noted.text && about == noted.about
        case (.deliverReading(let use, _), .readingDelivered(let delivered)):
            use == delivered.use
        case (.failReading(let use, _), .readingFailed(let failed)): use == failed.use
        case (.answerConsultation(let use), .consultationAnswered(let answered)):
            use == answered.use
        case (.failConsultation(let use, _), .consultationFailed(let failed)):
            use == failed.use
        case (.recordError(let error), .errorRecorded(let recorded)): error == recorded.error
        case (.recordModelUse(let used), .modelUsed(let recorded)): used == recorded
        case (.noteRestored(let restored), .restored(let recorded)): restored == recorded
        case (.noteReconciled(let reconciled), .reconciled(let recorded)):
            reconciled == recorded
        default: false
        }
    }
}
