internal import ArgumentParser
internal import BotGateway
private import Foundation
internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments

/// One verb that writes: carried out here, or by the bot that holds the ledger.
struct WritingSession: Sendable {
    private let order: OperatorOrder
    private let place: LedgerPlace
    private let bot: BotConfiguration

    /// Carries out a verb and prints what it came to.
    ///
    /// - Throws: ``Failure`` with the verb's status.
    static func run(
        _ deed: OperatorDeed,
        _ common: CommonOptions,
        _ writing: WritingOptions
    ) async throws {
        let session = WritingSession(
            order: OperatorOrder(
                deed,
                actor: writing.actor ?? NSUserName(),
                rid: writing.rid,
                key: writing.idempotencyKey,
                isJSON: common.json
            ),
            place: try await common.place(),
            bot: try BotConfiguration(try await Environment(), needsToken: false)
        )
        let report = try await session.report()
        for line in report.output { Terminal.say(line) }
        for line in report.complaints { Terminal.complain(line) }
        if report.status != 0 { throw Failure("", status: ExitCode(report.status)) }
    }

    /// The lease decides who carries it out.
    private func report() async throws -> OperatorReport {
        // Only what begins ledgers may make one at a path that was mistyped.
        try self.place.requireLedger()
        let logger = Logger(label: "starledger") { _ in SwiftLogNoOpLogHandler() }
        guard let ledger = try self.ledger(logger) else { return try await self.askTheBot() }
        let needsToken = self.order.deed.verb.needsTelegram
        let bot = try BotConfiguration(try await Environment(), needsToken: needsToken)
        let desk = OperatorDesk(
            ledger: ledger,
            texts: bot.texts,
            telegram: bot.telegram.map { TelegramClient.Configuration(endpoint: $0) },
            operationsChat: bot.operationsChat,
            logger: logger
        )
        return try await OwnLedger.lend(ledger) { ledger in
            let opened = try await ledger.opened()
            var report = await desk.carryOut(self.order)
            if let lost = opened.lostHead {
                report.complaints.append(Self.loss(of: lost, opened.head))
            }
            return report
        }
    }

    /// What whoever writes first into a copy that was put back must hear: the start of the bot
    /// finds an epoch that has begun.
    private static func loss(of lost: Position, _ head: LedgerHead) -> String {
        "the ledger was put back from a copy: events up to #\(lost) were known and are missing, epoch "
            + "\(head.epoch) begins at #\(head.position); run `starledger reconcile`"
    }

    /// Takes the lease, or returns `nil` if another process holds it.
    private func ledger(_ logger: Logger) throws(LedgerError) -> LedgerService? {
        let failure: LedgerError
        do throws(LedgerError) {
            return try LedgerService(
                place: self.place,
                verb: self.order.deed.verb.rawValue,
                catalogue: self.bot.catalogue,
                logger: logger
            )
        } catch {
            failure = error
        }
        guard failure.code == .leaseHeld else { throw failure }
        return nil
    }

    private func askTheBot() async throws -> OperatorReport {
        let client = OperatorClient(path: self.place.socket)
        switch await client.send(self.order) {
        case .success(let report): return report
        case .failure(let failure): throw self.sentence(for: failure)
        }
    }

    /// Who holds the ledger, and what that means for the order.
    private func sentence(for failure: OperatorClient.Failure) -> Failure {
        let holder = Lease.holder(of: self.place.database) ?? "a process that has ended"
        let writer = "\(self.place.database) is being written by \(holder)"
        return switch failure {
        case .nobody:
            Failure(
                "\(writer), which takes no orders at \(self.place.socket): it is no bot, or starts "
                    + "or stops; nothing was recorded, wait for it or stop it"
            )
        case .silent:
            Failure(
                "\(writer), which has not answered at \(self.place.socket) for "
                    + "\(OperatorClient.greetingSecondsMax) s; nothing was recorded, see whether it "
                    + "is stopped (kill -CONT) or restart it"
            )
        case .unknown(let words):
            Failure(
                "\(writer), which took the order and \(words): nobody knows yet whether it was "
                    + "recorded; \(self.order.howToRepeat)"
            )
        }
    }
}
