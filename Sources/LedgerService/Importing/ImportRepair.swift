public import Ledger
internal import Payments
public import Projections

/// What the earlier bot left undone: payments it never gave anything for, refunds it took nothing
/// back for.
public struct ImportRepair: Sendable {
    /// One payment of the old file that needs a look.
    public struct Finding: Hashable, Sendable {
        /// The payment.
        public var charge: ChargeID
        /// Who paid.
        public var user: UserID
        /// What for.
        public var sku: SKU
        /// How much.
        public var stars: Int64
        /// When.
        public var paidAt: Instant
        /// When it went back, if it did.
        public var refundedAt: Instant?
        /// What became of it, or would.
        public var state: State
    }

    /// How far a repair has come.
    public enum State: Hashable, Sendable {
        /// Nobody has repaired it; a refund's would come to this.
        case open(WithdrawalEffect?)
        /// It was granted, or what it had given was withdrawn.
        case repaired
        /// Its money has gone back since.
        case refunded
    }

    /// What the old file proves to have been paid for and never given.
    public private(set) var lost: [Finding] = []

    /// What the old bot heard of twice, so that it may have died before it gave anything.
    public private(set) var doubtful: [Finding] = []

    /// What was given back and not withdrawn.
    public private(set) var refunded: [Finding] = []

    /// Every payment of the old file.
    private var places: [ChargeID: Finding] = [:]

    /// Finds what is to be repaired.
    ///
    /// - Parameters:
    ///   - view: The ledger.
    ///   - now: The clock.
    /// - Throws: ``LedgerError`` if the ledger cannot be read.
    public init(of view: LedgerView, at now: Instant) throws(LedgerError) {
        let books = try view.books()
        var refunds: [ChargeID] = []
        var payments: [(PaymentReceived, Finding)] = []
        try view.forEach(matching: HistoryFilter()) { event, _ in
            guard event.envelope.cause == .imported, let user = event.user else { return }
            switch event.event {
            case .paymentReceived(let payment):
                payments.append((payment, Self.finding(payment, of: user, event)))
            case .paymentRefunded(let refund):
                refunds.append(refund.charge)
                self.places[refund.charge]?.refundedAt = event.effectiveAt
            default: break
            }
            if let (payment, finding) = payments.last, self.places[payment.charge] == nil {
                self.places[payment.charge] = finding
            }
        }
        self.sort(payments, refunds: refunds, books, at: now)
    }

    /// Finds a payment of the old file, or `nil` if it is not one.
    public func payment(_ charge: ChargeID) -> Finding? { self.places[charge] }

    private static func finding(
        _ payment: PaymentReceived,
        of user: UserID,
        _ event: RecordedEvent
    ) -> Finding {
        Finding(
            charge: payment.charge,
            user: user,
            sku: payment.sku,
            stars: payment.stars.count,
            paidAt: event.effectiveAt,
            refundedAt: nil,
            state: .open(nil)
        )
    }

    private mutating func sort(
        _ payments: [(PaymentReceived, Finding)],
        refunds: [ChargeID],
        _ books: borrowing Books,
        at now: Instant
    ) {
        let refundedBefore = Set(refunds)
        for (payment, _) in payments {
            guard var finding = self.places[payment.charge],
                let charge = books.charge(payment.charge)
            else { continue }
            if refundedBefore.contains(payment.charge) {
                finding.state = Self.state(ofRefunded: charge, of: finding.user, books, at: now)
                self.refunded.append(finding)
            } else {
                finding.state = Self.state(ofPaid: charge)
                // Without a version of the catalogue nobody knows what it should have given.
                let isKnown = payment.catalogueVersion > 0
                if payment.gives == nil, isKnown { self.lost.append(finding) }
                if payment.isDoubtful { self.doubtful.append(finding) }
            }
            self.places[payment.charge] = finding
        }
    }

    private static func state(ofPaid charge: Charge) -> State {
        if charge.handGrant != nil { return .repaired }
        return charge.refund == .none ? .open(nil) : .refunded
    }

    private static func state(
        ofRefunded charge: Charge,
        of user: UserID,
        _ books: borrowing Books,
        at now: Instant
    ) -> State {
        guard charge.owesWithdrawal else { return .repaired }
        return .open(books.person(user)?.effect(ofRefunding: charge, at: now))
    }
}

// MARK: - Repairing

extension ImportRepair {
    /// What a repair came to.
    public struct Outcome: Hashable, Sendable {
        /// Payments granted now.
        public var granted: [ChargeID] = []
        /// Refunds withdrawn now.
        public var withdrawn: [ChargeID] = []
        /// Payments that could not be repaired.
        public var refused: [ChargeID] = []

        /// Creates an outcome without any.
        public init() {}
    }

    /// Who repairs, and why.
    public struct Order: Sendable {
        /// The operator.
        public var actor: Actor
        /// The request id.
        public var rid: String
        /// Why; recorded for ever.
        public var reason: String

        /// Describes an order.
        public init(actor: Actor, rid: String, reason: String) {
            self.actor = actor
            self.rid = rid
            self.reason = reason
        }
    }

    /// Grants payments, each once; the users are not told.
    ///
    /// - Throws: ``LedgerError``; whatever was done stays done, and is not done again.
    public static func grant(
        _ findings: [Finding],
        by order: Order,
        in ledger: LedgerService,
        into outcome: inout Outcome
    ) async throws {
        for finding in findings {
            let grant = Grant(
                sku: finding.sku,
                reason: order.reason,
                charge: finding.charge,
                isQuiet: true,
                repairsImport: true
            )
            let key = "repair:grant:\(finding.charge.rawValue)"
            let request = Self.request(order, about: finding, key: key, at: ledger.clock())
            let answer = try await ledger.submit(.grant(grant), request)
            Failpoint.pass("repair.granted")
            switch answer.outcome.outcome {
            case .granted: outcome.granted.append(finding.charge)
            case .repeated: break
            default: outcome.refused.append(finding.charge)
            }
        }
    }

    /// Withdraws what refunded payments had given, each once; the users are not told.
    ///
    /// - Throws: ``LedgerError``; whatever was done stays done, and is not done again.
    public static func withdraw(
        _ findings: [Finding],
        by order: Order,
        in ledger: LedgerService,
        into outcome: inout Outcome
    ) async throws {
        for finding in findings {
            let command = Command.takeBack(finding.charge, reason: order.reason)
            let key = "repair:withdraw:\(finding.charge.rawValue)"
            let request = Self.request(order, about: finding, key: key, at: ledger.clock())
            let answer = try await ledger.submit(command, request)
            Failpoint.pass("repair.withdrawn")
            switch answer.outcome.outcome {
            case .revoked: outcome.withdrawn.append(finding.charge)
            case .repeated, .unchanged: break
            default: outcome.refused.append(finding.charge)
            }
        }
    }

    private static func request(
        _ order: Order,
        about finding: Finding,
        key: String,
        at now: Instant
    ) -> Request {
        Request(
            user: finding.user,
            at: now,
            cause: .commandLine,
            actor: order.actor,
            rid: order.rid,
            key: key
        )
    }
}
