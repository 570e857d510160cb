import Ledger
import LedgerService
import Payments
import Testing

@Suite("The report says first what matters first, in two languages, and what to type next")
struct RecoveryReportTests {
    private static let noon = Instant(seconds: 1_795_489_200)

    /// A damaged ledger of which some events behind the damage can be read.
    private static func damaged() throws -> RecoveryReport {
        var findings = RecoveryFindings(
            backupHead: 1_200,
            backupRecordedAt: Self.noon.adding(seconds: -600),
            manifest: .signedHere,
            oldLedger: .damaged,
            oldDamage: "event 1301 is not what was written",
            lastWrittenAt: Self.noon.adding(seconds: 7_200)
        )
        findings.segments = [.init(path: "segments/a.gz", eventCount: 60)]
        findings.taken = .init(path: "db/ledger.db", eventCount: 40)
        findings.builtHead = 1_300
        findings.builtRecordedAt = Self.noon.microseconds
        findings.lostHead = 1_360
        for (event, actor) in [
            (Event.granted(Self.grant), Actor.administrator(UserID(rawValue: 9_001))),
            (.held(Held(reason: "it's odd")), .operator("hana")),
            (.ticketConsumed(TicketConsumed(ticket: .three, use: 5)), .system),
            (.settingChanged(SettingChanged(name: "SALES_ENABLED", value: "false")), .system),
        ] {
            findings.known.note(Self.recorded(event, actor, user: 1_001))
        }
        var report = RecoveryReport(
            startedAt: Self.noon,
            isDryRun: false,
            database: "db/ledger.db",
            backup: "noon.db",
            findings: findings
        )
        report.money.note(
            Self.recorded(
                .paymentReceived(
                    PaymentReceived(
                        charge: ChargeID(rawValue: "c1"),
                        sku: SKU(rawValue: "TICKET_3"),
                        stars: try Stars(12_345)
                    )
                ),
                .system,
                user: 1_001
            )
        )
        report.reconciliation.ours = 12_345
        report.reconciliation.telegram = StarAmount(stars: 12_345)
        report.head = 1_303
        report.epoch = 2
        return report
    }

    private static let grant = Granted(
        sku: SKU(rawValue: "TICKET_3"),
        gives: .ticket(.three),
        catalogueVersion: 1,
        reason: "sorry"
    )

    private static func recorded(_ event: Event, _ actor: Actor, user: Int64) -> RecordedEvent {
        RecordedEvent(
            position: 1,
            recordedAt: Self.noon,
            envelope: Envelope(
                user: UserID(rawValue: user),
                effectiveAt: Self.noon,
                cause: .update,
                actor: actor,
                rid: "r"
            ),
            event: event
        )
    }

    @Test("English, as a whole")
    func english() throws {
        let text = try #require(try Self.damaged().text.split(separator: "\n\nRECOVERED").last)
        #expect(
            "RECOVERED" + text == """
                RECOVERED: 1 payment and 0 refunds are back. Start the bot.

                WHAT WAS LOST
                  from 2026-11-24T03:00:00Z (event 1,300) to 2026-11-24T05:00:00Z
                  60 events: the log had reached event 1,360
                  the old ledger is damaged (event 1301 is not what was written); it is kept

                WHAT FILES STILL HELD
                  the backup: 1,200 events, as its manifest says, signed by this ledger (noon.db)
                  a segment: 60 events more (segments/a.gz)
                  the old ledger: 40 events more that follow without a break; they are kept

                WHAT CAME BACK FROM TELEGRAM
                  1 payment, 12,345 Stars
                  0 refunds, 0 Stars
                  balance: 12,345 Stars here and at Telegram

                WHAT CANNOT COME BACK
                  tickets used: 1, as the old ledger shows
                  grants: 1, as the old ledger shows
                  holds and releases: 1, as the old ledger shows
                  settings: 1, as the old ledger shows
                  beyond that, what cannot be read there; tickets used are held again

                USERS TO LOOK AT
                  money came back of 1 user:
                    1001  1 paid  TICKET_3
                  used tickets that are held again, of 1 user:
                    1001  TICKET_3=1

                TYPE NEXT
                  starledger verify    # prove that the new ledger is whole
                  systemctl start starledger    # start the bot
                  # repeat what administrators did, where it is still right:
                  starledger grant 1001 TICKET_3 --reason sorry    # a payment for the same product came \
                back: look first
                  /admin hold 1001 it's odd

                """
        )
    }

    @Test("Japanese comes first, and its first line is the one that matters")
    func japanese() throws {
        let lines = try Self.damaged().text.split(separator: "\n").map(String.init)
        #expect(lines[0] == "回収できました：支払い 1 件と返金 0 件が戻りました。ボットを起動してください。")
        #expect(
            lines.contains("  2026-11-24 12:00:00 JST（記録 1,300 番）から 2026-11-24 14:00:00 JST まで")
        )
        #expect(lines.contains("  元の台帳：途切れずに続く記録 40 件（引き継ぎました）"))
        #expect(lines.contains("    1001  支払い 1 件  TICKET_3"))
    }

    @Test("What somebody must look at stands first, with what to type")
    func differences() throws {
        var report = try Self.damaged()
        report.reconciliation.mismatches = [
            Mismatch(
                .balance,
                ours: StarAmount(stars: 12_345),
                telegram: StarAmount(stars: 12_300)
            )
        ]
        report.reconciliation.mismatchCount = 1
        report.reconciliation.telegram = StarAmount(stars: 12_300)
        let text = report.text
        #expect(text.contains("起動する前に、下の 1 件を確かめてください。\n\n先に確かめること\n  残高が合いません"))
        #expect(
            text.contains(
                "but look at 1 thing below before you start the bot.\n\nLOOK AT THIS FIRST"
            )
        )
        #expect(text.contains("balance: 12,345 Stars here, 12300 at Telegram; they differ"))
        #expect(text.contains("starledger reconcile --dry-run"))
    }

    @Test("JSON: the figures that a script needs, under stable keys")
    func json() throws {
        let json = try Self.damaged().json
        for part in [
            #""outcome":"recovered""#, #""head":1303,"epoch":2"#,
            #""after":1300,"head":1360,"events":60"#,
            #""came_back":{"payments":1,"payment_stars":12345,"refunds":0"#,
            #""balance":{"ours":12345,"telegram":12345}"#,
            #""with_known_uses":[{"user":1001,"TICKET_3":1}]"#,
            #""kind":"granted","user":1001,"sku":"TICKET_3","text":"sorry""#,
            #""differences":0"#,
        ] {
            #expect(json.contains(part), "\(part) in \(json)")
        }
    }
}
