public import Ledger

/// What someone wants to happen.
///
/// Whether it does is for ``Payments/decide(_:_:in:)`` to say.
public enum Command: Hashable, Sendable {
    // MARK: People
    /// Take note that the user came.
    case meet
    /// Accept the terms, by their version.
    case acceptTerms(version: Int64)
    /// Speak this language from now on.
    case chooseLanguage(Language)
    /// Leave feedback, sealed with the user's own key.
    case leaveFeedback(sealedText: [UInt8])
    /// Record that the user's key was destroyed, and why.
    case erase(reason: String, keyDigest: Int64?)

    // MARK: The shop and its money
    /// Send an invoice.
    case sendInvoice(SKU)
    /// Answer Telegram's question whether a purchase may proceed.
    case approveCheckout(Checkout)
    /// Record money that arrived, and what it buys.
    case receivePayment(Payment)
    /// Record what became of a subscription.
    case changeSubscription(SubscriptionState, payload: String)
    /// Record that Telegram gave money back.
    case noteRefund(ChargeID, stars: Int64, at: Instant?)
    /// Give money back.
    case requestRefund(ChargeID, reason: String)
    /// Record Telegram's answer to a refund.
    case settleRefund(ChargeID, RefundAnswer)

    // MARK: Administration
    /// Grant a product for money that fits none.
    case resolve(ChargeID, SKU)
    /// Give a product.
    case grant(Grant)
    /// Take back the newest live unit of a product.
    case revoke(SKU, reason: String, isQuiet: Bool)
    /// Suspend all access.
    case hold(reason: String)
    /// Lift a suspension.
    case release(reason: String)
    /// Change a setting of the whole system.
    case changeSetting(name: String, value: String)
    /// Note an incident.
    case noteIncident(text: String, about: String?)

    // MARK: Uses
    /// Begin a reading.
    case startReading(ReadingRequest)
    /// Record that a reading arrived.
    case deliverReading(use: Position, isFallback: Bool)
    /// Record that a reading failed for good.
    case failReading(use: Position, FailureReason)
    /// Begin a consultation.
    case startConsultation(questionDigest: Int64?)
    /// Record that a consultation's answer arrived.
    case answerConsultation(use: Position)
    /// Record that a consultation failed for good.
    case failConsultation(use: Position, FailureReason)

    // MARK: The ledger
    /// Record an error that a person may have noticed.
    case recordError(ErrorKind)
    /// Record what a call of the language model cost.
    case recordModelUse(ModelUsed)
    /// Record that a new epoch began.
    case noteRestored(Restored)
    /// Record a comparison with Telegram's list.
    case noteReconciled(Reconciled)
    /// Record what an earlier database holds, as ``LegacyTranslator`` made it.
    case takeOver([NewEvent])
    /// Take what a payment had given that the earlier bot refunded without taking anything.
    case takeBack(ChargeID, reason: String)
    /// Record under which name Telegram lists a row of the earlier database that had none.
    case pairRow(ChargeID, listedAs: ChargeID)
}

extension Command {
    /// The charge whose state ``Standing/charge`` must hold.
    public var charge: ChargeID? {
        switch self {
        case .receivePayment(let payment): payment.charge
        case .noteRefund(let charge, _, _): charge
        case .requestRefund(let charge, _): charge
        case .settleRefund(let charge, _): charge
        case .resolve(let charge, _): charge
        case .grant(let grant): grant.charge
        case .takeBack(let charge, _): charge
        case .pairRow(let charge, _): charge
        default: nil
        }
    }

    /// Whether it is about whoever owns the charge: ``Request/user`` must then be the charge's
    /// user wherever the charge is known, and ``Standing/person`` that user's state.
    public var actsOnOwner: Bool {
        switch self {
        case .noteRefund, .requestRefund, .settleRefund, .resolve, .takeBack, .pairRow: true
        default: false
        }
    }

    /// The same command about its charge under the name that the books keep it by.
    ///
    /// - Parameter charge: That name.
    /// - Returns: The command; one that is about no charge is itself.
    public func about(_ charge: ChargeID) -> Command {
        switch self {
        case .receivePayment(var payment):
            payment.charge = charge
            return .receivePayment(payment)
        case .noteRefund(_, let stars, let at): return .noteRefund(charge, stars: stars, at: at)
        case .requestRefund(_, let reason): return .requestRefund(charge, reason: reason)
        case .settleRefund(_, let answer): return .settleRefund(charge, answer)
        case .resolve(_, let sku): return .resolve(charge, sku)
        case .grant(var grant):
            grant.charge = charge
            return .grant(grant)
        case .takeBack(_, let reason): return .takeBack(charge, reason: reason)
        default: return self
        }
    }
}

/// Telegram's question before it moves Stars.
public struct Checkout: Hashable, Sendable {
    /// The invoice's payload.
    public var payload: String
    /// The amount, in the currency's smallest unit.
    public var amount: Int64
    /// The currency, `XTR` for Stars.
    public var currency: String

    /// Describes the question.
    public init(payload: String, amount: Int64, currency: String) {
        self.payload = payload
        self.amount = amount
        self.currency = currency
    }
}

/// A report that Stars arrived, by an update or in Telegram's own list.
public struct Payment: Hashable, Sendable {
    /// Telegram's name for it.
    public var charge: ChargeID
    /// The invoice's payload; empty if the report has none.
    public var payload: String
    /// The amount, in the currency's smallest unit.
    public var amount: Int64
    /// The currency, `XTR` for Stars.
    public var currency: String
    /// When Telegram says it was paid; the clock at intake if nobody says.
    public var paidAt: Instant?
    /// Which charge of a subscription it is, if it is one.
    public var subscription: SubscriptionTerm?
    /// When a subscription's paid period ends.
    public var paidUntil: Instant?
    /// Whether it restores what a lost disk held: then a pass ran when it ran.
    public var isRecovery: Bool
    /// What an affiliate programme took of it, where that leaves the amount open; else 0.
    public var share: Int64

    /// Describes the report.
    public init(
        charge: ChargeID,
        payload: String,
        amount: Int64,
        currency: String = "XTR",
        paidAt: Instant? = nil,
        subscription: SubscriptionTerm? = nil,
        paidUntil: Instant? = nil,
        isRecovery: Bool = false,
        share: Int64 = 0
    ) {
        self.charge = charge
        self.payload = payload
        self.amount = amount
        self.currency = currency
        self.paidAt = paidAt
        self.subscription = subscription
        self.paidUntil = paidUntil
        self.isRecovery = isRecovery
        self.share = share
    }
}

/// Telegram's answer to a refund.
public enum RefundAnswer: Hashable, Sendable {
    /// The Stars went back, now or before.
    case done
    /// It refuses for good, with its error code and words.
    case failed(String)
}

/// A product to be given by an administrator.
public struct Grant: Hashable, Sendable {
    /// The product.
    public var sku: SKU
    /// Why.
    public var reason: String
    /// The charge it fulfils by hand, if any.
    public var charge: ChargeID?
    /// Whether the user is not told.
    public var isQuiet: Bool
    /// Whether it makes up for a grant that the earlier bot lost: only an operator can know that.
    public var repairsImport: Bool

    /// Describes the grant.
    public init(
        sku: SKU,
        reason: String,
        charge: ChargeID? = nil,
        isQuiet: Bool = false,
        repairsImport: Bool = false
    ) {
        self.sku = sku
        self.reason = reason
        self.charge = charge
        self.isQuiet = isQuiet
        self.repairsImport = repairsImport
    }
}

/// A reading that is asked for, with the cards it will have if it may be had.
public struct ReadingRequest: Hashable, Sendable {
    /// The layout.
    public var spread: Spread
    /// The cards, drawn beforehand: deciding is free of chance.
    public var draw: Draw
    /// What it is about.
    public var theme: Theme?
    /// A keyed digest of the normalised question.
    public var questionDigest: Int64?

    /// Describes the reading.
    public init(spread: Spread, draw: Draw, theme: Theme? = nil, questionDigest: Int64? = nil) {
        self.spread = spread
        self.draw = draw
        self.theme = theme
        self.questionDigest = questionDigest
    }
}
