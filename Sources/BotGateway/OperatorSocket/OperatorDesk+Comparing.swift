internal import Ledger
internal import LedgerService
internal import Payments
internal import ServiceLifecycle

extension OperatorDesk {
    /// Compares with Telegram's list, through the bot's client where the bot runs.
    func reconcile(_ arguments: ReconcileArguments, _ order: OperatorOrder) async -> OperatorReport
    {
        let wish = ReconcileOrder(
            tells: arguments.tell ?? false,
            actor: .operator(order.actor),
            rid: order.rid
        )
        let mode: Reconciliation.Mode = arguments.afterRestore == true ? .recover : .verb
        do {
            return OperatorReport(try await self.compare(wish, mode), to: order)
        } catch let error as TelegramError where error.isFatal {
            return OperatorReport(status: 64, complaints: ["TELEGRAM_BOT_TOKEN: \(error)"])
        } catch let error as TelegramError {
            let verb = mode == .recover ? "restore … --reconcile" : "reconcile"
            return OperatorReport(refusing: "\(error); nothing is lost, run \(verb) again")
        } catch let error as ReconciliationError {
            return OperatorReport(refusing: error.description)
        } catch let error as LedgerError {
            return OperatorReport(error, of: order)
        } catch {
            return OperatorReport(
                refusing: "the bot stops before it is done; what was recorded stays, run reconcile "
                    + "again when it has stopped"
            )
        }
    }

    private func compare(
        _ wish: ReconcileOrder,
        _ mode: Reconciliation.Mode
    ) async throws -> ReconciliationReport {
        switch self.reach {
        case .bot(_, let desk):
            // It may take minutes, and a stop does not wait for it.
            return try await cancelWhenGracefulShutdown {
                try await desk.reconcile(wish, mode: mode)
            }
        case .alone(let telegram, let operationsChat):
            guard let telegram else { preconditionFailure("reconcile was let in without a token") }
            return try await self.reconcile(
                wish,
                through: telegram,
                operationsChat: operationsChat,
                mode: mode
            )
        }
    }
}

extension OperatorReport {
    /// What a comparison found and did.
    fileprivate init(_ report: ReconciliationReport, to order: OperatorOrder) {
        self.init(
            status: report.isClean ? 0 : 2,
            output: order.isJSON ? [report.json] : report.lines
        )
    }
}
