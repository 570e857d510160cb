import Foundation
import Ledger
import LedgerService
import Projections
import TelegramSandbox
import Testing

/// A bot at work.
struct TestBot: Sendable {
    let house: TestHouse
    let ledger: LedgerService
    /// What its start found undone.
    let opened: OpenedLedger

    var world: TelegramWorld { self.house.world }
    var clock: SandboxClock { self.house.world.clock }
    var sakura: SandboxPerson { self.world.person(1001) }
    var emma: SandboxPerson { self.world.person(1002) }
    var joao: SandboxPerson { self.world.person(1003) }
    var admin: SandboxPerson { self.world.person(9001) }

    /// Every event so far.
    func events() throws -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        try LedgerView(place: self.house.place).forEach(matching: HistoryFilter()) { event, _ in
            events.append(event)
        }
        return events
    }

    /// The kinds of the events of one user.
    func kinds(of user: Int64) throws -> [String] {
        try self.events().filter { $0.user?.rawValue == user }.map { $0.event.kind.name }
    }

    /// The figures of one user.
    func status(_ user: Int64) -> StatusReport {
        self.ledger.read {
            StatusReport(of: UserID(rawValue: user), in: $0, at: self.ledger.clock())
        }
    }

    /// The tickets that a user holds and that are reserved.
    func tickets(_ user: Int64, _ kind: TicketKind = .three) -> [Int] {
        let tickets = self.status(user).person.tickets(kind)
        return [Int(tickets.held), Int(tickets.reserved)]
    }

    /// Waits until an event of a kind is recorded.
    @discardableResult
    func waitForEvent(
        _ kind: EventKind,
        of user: Int64? = nil,
        count: Int = 1
    ) async throws -> RecordedEvent {
        let news = self.ledger.watch()
        let fits: @Sendable (RecordedEvent) -> Bool = { event in
            event.event.kind == kind && (user == nil || event.user?.rawValue == user)
        }
        return try await withThrowingTaskGroup(of: RecordedEvent.self) { group in
            group.addTask {
                // What came before is in the file; what comes is in the stream; none is in neither.
                var found = try self.events().filter(fits)
                if found.count >= count { return found[count - 1] }
                for await event in news where fits(event) {
                    if !found.contains(event) { found.append(event) }
                    if found.count >= count { return event }
                }
                throw Missing("the ledger closed before \(kind) was recorded")
            }
            group.addTask {
                try await Task.sleep(for: .seconds(10))
                throw Missing("no \(kind) of \(user.map { "\($0)" } ?? "anyone") in 10 s")
            }
            defer { group.cancelAll() }
            return try #require(try await group.next())
        }
    }

    /// Says something and waits for what the bot says next in that chat.
    @discardableResult
    func ask(_ text: String, by person: SandboxPerson) async throws -> SandboxMessage {
        let said = person.say(text)
        return try await person.waitForMessage(after: said.id)
    }

    /// Waits until all that was sent is taken in, and the bot answers somebody who comes after it.
    func settle(_ person: SandboxPerson) async throws {
        try await self.world.waitUntilUpdatesAreTaken()
        let said = person.say("/privacy")
        _ = try await person.waitForMessage(after: said.id) { message in
            message.isFromBot && message.text.contains("🔒")
        }
    }
}

extension TestBot {
    /// Puts garbage in the place of the keys.
    func ruinKeys() throws {
        let garbage = Data(repeating: 0x5A, count: 8_192)
        try garbage.write(to: URL(filePath: self.house.place.keys))
        for ending in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: self.house.place.keys + ending)
        }
    }
}

/// Something that a test waited for in vain.
struct Missing: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

// MARK: - Deeds that many tests begin with

extension TestBot {
    /// Accepts the terms.
    func agree(_ person: SandboxPerson) async throws {
        try await self.ask("/terms agree", by: person)
    }

    /// Buys a product by its button in the shop.
    ///
    /// - Returns: The payment and the thank-you.
    @discardableResult
    func buy(
        _ sku: String,
        by person: SandboxPerson
    ) async throws -> (payment: SandboxPayment, thanks: SandboxMessage) {
        if self.status(person.id).person.termsAcceptedAt == nil { try await self.agree(person) }
        let invoice = try await self.invoice(for: sku, to: person)
        let outcome = await person.pay(invoice)
        let payment = try #require(outcome.payment, "\(outcome)")
        let thanks = try await person.waitForMessage(after: invoice.id) { $0.text.contains("✨") }
        return (payment, thanks)
    }

    /// Asks for an invoice in the shop.
    func invoice(for sku: String, to person: SandboxPerson) async throws -> SandboxMessage {
        let said = person.say("/buy")
        let shop = try await person.waitForMessage(after: said.id) { !$0.buttonData.isEmpty }
        person.press("buy:\(sku)", on: shop)
        return try await person.waitForMessage(after: shop.id) { $0.invoice != nil }
    }

    /// Pays for a product without its pre-checkout, as an update of the payment alone.
    @discardableResult
    func charge(
        _ person: SandboxPerson,
        sku: String = "TICKET_3",
        stars: Int64 = 100
    ) async throws -> SandboxPayment {
        let payment = person.chargeWithoutCheckout(
            payload: #"{"sku": "\#(sku)", "user_id": \#(person.id)}"#,
            amountStars: stars
        )
        try await self.world.waitUntilUpdatesAreTaken()
        return payment
    }
}
