internal import ArgumentParser
internal import BotGateway
private import Foundation
internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments

/// A ledger held open for one writing verb.
struct WritingSession: Sendable {
    let ledger: LedgerService
    let operators: OperatorDesk
    let rid: String
    private let actor: String
    private let key: String?
    private let printsJSON: Bool

    /// Takes the lease, opens the ledger, lends the session, and closes again.
    ///
    /// - Throws: ``LedgerError`` `leaseHeld` while another process writes the ledger.
    static func run(
        _ verb: String,
        _ common: CommonOptions,
        _ writing: WritingOptions,
        _ body: @Sendable @escaping (WritingSession) async throws -> Void
    ) async throws {
        let environment = try await Environment()
        let bot = try BotConfiguration(environment, needsToken: false)
        let logger = Logger(label: "starledger") { _ in SwiftLogNoOpLogHandler() }
        let ledger = try LedgerService(
            place: try await common.place(),
            verb: verb,
            catalogue: bot.catalogue,
            logger: logger
        )
        let session = WritingSession(
            ledger: ledger,
            operators: OperatorDesk(ledger: ledger, texts: bot.texts, logger: logger),
            rid: writing.rid ?? RequestID.new(),
            actor: writing.actor ?? NSUserName(),
            key: writing.idempotencyKey.map { "cli:\($0)" },
            printsJSON: common.json
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await ledger.run() }
            group.addTask {
                defer { ledger.close() }
                _ = try await ledger.opened()
                try await body(session)
            }
            while try await group.next() != nil {}
        }
    }

    /// The request of this verb.
    func request(about user: UserID?) -> Request {
        Request(
            user: user,
            at: self.ledger.clock(),
            cause: .commandLine,
            actor: .operator(self.actor),
            rid: self.rid,
            key: self.key,
            clientLanguage: nil
        )
    }

    /// Carries out a grant or a revoke and prints what came of it.
    func carryOut(_ command: Command, on user: Int64, sku: SKU) async throws {
        let request = self.request(about: UserID(rawValue: user))
        try self.conclude(try await self.operators.submit(command, request, sku: sku))
    }

    /// Prints what came of a command.
    ///
    /// - Throws: ``Failure`` with status 1 if it was refused.
    func conclude(_ answer: Answer<Ruling>, note: String? = nil) throws {
        let outcome = answer.outcome.outcome
        if self.printsJSON {
            var line = JSONLine()
            line.add("outcome", outcome.name)
            line.add("user", answer.outcome.user?.rawValue)
            line.add("positions", answer.events.map(\.position))
            line.add("rid", self.rid)
            if let note { line.add("telegram", note) }
            Terminal.say(line.finished)
        } else if case .refused(let refusal) = outcome {
            throw Failure("refused: \(OperatorWords.sentence(for: refusal))")
        } else {
            let places = answer.events.map { "#\($0.position)" }.joined(separator: " ")
            let words = [
                outcome.name, places, note.map { "telegram=\($0)" } ?? "", "rid=\(self.rid)",
            ]
            Terminal.say(words.filter { !$0.isEmpty }.joined(separator: " "))
        }
        if case .refused = outcome { throw Failure("", status: .failure) }
    }
}

extension JSONLine {
    fileprivate mutating func add(_ key: String, _ positions: [Position]) {
        self.addRaw(key, "[" + positions.map(String.init).joined(separator: ",") + "]")
    }
}

/// Why a command was refused, for operators.
enum OperatorWords {
    static func sentence(for refusal: Refusal) -> String {
        switch refusal {
        case .keyReused: "the idempotency key was used for something else; use a new one"
        case .unknownProduct: "there is no such SKU; see the catalogue"
        case .unknownCharge: "no payment with this charge id is recorded; see history --charge"
        case .chargeSettled: "this charge is settled already; see history --charge"
        case .otherUsersCharge: "this charge is another user's; check the user id"
        case .nothingHeld: "the user holds none of it; nothing was recorded"
        case .inUse: "it is in use by a reading; try again in a moment"
        case .alreadyHeld: "the user is suspended already"
        case .notHeld: "the user is not suspended"
        case .userMissing: "this user was never seen; check the user id"
        case .invalidValue(let accepted): "the value is not accepted; accepted: \(accepted)"
        case .unknownSetting: "there is no such setting"
        case .notSettableInChat: "this setting is set by the environment only"
        case .dayZoneFixed: "the day's time zone is fixed after first use"
        case .notStars: "the currency is not Stars"
        case .termsFirst, .tappedTwice, .notForSale, .inPreparation, .salesClosed, .alreadyOwned,
            .alreadySubscribed, .passNeedsNoTicket, .paywall:
            "not possible now"
        }
    }
}
