internal import Ledger
internal import Payments

extension RecoveryWords {
    /// What an operator reads in English.
    static let english = RecoveryWords(
        headline: { Self.englishHeadline($0) },
        lost: "WHAT WAS LOST",
        kept: "WHAT FILES STILL HELD",
        cameBack: "WHAT CAME BACK FROM TELEGRAM",
        check: "LOOK AT THIS FIRST",
        gone: "WHAT CANNOT COME BACK",
        users: "USERS TO LOOK AT",
        next: "TYPE NEXT",
        range: { Self.englishRange($0) },
        oldLedger: { Self.englishOldLedger($0) },
        backup: { report in
            let head = Self.number(report.findings.backupHead)
            let manifest =
                switch report.findings.manifest {
                case .absent: "it has no manifest; its chain is whole"
                case .signed: "as its manifest says, with no signing.key here to check whose it is"
                case .signedHere: "as its manifest says, signed by this ledger"
                case .signedElsewhere: "as its manifest says, signed by another signing.key"
                }
            return "the backup: \(head) events, \(manifest) (\(report.backup))"
        },
        segment: { "a segment: \(Self.number($0.eventCount)) events more (\($0.path))" },
        taken: { source in
            "the old ledger: \(Self.number(source.eventCount)) events more that follow without a "
                + "break; they are kept"
        },
        money: { money in
            let total = money.total
            let payments = Self.some(total.paymentCount, "payment")
            let refunds = Self.some(total.refundCount, "refund")
            let unmatched =
                total.unmatchedCount == 0
                ? [] : ["\(total.unmatchedCount) of the payments fit no product: /admin unmatched"]
            return [
                "\(payments), \(Self.number(total.paidStars)) Stars",
                "\(refunds), \(Self.number(total.refundedStars)) Stars",
            ] + unmatched
        },
        balance: { report in
            let (ours, telegram) = (report.reconciliation.ours, report.reconciliation.telegram)
            let isEqual = telegram.nanostars == 0 && telegram.stars == ours
            if isEqual { return "balance: \(Self.number(ours)) Stars here and at Telegram" }
            let why = report.isBalanced ? "the bot's own Stars are the difference" : "they differ"
            return "balance: \(Self.number(ours)) Stars here, \(telegram) at Telegram; \(why)"
        },
        difference: { "\($0.kind.rawValue): \($0.sentence)" },
        moreDifferences: { "… and \($0) more" },
        goneAsSeen: { Self.englishGone($0) },
        goneUnseen: [
            "readings and free uses: tickets used in that time are held again, in their favour",
            "what administrators gave, took, held, released or set",
            "feedback, consent to the terms, chosen languages: people are asked again",
            "cancelled subscriptions: Telegram does not list them",
        ],
        keysMissing: "keys.db is missing: feedback stays unreadable unless its copy is put back",
        usersWithMoney: { "money came back of \(Self.some(Int64($0), "user")):" },
        usersWithUses: { "used tickets that are held again, of \(Self.some(Int64($0), "user")):" },
        holders: { "tickets held, perhaps used in that time, of \(Self.some(Int64($0), "user")):" },
        share: { share in
            let parts = [
                (share.paymentCount, "\(share.paymentCount) paid"),
                (share.refundCount, "\(share.refundCount) refunded"),
                (share.unmatchedCount, "\(share.unmatchedCount) unmatched"),
            ]
            let figures = Self.figures(parts, between: ", ") ?? ""
            return ([figures] + [share.skus.joined(separator: " ")]).filter { !$0.isEmpty }
                .joined(separator: "  ")
        },
        others: { "… and \($0) more; --json and the saved report list all" },
        nobody: "nobody",
        startBot: "start the bot",
        verify: "prove that the new ledger is whole",
        repeatForReal: "do it",
        lookAtDifferences: "see the differences again; then /admin unmatched in the chat",
        typeAgain: "repeat what administrators did, where it is still right:",
        eraseAgain:
            "erased in the time that was lost; their keys are gone, let the log say so again:",
        lookFirst: "a payment for the same product came back: look first"
    )

    private static func englishHeadline(_ report: RecoveryReport) -> String {
        let total = report.money.total
        let payments = Self.some(total.paymentCount, "payment")
        let refunds = Self.some(total.refundCount, "refund")
        let isNothing = total.paymentCount + total.refundCount == 0
        let back = isNothing ? "no payment and no refund was missing" : "\(payments) and \(refunds)"
        let count = report.differenceCount
        if report.isDryRun {
            let what = isNothing ? back : "\(back) would come back"
            let differences = count == 0 ? "" : "; \(Self.some(Int64(count), "thing")) to look at"
            return "DRY RUN, nothing was changed: \(what)\(differences)."
        }
        let what = isNothing ? back : "\(back) are back"
        return count == 0
            ? "RECOVERED: \(what). Start the bot."
            : "RECOVERED: \(what), but look at \(Self.some(Int64(count), "thing")) below before you "
                + "start the bot."
    }

    private static func some(_ count: Int64, _ what: String) -> String {
        "\(Self.number(count)) \(what)\(count == 1 ? "" : "s")"
    }

    private static func englishRange(_ report: RecoveryReport) -> [String] {
        let findings = report.findings
        if findings.lostEventCount == 0 { return ["no event: the files held the whole log"] }
        let from = Instant(seconds: report.lostFrom.seconds).rfc3339
        let until = report.lostUntil.map { Instant(seconds: $0.seconds).rfc3339 }
        let range =
            "from \(from) (event \(Self.number(findings.builtHead)))"
            + " to \(until ?? "a time that nothing here tells")"
        guard let count = findings.lostEventCount, let head = findings.lostHead else {
            return [range, "how many events that were is not known: there was no ledger.db.head"]
        }
        let events = Self.some(count, "event")
        return [range, "\(events): the log had reached event \(Self.number(head))"]
    }

    private static func englishOldLedger(_ findings: RecoveryFindings) -> String {
        let damage = findings.oldDamage.map { " (\($0))" } ?? ""
        return switch findings.oldLedger {
        case .absent: "the old ledger is gone"
        case .unreadable: "nothing of the old ledger can be read\(damage); it is kept"
        case .damaged: "the old ledger is damaged\(damage); it is kept"
        case .older: "a copy had been put in the ledger's place; it is kept"
        case .sound: "the old ledger is sound; you set it aside with --force, it is kept"
        case .foreign: "you set aside another ledger with --force\(damage); it is kept"
        }
    }

    private static func englishGone(_ known: KnownLosses) -> [String] {
        let parts: [(Int64, String)] = [
            (known.count(.readingDelivered), "readings"),
            (known.count(.consultationAnswered), "answers to questions"),
            (known.count(.ticketConsumed), "tickets used"),
            (known.count(.granted), "grants"),
            (known.count(.revoked), "revokes"),
            (known.count(.held, .released), "holds and releases"),
            (known.count(.settingChanged), "settings"),
            (known.count(.feedbackLeft), "feedback"),
            (known.count(.termsAccepted), "consents to the terms"),
            (known.count(.languageChosen), "chosen languages"),
            (known.count(.subscriptionChanged), "changes of subscriptions"),
            (known.count(.userErased), "erasures"),
        ]
        let seen = parts.filter { $0.0 > 0 }.map { count, what in
            "\(what): \(Self.number(count)), as the old ledger shows"
        }
        return seen + ["beyond that, what cannot be read there; tickets used are held again"]
    }
}
