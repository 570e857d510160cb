internal import ArgumentParser
internal import BotGateway
private import Foundation
internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// `starledger repair-import`: makes up for what the earlier bot left undone.
struct RepairImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair-import",
        abstract: "Lists what the Python bot left undone, and makes up for it on request.",
        discussion: """
            The old bot lost some grants when it crashed, and took nothing back on a refund. \
            Without a flag, or with --dry-run, this only lists. Each payment is granted and each \
            refund withdrawn once, however often this runs. The bot must be stopped. The users are \
            not told.

            LOST: the old file proves that it was never given (the pass is too short, the option \
            is off). Grant all of them: repair-import --grant-lost
            UNSURE: Telegram reported it twice, so the old bot may have died before it gave the \
            ticket; the file cannot tell. Ask the person, then grant one: \
            repair-import --grant-lost --charge CHARGE, or all: repair-import --grant-lost --unsure
            REFUNDED: the money went back and nothing was taken. Take it: \
            repair-import --withdraw-refunded
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var writing: WritingOptions

    @Flag(help: "Grant what is LOST.")
    var grantLost = false

    @Flag(help: "With --grant-lost: grant what is UNSURE, too.")
    var unsure = false

    @Option(
        help: "With --grant-lost: grant this payment, too, also one in no list; may be repeated."
    )
    var charge: [String] = []

    @Flag(help: "Withdraw what was given for what is REFUNDED.")
    var withdrawRefunded = false

    @Flag(help: "List what would be done, and write nothing.")
    var dryRun = false

    @Option(help: "Why; recorded for ever.")
    var reason = "left undone by the Python bot"

    func validate() throws {
        if !self.grantLost, self.unsure || !self.charge.isEmpty {
            throw ValidationError("--unsure and --charge need --grant-lost")
        }
    }

    func run() async throws {
        try await reporting {
            let place = try await self.common.place()
            let clock = MachineClock.clock()
            let repair = try ImportRepair(
                of: try LedgerView(place: place, leavingNoTrace: self.dryRun),
                at: clock()
            )
            let plan = try RepairPlan(repair, self)
            guard !self.dryRun, self.grantLost || self.withdrawRefunded else {
                self.show(repair, plan, nil)
                return
            }
            let catalogue = try BotConfiguration(try await Environment(), needsToken: false)
                .catalogue
            let order = ImportRepair.Order(
                actor: .operator(self.writing.actor ?? NSUserName()),
                rid: self.writing.rid ?? RequestID.new(),
                reason: self.reason
            )
            let outcome = try await OwnLedger.open(
                place,
                verb: "repair-import",
                catalogue,
                clock
            ) { ledger in
                var outcome = ImportRepair.Outcome()
                try await ImportRepair.grant(plan.grants, by: order, in: ledger, into: &outcome)
                try await ImportRepair.withdraw(
                    plan.withdrawals,
                    by: order,
                    in: ledger,
                    into: &outcome
                )
                return outcome
            }
            let after = try ImportRepair(of: try LedgerView(place: place), at: clock())
            self.show(after, plan, outcome)
            guard outcome.refused.isEmpty else {
                throw Failure(
                    "\(outcome.refused.count) payments could not be repaired; see "
                        + "`starledger history --charge` for each"
                )
            }
        }
    }
}

/// What a run is to repair.
struct RepairPlan: Sendable {
    let grants: [ImportRepair.Finding]
    let withdrawals: [ImportRepair.Finding]

    init(_ repair: ImportRepair, _ verb: RepairImport) throws {
        var grants: [ImportRepair.Finding] = []
        if verb.grantLost {
            grants = repair.lost + (verb.unsure ? repair.doubtful : [])
            for name in verb.charge {
                guard let named = repair.payment(ChargeID(rawValue: name)) else {
                    throw Failure.usage(
                        "\(name) is no payment of the old bot's file; see `starledger history`"
                    )
                }
                grants.append(named)
            }
        }
        var seen: Set<ChargeID> = []
        self.grants = grants.filter { $0.isOpen && seen.insert($0.charge).inserted }
        self.withdrawals =
            verb.withdrawRefunded ? repair.refunded.filter(\.canBeWithdrawn) : []
    }
}

extension ImportRepair.Finding {
    /// Whether nobody has repaired it yet, and its money stands.
    fileprivate var isOpen: Bool {
        guard case .open = self.state else { return false }
        return self.refundedAt == nil
    }

    /// Whether it gave something that nobody has taken back.
    fileprivate var canBeWithdrawn: Bool {
        guard case .open(let effect?) = self.state else { return false }
        return effect != .nothingGiven
    }

    fileprivate var stateName: String {
        switch self.state {
        case .open(let effect): effect.map { "open:\($0.name)" } ?? "open"
        case .repaired: "repaired"
        case .refunded: "refunded"
        }
    }

    fileprivate var json: String {
        var line = JSONLine()
        line.add("charge", self.charge.rawValue)
        line.add("user", self.user.rawValue)
        line.add("sku", self.sku.rawValue)
        line.add("stars", self.stars)
        line.add("at", self.paidAt)
        line.add("refunded_at", self.refundedAt)
        line.add("state", self.stateName)
        return line.finished
    }

    fileprivate func text(_ kind: String) -> String {
        let refund = self.refundedAt.map { " refunded=\($0.rfc3339)" } ?? ""
        return "\(kind) user=\(self.user.rawValue) \(self.sku.rawValue) \(self.stars) stars "
            + "paid=\(self.paidAt.rfc3339)\(refund) \(self.stateName) charge=\(self.charge.rawValue)"
    }
}

// MARK: - Telling

extension RepairImport {
    private func show(
        _ repair: ImportRepair,
        _ plan: RepairPlan,
        _ outcome: ImportRepair.Outcome?
    ) {
        if self.common.json {
            self.showJSON(repair, plan, outcome)
            return
        }
        for finding in repair.lost { Terminal.say(finding.text("LOST    ")) }
        for finding in repair.doubtful { Terminal.say(finding.text("UNSURE  ")) }
        for finding in repair.refunded { Terminal.say(finding.text("REFUNDED")) }
        self.explain(repair)
        if let outcome {
            Terminal.say(
                "granted \(outcome.granted.count) payments, withdrew \(outcome.withdrawn.count) "
                    + "refunds"
            )
        } else if self.dryRun, self.grantLost || self.withdrawRefunded {
            Terminal.say(
                "would grant \(plan.grants.count) payments and withdraw "
                    + "\(plan.withdrawals.count) refunds; nothing was written"
            )
        } else {
            Terminal.say(
                "\(repair.lost.count) lost, \(repair.doubtful.count) unsure, "
                    + "\(repair.refunded.count) refunded; repair with --grant-lost, "
                    + "--withdraw-refunded, and --dry-run first"
            )
        }
    }

    /// What the words mean of which something is left to do, and what does it.
    private func explain(_ repair: ImportRepair) {
        if repair.lost.contains(where: \.isOpen) {
            Terminal.say(
                "LOST: the old file proves that it was never given; grant all with "
                    + "`starledger repair-import --grant-lost`"
            )
        }
        if repair.doubtful.contains(where: \.isOpen) {
            Terminal.say(
                "UNSURE: the old file cannot tell if it was given; ask the person, then grant one "
                    + "with `starledger repair-import --grant-lost --charge CHARGE`, or all with "
                    + "`starledger repair-import --grant-lost --unsure`"
            )
        }
        if repair.refunded.contains(where: \.canBeWithdrawn) {
            Terminal.say(
                "REFUNDED: the money went back and nothing was taken; take it with "
                    + "`starledger repair-import --withdraw-refunded`"
            )
        }
    }

    private func showJSON(
        _ repair: ImportRepair,
        _ plan: RepairPlan,
        _ outcome: ImportRepair.Outcome?
    ) {
        let isPlanned = self.dryRun && outcome == nil
        var line = JSONLine()
        line.addRaw("paid_but_never_granted", Self.list(repair.lost))
        line.addRaw("possibly_never_granted", Self.list(repair.doubtful))
        line.addRaw("refunded_charges", Self.list(repair.refunded))
        line.add("granted", Int64(outcome?.granted.count ?? 0))
        line.add("withdrawn", Int64(outcome?.withdrawn.count ?? 0))
        line.add("would_grant", Int64(isPlanned ? plan.grants.count : 0))
        line.add("would_withdraw", Int64(isPlanned ? plan.withdrawals.count : 0))
        Terminal.say(line.finished)
    }

    private static func list(_ findings: [ImportRepair.Finding]) -> String {
        "[" + findings.map(\.json).joined(separator: ",") + "]"
    }
}
