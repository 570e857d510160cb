internal import Ledger
internal import Payments
internal import Projections

/// One reading of Telegram's list, and what it has come to so far.
///
/// Its memory does not grow with what both sides know: of a page there stays one number, of a known
/// charge one bit.
struct ReconciliationPass {
    /// Where a page began.
    struct Beginning {
        var offset: Int
        var listed: StarAmount
        var anchor: Int
    }

    /// Which charge of the books is missing in the list so far.
    struct Suspect: Sendable {
        var mismatch: Mismatch
        /// What stands for the charge in ``payments`` and ``refunds``.
        var place: Position
    }

    var report = ReconciliationReport()
    var pairs: ImportPairs
    /// Rows and transactions of this page that turned out to be the same.
    private var found: [PairRecorder.Pair] = []
    /// How many transactions lie before the next page.
    var offset: Int
    /// The charges of the books that the list has as payments, and as refunds.
    var payments = PositionSet()
    var refunds = PositionSet()
    /// Payments that are in the list and will not be in the books.
    var listedOnly: Set<KeyFingerprint> = []
    /// Those of them that went back.
    private var givenBack: Set<ChargeID> = []
    /// Each page of the list in one number, and how many transactions the last one had.
    private(set) var pages: [Int] = []
    private(set) var lastPageCount = 0
    private(set) var beginnings: [Beginning] = []
    private var youngFrom: Int?

    init(pairs: ImportPairs, from bookmark: ReconciliationBookmark?) {
        self.pairs = pairs
        self.offset = bookmark?.offset ?? 0
        self.report.listed = bookmark?.listed ?? .zero
        self.report.isWhole = bookmark == nil
    }
}

// MARK: - The same list twice

extension ReconciliationPass {
    /// How many pages' beginnings are kept: enough to find one before the overlap.
    private static let beginningCountMax = 4

    /// Notes a page by one number.
    ///
    /// - Returns: Whether it is what an earlier pass read there, as far as that one read.
    mutating func note(_ page: [StarTransaction], after earlier: ReconciliationPass?) -> Bool {
        let index = self.pages.count
        if let first = page.first {
            self.beginnings.append(
                Beginning(
                    offset: self.offset,
                    listed: self.report.listed,
                    anchor: Self.print(of: [first])
                )
            )
            if self.beginnings.count > Self.beginningCountMax { self.beginnings.removeFirst() }
        }
        self.pages.append(Self.print(of: page[...]))
        self.lastPageCount = page.count
        guard let earlier, index < earlier.pages.count else { return true }
        guard index == earlier.pages.count - 1 else {
            return self.pages[index] == earlier.pages[index]
        }
        return page.count >= earlier.lastPageCount
            && Self.print(of: page.prefix(earlier.lastPageCount)) == earlier.pages[index]
    }

    /// Whether a page begins with what stood there when a bookmark was made.
    static func begins(_ page: [StarTransaction], at bookmark: ReconciliationBookmark) -> Bool {
        page.first.map { Self.print(of: [$0]) == bookmark.anchor } ?? false
    }

    private static func print(of transactions: ArraySlice<StarTransaction>) -> Int {
        var hasher = Hasher()
        for transaction in transactions { hasher.combine(transaction) }
        return hasher.finalize()
    }

    /// Where a later run may begin: at least ``Reconciliation/overlapCount`` before the end, and
    /// before whatever was too young.
    func bookmark(wholeAt: Instant) -> ReconciliationBookmark? {
        let end = min(self.youngFrom ?? self.offset, self.offset) - Reconciliation.overlapCount
        let beginning = self.beginnings.last { $0.offset <= end } ?? self.beginnings.first
        guard let beginning, beginning.offset <= max(0, end) || beginning.offset == 0 else {
            return nil
        }
        return ReconciliationBookmark(
            offset: beginning.offset,
            listed: beginning.listed,
            anchor: beginning.anchor,
            wholeAt: wholeAt
        )
    }
}

// MARK: - What is found

extension ReconciliationPass {
    /// Counts a transaction and what was found about it, unless it is to be recorded first.
    mutating func count(_ transaction: StarTransaction, _ finding: Finding) {
        self.offset += 1
        self.report.listed = self.report.listed + transaction.change
        guard finding != .tooYoung else {
            self.report.youngCount += 1
            if self.youngFrom == nil { self.youngFrom = self.offset - 1 }
            return
        }
        self.report.checked += 1
        if transaction.direction == .outgoing,
            self.listedOnly.contains(KeyFingerprint(transaction.id.rawValue))
        {
            self.givenBack.insert(transaction.id)
        }
        switch finding {
        case .treasury:
            self.report.treasuryCount += 1
            self.report.treasury = self.report.treasury + transaction.change
        case .mismatch(let mismatch):
            if Self.isMissingHere(mismatch) { self.report.unknownHere += 1 }
            self.add(mismatch)
        case .missingPayment, .missingRefund, .agrees, .tooYoung: break
        }
    }

    /// Whether the books have nothing for a transaction, and will have nothing.
    private static func isMissingHere(_ mismatch: Mismatch) -> Bool {
        switch mismatch.kind {
        case .beforeImport, .refundBeforeImport, .notARefund: true
        case .amount, .user, .product, .unmatched, .paymentUnknownThere, .refundUnknownThere,
            .refundOfUnseen, .nearGrant, .balance:
            false
        }
    }

    /// Adds something that a person must look at.
    mutating func add(_ mismatch: Mismatch) {
        self.report.mismatchCount += 1
        if self.report.mismatches.count < Reconciliation.mismatchCountMax {
            self.report.mismatches.append(mismatch)
        }
    }

    /// Notes that the list has a charge of the books.
    mutating func mark(_ charge: Charge, as direction: StarTransaction.Direction) {
        switch direction {
        case .incoming: self.payments.insert(Self.place(of: charge))
        case .outgoing: self.refunds.insert(Self.place(of: charge))
        }
    }

    /// Notes under which name the list has a row.
    mutating func note(_ row: ImportPairs.Row, as listed: ChargeID) {
        self.found.append(
            PairRecorder.Pair(
                row: row.id,
                listed: listed,
                user: row.charge.user,
                stars: row.charge.stars
            )
        )
    }

    /// Hands over the pairs that were noted.
    mutating func takePairs() -> [PairRecorder.Pair] {
        defer { self.found = [] }
        return self.found
    }

    /// What stands for a charge: the first event about it.
    static func place(of charge: Charge) -> Position {
        charge.first ?? charge.withdrawnBy ?? 0
    }

    /// The charges of the books that the list does not have so far.
    ///
    /// Their list may still grow: what is in the books now is in the list a moment later.
    func suspects(in books: ComparedBooks, isSettledBefore limit: Instant?) -> [Suspect] {
        let (payments, refunds) = (self.payments, self.refunds)
        let (found, _) = books.read { books in
            books.charges(upTo: Reconciliation.suspectCountMax) { _, charge in
                guard charge.isStars else { return false }
                if let limit, let paidAt = charge.paidAt, paidAt > limit { return false }
                let place = Self.place(of: charge)
                return charge.first != nil && !payments.contains(place)
                    || charge.refund == .refunded && !refunds.contains(place)
            }
        }
        return found.flatMap { id, charge in Self.suspects(of: id, charge, payments, refunds) }
            .sorted {
                ($0.place, $0.mismatch.kind.rawValue) < ($1.place, $1.mismatch.kind.rawValue)
            }
    }

    private static func suspects(
        of id: ChargeID,
        _ charge: Charge,
        _ payments: PositionSet,
        _ refunds: PositionSet
    ) -> [Suspect] {
        let place = Self.place(of: charge)
        var mismatch = Mismatch(
            .paymentUnknownThere,
            charge: id,
            user: charge.user,
            ours: StarAmount(stars: charge.stars),
            sku: charge.sku ?? charge.reportedSKU,
            at: charge.paidAt,
            detail: charge.isImported ? "import" : nil
        )
        var suspects: [Suspect] = []
        if charge.first != nil, !payments.contains(place) {
            suspects.append(Suspect(mismatch: mismatch, place: place))
        }
        if charge.refund == .refunded, !refunds.contains(place) {
            mismatch.kind = .refundUnknownThere
            mismatch.ours = -StarAmount(stars: charge.starsRefunded)
            suspects.append(Suspect(mismatch: mismatch, place: place))
        }
        return suspects
    }

    /// Takes the advice to grant away from payments that turned out to have gone back.
    mutating func weighAdvice() {
        for index in self.report.mismatches.indices {
            let mismatch = self.report.mismatches[index]
            guard mismatch.kind == .beforeImport, let charge = mismatch.charge,
                self.givenBack.contains(charge)
            else { continue }
            self.report.mismatches[index].detail = Mismatch.givenBack
        }
    }

    /// Reports those that the list does not have now either.
    mutating func report(_ suspects: [Suspect]) {
        for suspect in suspects {
            let isPayment = suspect.mismatch.kind == .paymentUnknownThere
            guard !(isPayment ? self.payments : self.refunds).contains(suspect.place) else {
                continue
            }
            self.report.unknownThere += 1
            self.add(suspect.mismatch)
        }
    }
}
