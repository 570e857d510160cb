internal import Ledger

/// What happened in one hour.
struct HourFigures: Hashable, Sendable {
    /// One a kind, in the order of the kinds.
    private(set) var figures: [HourFigure] = []

    func figure(of kind: EventKind) -> HourFigure? {
        self.figures.first { $0.kind == kind }
    }

    /// Changes the figure of a kind where it lies, so that nothing is copied.
    mutating func change(_ kind: EventKind, _ body: (inout HourFigure) -> Void) {
        let index =
            self.figures.firstIndex { $0.kind.rawValue >= kind.rawValue } ?? self.figures.count
        if index == self.figures.count || self.figures[index].kind != kind {
            self.figures.insert(HourFigure(kind: kind), at: index)
        }
        body(&self.figures[index])
    }

    mutating func shorten(toUsers count: Int) {
        for index in self.figures.indices { self.figures[index].shorten(toUsers: count) }
    }
}

/// How often one kind happened in one hour, and to whom.
struct HourFigure: Hashable, Sendable {
    /// A user's share.
    ///
    /// A user who took another's place was counted with so many of the other's as a surplus.
    struct Share: Hashable {
        var user: UserID
        var count: Int64
        var surplus: Int64
    }

    let kind: EventKind
    private(set) var count: Int64 = 0

    /// Twice the median of the hours before, once it was needed.
    var medianDoubled: Int64?

    /// The position of the event that made the hour a surge.
    var crossedAt: Position?

    private var shares: [Share] = []

    init(kind: EventKind) {
        self.kind = kind
    }

    /// The users with the most, the first having most; each count is certain.
    var topUsers: [(user: UserID, count: Int64)] {
        self.ranked.prefix(HourlyCounts.userCountMax.older)
            .map { ($0.user, $0.count - $0.surplus) }
    }

    /// Counts one event.
    ///
    /// Where there are too many users, one who has least makes room and leaves their count as a
    /// surplus: whoever has a large share is never lost.
    ///
    /// - Source: Metwally et al., *Efficient Computation of Frequent and Top-k Elements*, 2005.
    mutating func count(_ user: UserID?, userCountMax: Int) {
        self.count &+= 1
        guard let user else { return }
        if let index = self.shares.firstIndex(where: { $0.user == user }) {
            self.shares[index].count &+= 1
        } else if self.shares.count < userCountMax {
            self.shares.append(Share(user: user, count: 1, surplus: 0))
        } else if let index = self.shares.indices.min(by: { left, right in
            (self.shares[left].count, left) < (self.shares[right].count, right)
        }) {
            let least = self.shares[index].count
            self.shares[index] = Share(user: user, count: least &+ 1, surplus: least)
        }
    }

    mutating func shorten(toUsers count: Int) {
        self.shares = Array(self.ranked.prefix(count))
    }

    private var ranked: [Share] {
        self.shares.sorted {
            ($0.count - $0.surplus, $1.user) > ($1.count - $1.surplus, $0.user)
        }
    }
}

extension HourFigure.Share: Canonical {
    static var blank: Self { Self(user: .blank, count: 0, surplus: 0) }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.value(&self.user)
        try coder.integer(&self.count)
        try coder.integer(&self.surplus)
    }
}

extension HourFigure: Canonical {
    static var blank: HourFigure { HourFigure(kind: .errorRecorded) }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var kind = self.kind
        try coder.raw(&kind)
        if coder.isReading { self = HourFigure(kind: kind) }
        try coder.integer(&self.count)
        try coder.optional(&self.medianDoubled)
        try coder.optional(&self.crossedAt)
        try coder.list(&self.shares)
    }
}

extension HourFigures: Canonical {
    static var blank: HourFigures { HourFigures() }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.list(&self.figures)
    }
}
