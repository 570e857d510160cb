import Foundation
import Synchronization
import TelegramSandbox
import Testing

/// A town that buys, has cards read, is given things and gets money back, through the real bot and
/// the simulated Telegram; and the diary of what it did.
final class Bazaar: Sendable {
    /// How much happens after noon; before it a fifth as much.
    struct Scale: Sendable {
        var people: Int
        var purchases: Int
        var refunds: Int
        var readings: Int
        var grants: Int

        /// What every test run goes through.
        static let small = Scale(people: 12, purchases: 60, refunds: 8, readings: 24, grants: 5)

        /// What `scripts/recover-sweep` goes through.
        static let whole = Scale(people: 80, purchases: 500, refunds: 40, readings: 300, grants: 20)

        /// The same town on a quieter morning.
        var morning: Scale {
            Scale(
                people: self.people,
                purchases: self.purchases / 5,
                refunds: max(1, self.refunds / 5),
                readings: self.readings / 5,
                grants: max(1, self.grants / 5)
            )
        }
    }

    /// One thing that happened.
    enum Deed: Hashable, Sendable {
        case bought(sku: String, charge: String, at: Int64)
        case read(sku: String)
        case granted(sku: String)
        case refunded(charge: String)
    }

    private static let readings = [
        "TICKET_3": "/read3", "TICKET_7": "/hexa", "TICKET_10": "/celtic",
    ]

    /// Many hands: the scenario is not about their pace.
    static let administrators = (0..<8).map { 9_001 + Int64($0) }

    /// What the bot is told when it serves the town.
    static let environment = [
        "ADMIN_USER_IDS": Bazaar.administrators.map(String.init).joined(separator: ",")
    ]

    let place: Workplace
    let sandbox: Sandbox
    let scale: Scale
    private let diary = Mutex<[Int64: [Deed]]>([:])

    init(place: Workplace, sandbox: Sandbox, scale: Scale) {
        self.place = place
        self.sandbox = sandbox
        self.scale = scale
        sandbox.world.addUsers(count: scale.people, from: 3_001)
        for id in Self.administrators { sandbox.world.add(.administrator(id: id)) }
    }

    /// The people, in order.
    var people: [Int64] { (0..<self.scale.people).map { 3_001 + Int64($0) } }

    /// What each person did so far, in their order.
    var deeds: [Int64: [Deed]] { self.diary.withLock { $0 } }

    /// Everyone comes, and agrees to the terms.
    func open() async throws {
        try await self.each { person, _ in
            let said = person.say("/start")
            _ = try await person.waitForMessage(after: said.id) { !$0.replyKeyboard.isEmpty }
            let agreed = person.say("/terms agree")
            _ = try await person.waitForMessage(after: agreed.id) { $0.isFromBot }
        }
    }

    /// Buys and reads, then administrators give things and money goes back.
    func live(_ scale: Scale) async throws {
        let plans = Self.plans(scale)
        try await self.each { person, index in
            for sku in plans[index].purchases { try await self.buy(sku, person) }
            for sku in plans[index].readings { try await self.read(sku, person) }
        }
        try await self.administer((0..<scale.grants).map { $0 }) { index, administrator in
            let user = self.people[(index * 5 + 1) % self.people.count]
            try await self.grant(["TICKET_7", "TICKET_3"][index % 2], to: user, administrator)
        }
        let refunds = self.charges(count: scale.refunds)
        try await self.administer(refunds) { try await self.refund($0, $1) }
    }

    /// Waits until nothing is under way: the log holds what the diary says.
    func settle() async throws {
        try await self.sandbox.world.waitUntilUpdatesAreTaken()
        let wanted = self.deeds.values.reduce(0) { sum, deeds in
            sum + deeds.count { if case .read = $0 { true } else { false } }
        }
        let end = ContinuousClock.now + .seconds(20)
        var found = 0
        while ContinuousClock.now < end {
            let run = try await self.place.run("history", "--kind", "ticket_consumed", "--json")
            found = run.lines.count
            if found == wanted { return }
        }
        Issue.record("\(found) of \(wanted) readings were settled")
    }

    private func each(
        _ body: @Sendable @escaping (SandboxPerson, Int) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, id) in self.people.enumerated() {
                let person = self.sandbox.world.person(id)
                group.addTask { try await body(person, index) }
            }
            while try await group.next() != nil {}
        }
    }

    /// Shares work among the administrators: a chat takes one message a second.
    private func administer<Work: Sendable>(
        _ works: [Work],
        _ body: @Sendable @escaping (Work, SandboxPerson) async throws -> Void
    ) async throws {
        let shares = Dictionary(grouping: works.enumerated()) {
            $0.offset % Self.administrators.count
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, share) in shares {
                let administrator = self.sandbox.world.person(Self.administrators[index])
                let works = share.map(\.element)
                group.addTask {
                    for work in works { try await body(work, administrator) }
                }
            }
            while try await group.next() != nil {}
        }
    }

    private func note(_ deed: Deed, of user: Int64) {
        self.diary.withLock { $0[user, default: []].append(deed) }
    }

    private func buy(_ sku: String, _ person: SandboxPerson) async throws {
        let stars: Int64 = try #require(Self.prices[sku])
        let payload = #"{"sku":"\#(sku)","user_id":\#(person.id)}"#
        let last = person.lastMessageID
        let outcome = await person.payOldInvoice(payload: payload, amountStars: stars)
        let payment = try #require(outcome.payment, "\(outcome)")
        self.note(.bought(sku: sku, charge: payment.chargeID, at: payment.date), of: person.id)
        _ = try await person.waitForMessage(after: last, timeout: .seconds(60)) { message in
            message.isFromBot && !message.buttonData.isEmpty
        }
    }

    private func read(_ sku: String, _ person: SandboxPerson) async throws {
        let command = try #require(Self.readings[sku])
        let said = person.say(command)
        _ = try await person.waitForMessage(after: said.id, timeout: .seconds(90)) {
            $0.buttonData == ["nav:menu"]
        }
        self.note(.read(sku: sku), of: person.id)
    }

    private func grant(_ sku: String, to user: Int64, _ admin: SandboxPerson) async throws {
        let said = admin.say("/admin grant \(user) \(sku) お詫び")
        let answer = try await admin.waitForMessage(after: said.id) { $0.isFromBot }
        #expect(answer.text.contains(sku), "\(answer.text)")
        self.note(.granted(sku: sku), of: user)
    }

    private func refund(_ payment: SandboxPayment, _ admin: SandboxPerson) async throws {
        let said = admin.say("/refund \(payment.chargeID)")
        _ = try await admin.waitForMessage(after: said.id) { $0.text.hasPrefix("✅") }
        self.note(.refunded(charge: payment.chargeID), of: payment.user)
    }

    /// Every n-th charge that still stands, the oldest among them.
    private func charges(count: Int) -> [SandboxPayment] {
        let open = self.sandbox.world.payments.filter { !$0.isRefunded }
        let step = max(1, open.count / max(1, count))
        return stride(from: 0, to: open.count, by: step).prefix(count).map { open[$0] }
    }

    /// What each person buys and reads.
    private struct Plan {
        var purchases: [String] = []
        var readings: [String] = []
    }

    private static let prices: [String: Int64] = [
        "TICKET_3": 100, "TICKET_7": 300, "TICKET_10": 500, "PASS_7D": 1_000,
    ]

    /// Spreads everything over the people; nobody reads what they have not bought that day.
    ///
    /// Every tenth person buys passes, which need no tickets, and reads nothing.
    private static func plans(_ scale: Scale) -> [Plan] {
        let kinds = ["TICKET_3", "TICKET_7", "TICKET_10"]
        var plans = [Plan](repeating: Plan(), count: scale.people)
        for index in 0..<scale.purchases {
            let person = index % scale.people
            let kind = person % 10 == 9 ? "PASS_7D" : kinds[index / scale.people % kinds.count]
            plans[person].purchases.append(kind)
        }
        var (left, person) = (scale.readings, 0)
        var fruitless = 0
        while left > 0, fruitless < scale.people {
            let index = person % scale.people
            let done = plans[index].readings.count
            if index % 10 != 9, done < plans[index].purchases.count {
                plans[index].readings.append(plans[index].purchases[done])
                left -= 1
                fruitless = 0
            } else {
                fruitless += 1
            }
            person += 1
        }
        return plans
    }
}
