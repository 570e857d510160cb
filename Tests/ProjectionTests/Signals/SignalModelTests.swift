import Ledger
import Projections
import Testing

/// The fold against a model that remembers everything and counts it anew each time.
@Suite struct SignalModelTests {
    private static let sequenceCount: UInt64 = 8
    private static let stepCount = 240

    @Test("A random history is suspected as a naive count of all of it suspects it")
    func random() throws {
        for seed in 0..<Self.sequenceCount {
            var dice = ModelDice(state: seed)
            var (log, model) = (SignalLog(), SignalModel())
            log.set(.suspectFreeOnlyDays, "\(SignalModel.freeOnlyDays)")
            log.set(.suspectSurgeLeast, "\(SignalModel.surgeLeast)")
            var minute: Int64 = 0
            for step in 0..<Self.stepCount {
                minute += dice.number(5) == 0 ? dice.number(2_000) : dice.number(4)
                Self.step(&dice, &log, &model, minute: minute)
                guard step % 20 == 19 else { continue }
                let found = log.suspicions(minute: minute)
                let comment: Comment = "seed \(seed), step \(step)"
                try #require(found.crowdText == model.crowds(minute: minute), comment)
                try #require(found.refunderText == model.refunders(minute: minute), comment)
                try #require(found.freeTakerText == model.freeTakers(minute: minute), comment)
                try #require(found.surgeText == model.surges(minute: minute), comment)
            }
        }
    }

    private static func step(
        _ dice: inout ModelDice,
        _ log: inout SignalLog,
        _ model: inout SignalModel,
        minute: Int64
    ) {
        let user = 1 + dice.number(4)
        switch dice.number(10) {
        case 0...3:
            let digest = dice.number(3)
            let position = log.ask(digest, by: user, minute: minute)
            model.asks.append((digest, user, minute, position))
            model.events.append((.consultationStarted, user, minute))
        case 4:
            let charge = "c\(log.books.position)"
            let gap = dice.number(15)
            let payment = log.pay(charge, by: user, minute: minute)
            let refund = log.refund(charge, of: user, minute: minute + gap)
            model.refunds.append((user, minute, minute + gap, payment, refund))
            model.paid.append((user, minute))
            model.events.append((.paymentReceived, user, minute))
            model.events.append((.paymentRefunded, user, minute + gap))
        case 5...8:
            let position = log.take(.free, by: user, minute: minute)
            model.free.append((user, minute, position))
            model.events.append((.consultationStarted, user, minute))
        default:
            log.take(.pass, by: user, minute: minute)
            model.paid.append((user, minute))
            model.events.append((.consultationStarted, user, minute))
        }
    }
}

/// All that happened, in the order of the log, and the definitions word for word.
struct SignalModel {
    static let freeOnlyDays: Int64 = 3
    static let surgeLeast = 5

    private static let keptMinutes: Int64 = 30 * 1_440

    var asks: [(digest: Int64, user: Int64, minute: Int64, position: Position)] = []
    var refunds:
        [(user: Int64, paid: Int64, refunded: Int64, payment: Position, refund: Position)] = []
    var free: [(user: Int64, minute: Int64, position: Position)] = []
    var paid: [(user: Int64, minute: Int64)] = []
    var events: [(kind: EventKind, user: Int64, minute: Int64)] = []

    /// For each question the largest hour that ends with an ask, of equal ones the last.
    func crowds(minute now: Int64) -> [String] {
        Set(self.asks.map(\.digest)).compactMap { digest -> [(user: Int64, position: Position)]? in
            let asks = self.asks.filter { $0.digest == digest }
            var best: [(user: Int64, position: Position, minute: Int64)] = []
            for (index, last) in asks.enumerated() {
                let hour = asks[...index].filter { last.minute - $0.minute < 60 }
                let window = hour.filter { ask in
                    !hour.contains { $0.user == ask.user && $0.position > ask.position }
                }
                let isOld = best.last.map { last.minute - $0.minute > Self.keptMinutes } ?? false
                if window.count >= best.count || isOld {
                    best = window.map { ($0.user, $0.position, $0.minute) }
                }
            }
            guard best.count >= 3, let end = best.last, now - end.minute <= Self.keptMinutes
            else { return nil }
            return best.map { ($0.user, $0.position) }
        }
        .sorted { ($0.last?.position ?? 0) < ($1.last?.position ?? 0) }
        .map { $0.map { "\($0.user)#\($0.position)" }.joined(separator: " ") }
    }

    /// The quick refunds that have another one within seven days.
    func refunders(minute now: Int64) -> [String] {
        (Int64(1)...4).compactMap { user in
            let quick = self.refunds.filter { refund in
                refund.user == user && refund.refunded - refund.paid <= 10
                    && now - refund.refunded <= Self.keptMinutes
            }
            .suffix(16)
            let near = quick.filter { refund in
                quick.contains { other in
                    other.refund != refund.refund && abs(other.refunded - refund.refunded) <= 10_080
                }
            }
            guard !near.isEmpty else { return nil }
            let text = near.map { "\($0.payment)→\($0.refund)" }.joined(separator: " ")
            return "\(user): \(text)"
        }
    }

    /// The last row of so many days since the last payment.
    func freeTakers(minute now: Int64) -> [String] {
        (Int64(1)...4).compactMap { user in
            let paid = self.paid.filter { $0.user == user }.map { Self.day($0.minute) }
            let since = paid.max() ?? .min
            let free = self.free.filter { $0.user == user && Self.day($0.minute) > since }
            let days = Set(free.map { Self.day($0.minute) })
            let ends = days.filter { !days.contains($0 + 1) }.sorted(by: >)
            let rows = ends.map { last in
                var first = last
                while days.contains(first - 1) { first -= 1 }
                return first...last
            }
            let shown = rows.first { row in
                row.count >= Self.freeOnlyDays && Self.day(now) - row.upperBound <= 30
            }
            guard let shown else { return nil }
            let row = free.filter { shown.contains(Self.day($0.minute)) }.map(\.position)
            let date = Day(number: Int32(shown.lowerBound)).text
            return "\(user): \(shown.count) \(date) #\(row.first ?? 0)→#\(row.last ?? 0)"
        }
    }

    /// The hours above three times the median of the 168 before, and with so many at least.
    func surges(minute now: Int64) -> [String] {
        let hours = Set(self.events.map { Self.hour($0.minute) }).sorted()
        let kinds = Set(self.events.map(\.kind)).sorted { $0.rawValue < $1.rawValue }
        return hours.filter { Self.hour(now) - $0 <= 168 }.flatMap { hour in
            kinds.compactMap { kind in
                let count = self.count(kind, hour)
                let before = (1...168).map { self.count(kind, hour - $0) }.sorted()
                let doubled = before[83] + before[84]
                guard count >= Self.surgeLeast, count * 2 > doubled * 3 else { return nil }
                let users = Dictionary(
                    grouping: self.events.filter {
                        $0.kind == kind && Self.hour($0.minute) == hour
                    },
                    by: \.user
                )
                .map { ($0.key, $0.value.count) }
                .sorted { ($0.1, $1.0) > ($1.1, $0.0) }
                let median = "\(doubled / 2)\(doubled % 2 == 0 ? "" : ".5")"
                return "\(kind.name) \(count) (\(median)) "
                    + users.map { "\($0.0)×\($0.1)" }.joined(separator: " ")
            }
        }
    }

    private func count(_ kind: EventKind, _ hour: Int64) -> Int {
        self.events.count { $0.kind == kind && Self.hour($0.minute) == hour }
    }

    /// Noon in Tokyo is minute 0 and a full hour.
    private static func hour(_ minute: Int64) -> Int64 { (minute - (minute % 60 + 60) % 60) / 60 }

    /// Days since 1970 in Tokyo.
    private static func day(_ minute: Int64) -> Int64 {
        (SignalLog.noon.seconds + 32_400 + minute * 60) / 86_400
    }
}

/// SplitMix64, the same on every machine.
struct ModelDice {
    var state: UInt64

    mutating func number(_ bound: Int64) -> Int64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int64((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
