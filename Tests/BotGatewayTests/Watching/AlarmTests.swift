import BotGateway
import Foundation
import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

/// The alarms that reach administrators by themselves, through the running bot.
@Suite struct AlarmTests {
    @Test("Telegram away for minutes: an error a minute, and one alarm when it is back")
    func telegram() async throws {
        try await withBot { bot in
            try await bot.ask("/privacy", by: bot.sakura)
            _ = try await bot.world.waitForCallUnderWay("getUpdates")
            // The poll that is under way still succeeds; its successors do not.
            bot.world.inject(.internalError, on: "getUpdates", times: 1_000_000)
            try await bot.ask("/privacy", by: bot.sakura)
            try await bot.waitForLog("updates could not be taken in; trying again", count: 5)
            bot.clock.advance(seconds: 60)
            try await bot.waitForEvent(.errorRecorded)
            try await bot.waitForLog("a server cannot be reached")
            bot.clock.advance(seconds: 60)
            try await bot.waitForEvent(.errorRecorded, count: 2)
            bot.world.clearFaults()
            let alarm = try await bot.admin.waitForMessage()
            #expect(
                alarm.text.withoutRequest == """
                    🔔 2026-11-23 13:37 JST
                    Telegram につながりませんでした：2026-11-23 13:35 JST から 2026-11-23 13:37 JST まで（約2分）
                    システム・rid=…・復旧済み。届いていた更新は順に処理しています
                    """
            )
            let errors = try bot.events().filter { $0.event.kind == .errorRecorded }
            #expect(errors.map(\.event) == Array(repeating: Self.connection, count: 2))
        }
    }

    private static let connection = Event.errorRecorded(ErrorRecorded(error: .connection))

    @Test("The model away for a minute: one alarm while it is, and one when it is back")
    func model() async throws {
        try await withTalkingBot { fake, bot in
            fake.usually(.status(500))
            try await bot.ask("/read1", by: bot.sakura, until: "回数は減っていません")
            bot.clock.advance(seconds: 60)
            try await bot.ask("/read1", by: bot.sakura, until: "回数は減っていません")
            let lost = try await bot.admin.waitForMessage()
            #expect(
                lost.text.withoutRequest == """
                    🔔 2026-11-23 13:36 JST
                    言語モデルが応答していません：2026-11-23 13:35 JST から
                    システム・rid=…・チケットと無料枠は失われません。starledger doctor で接続先を確認してください
                    """
            )
            bot.clock.advance(seconds: 60)
            fake.usually(.instant)
            try await bot.ask("/read1", by: bot.sakura, until: "あと1回")
            let back = try await bot.admin.waitForMessage(after: lost.id)
            #expect(
                back.text.withoutRequest == """
                    🔔 2026-11-23 13:37 JST
                    言語モデルが応答していませんでした：2026-11-23 13:35 JST から 2026-11-23 13:37 JST まで（約2分）
                    システム・rid=…・復旧済み。対応は要りません
                    """
            )
        }
    }

    @Test("Many errors: one alarm in ten minutes, and the next says how many were held back")
    func errors() async throws {
        try await withBot { bot in
            try await bot.fail(count: 9)
            try await bot.ask("/privacy", by: bot.sakura)
            #expect(bot.admin.messages.isEmpty)
            try await bot.fail(count: 1)
            let first = try await bot.admin.waitForMessage { $0.text.contains("エラーが") }
            #expect(
                first.text.withoutRequest == """
                    🔔 2026-11-23 13:35 JST
                    5分以内にエラーが 10 件ありました（決済 0・負荷/外部API 10・接続 0）
                    システム・rid=…・記録済み。/admin stats 1 で内訳を確認してください
                    """
            )
            try await bot.fail(count: 10)
            try await bot.waitForLog("an alarm was held back")
            bot.clock.advance(seconds: 600)
            try await bot.fail(count: 10)
            let second = try await bot.admin.waitForMessage(after: first.id) {
                $0.text.contains("エラーが")
            }
            #expect(
                second.text.withoutRequest == """
                    🔔 2026-11-23 13:45 JST
                    5分以内にエラーが 10 件ありました（決済 0・負荷/外部API 10・接続 0）
                    システム・rid=…・記録済み。/admin stats 1 で内訳を確認してください（このほか同種の通知 1 件を省略）
                    """
            )
        }
    }

    @Test("Money without a product: each one sounds, for administrators and the operations chat")
    func money() async throws {
        try await withHouse { house in
            house.world.addGroup(id: -100_500, title: "#ops")
            try await house.live(adjust: { $0.operationsChat = -100_500 }) { bot in
                let payments = (1...3).map { _ in
                    bot.sakura.chargeWithoutCheckout(payload: "?", amountStars: 7)
                }
                for payment in payments {
                    for chat in [bot.admin.id, -100_500] {
                        let alarm = try await bot.world.waitForMessage(in: chat) {
                            $0.text.contains(payment.chargeID)
                        }
                        #expect(
                            alarm.text.withoutRequest == """
                                🔔 2026-11-23 13:35 JST
                                商品に結び付かない入金がありました（unreadable_payload）。決済ID: \(payment.chargeID)
                                ユーザー 1001・rid=…・付与は保留中。/admin resolve か /refund で処理してください
                                """
                        )
                    }
                }
            }
        }
    }

    @Test("A disk that fills up and a log that grows: one alarm each, and one more the next time")
    func storage() async throws {
        try await withHouse { house in
            let room = Lock(LedgerStorage(writeAheadLogBytes: 0, freeBytes: 2 << 30))
            let looks = Lock(0)
            let look: @Sendable () -> LedgerStorage = {
                looks.withLock { $0 += 1 }
                return room.withLock { $0 }
            }
            let tick = Ticks()
            try await house.live(adjust: { settings in
                settings.storage = look
                settings.pause = tick.pause
            }) { bot in
                let states: [(log: Int64, free: Int64?)] = [
                    (1 << 30, 2 << 30), (2 << 30, 900 << 20), (1 << 30, nil), (0, 1_200 << 20),
                    (1_100 << 20, 800 << 20), (0, 2 << 30), (0, 700 << 20),
                ]
                for state in states {
                    room.withLock {
                        $0 = LedgerStorage(
                            writeAheadLogBytes: state.log,
                            freeBytes: state.free
                        )
                    }
                    let before = looks.withLock { $0 }
                    tick.tick()
                    // The look after the next one begins when this one's alarms are owed.
                    #expect(try await eventually { looks.withLock { $0 } > before })
                    tick.tick()
                    #expect(try await eventually { looks.withLock { $0 } > before + 1 })
                }
                bot.clock.advance(seconds: 600)
                _ = try await bot.admin.waitForMessage { $0.text.contains("900 MiB") }
                try await bot.settle(bot.sakura)
                let said = bot.admin.messages.map { $0.text.split(separator: "\n")[1] }
                #expect(
                    said == [
                        "台帳の -wal が 1024 MiB まで増えています",
                        "台帳のディスクの空きが残り 900 MiB です",
                    ]
                )
                // The later ones were held back by their rate, not forgotten.
                let held = bot.house.log.lines.filter { $0.message == "an alarm was held back" }
                #expect(held.map { $0.metadata["alarm.kind"] } == ["writeAheadLog", "disk"])
            }
        }
    }

    @Test("A disk that refuses is told directly, and that it works again too")
    func ledger() async throws {
        try await withBot { bot in
            try await bot.ask("/privacy", by: bot.sakura)
            try await withDatabaseHeld(bot.house.place.database) {
                bot.sakura.say("/feedback ありがとう")
                let alarm = try await bot.admin.waitForMessage()
                #expect(
                    alarm.text.withoutRequest == """
                        🔔 2026-11-23 13:35 JST
                        台帳に書き込めません（storageUnavailable）
                        システム・rid=…・更新の受け付けと決済を止め、開き直しを続けています。空き容量と権限を確認してください
                        """
                )
            }
            let back = try await bot.admin.waitForMessage(timeout: .seconds(60)) {
                $0.text.contains("復旧")
            }
            #expect(
                back.text.withoutRequest == """
                    🔔 2026-11-23 13:35 JST
                    台帳への書き込みが復旧しました
                    システム・rid=…・止めていた更新を順に処理しています
                    """
            )
        }
    }

    @Test("Damage in the middle of the log is found while the bot runs, and told with its place")
    func damaged() async throws {
        try await withHouse { house in
            try await house.live { try await $0.ask("/start", by: $0.sakura) }
            let place = house.place
            let reader = try EventReader(path: place.database)
            try Snapshots.refresh(from: reader, in: place.snapshots, ifBehindBy: 1) { error in
                Issue.record(error)
            }
            let hash = try #require(try reader.hash(at: 2))
            let first = try #require(try reader.event(at: 1))
            var bytes = try Data(contentsOf: URL(filePath: place.database))
            let found = try #require(bytes.firstRange(of: Data(hash.bytes)))
            bytes[found.lowerBound] ^= 1
            try bytes.write(to: URL(filePath: place.database))
            try await house.live(adjust: { $0.verifiesEvery = .seconds(60) }) { bot in
                let alarm = try await bot.admin.waitForMessage { $0.text.contains("壊れて") }
                #expect(
                    alarm.text.withoutRequest == """
                        🔔 2026-11-23 13:35 JST
                        台帳のファイルが壊れています：#2 から。正しく読めるのは #1（\
                        \(ClockText(.tokyo).full(first.recordedAt))）までです
                        システム・rid=…・運転は続いています。starledger verify で確かめ、止めて starledger recover \
                        <バックアップ>（docs/sqlite_backup.md の「回収する」）
                        """
                )
                try await bot.ask("/privacy", by: bot.sakura)
            }
        }
    }

    /// Who opens a copy that was put back before the bot does.
    enum FirstOpener: CaseIterable {
        case nobody
        /// A verb that writes, and ends.
        case verb
        /// A process that is killed before it can tell anybody.
        case killed
    }

    @Test(
        "A copy that was put back is told once, whoever opened it first",
        arguments: FirstOpener.allCases
    )
    func restored(first: FirstOpener) async throws {
        try await withHouse { house in
            let database = house.place.database
            try await house.live { try await $0.ask("/start", by: $0.sakura) }
            let (copy, kept) = (database + ".copy", try house.events())
            try FileManager.default.copyItem(atPath: database, toPath: copy)
            house.world.clock.advance(seconds: 3_600)
            try await house.live { try await $0.charge($0.emma) }
            let lost = try house.events().count
            try FileManager.default.removeItem(atPath: database)
            try FileManager.default.moveItem(atPath: copy, toPath: database)
            try await house.open(by: first)
            house.world.clock.advance(seconds: 600)
            let begun = first == .nobody ? "14:45" : "14:35"
            try await house.live { bot in
                let alarm = try await bot.admin.waitForMessage { $0.text.contains("台帳") }
                #expect(
                    alarm.text.withoutRequest == """
                        🔔 2026-11-23 14:45 JST
                        台帳が控えに戻されました。2026-11-23 13:35 JST 以降の \(lost - kept.count) 件\
                        （#\(kept.count + 1)〜#\(lost)）がありません
                        システム・rid=…・2026-11-23 \(begun) JST から世代 2 で再開済み。starledger reconcile を\
                        打ってください（docs/sqlite_backup.md の「突き合わせる」）
                        """
                )
            }
            let told = house.world.person(9001).messages.count
            try await house.live { try await $0.ask("/privacy", by: $0.sakura) }
            #expect(house.world.person(9001).messages.count == told)
        }
    }
}

extension String {
    /// The text with its request id left out.
    fileprivate var withoutRequest: String {
        self.replacing(/rid=[a-z0-9]+/, with: "rid=…")
    }
}

extension TestHouse {
    /// Opens the ledger, as a verb does.
    fileprivate func open(by opener: AlarmTests.FirstOpener) async throws {
        guard opener != .nobody else { return }
        let ledger = try LedgerService(
            place: self.place,
            verb: "grant",
            catalogue: .builtIn,
            clock: { [clock = self.world.clock] in Instant(clock) },
            logger: self.log.logger
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await ledger.run() }
            _ = try await ledger.opened()
            if opener == .verb { ledger.close() } else { ledger.abandonWithoutFlushing() }
            while let end = await group.nextResult() { _ = end }
        }
    }

    /// Every event so far.
    fileprivate func events() throws -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        try LedgerView(place: self.place).forEach(matching: HistoryFilter()) { event, _ in
            events.append(event)
        }
        return events
    }
}

extension TestBot {
    /// Records errors.
    fileprivate func fail(count: Int) async throws {
        for number in 1...count {
            let request = Request(
                user: nil,
                at: self.ledger.clock(),
                cause: .update,
                actor: .system,
                rid: "e\(number)"
            )
            _ = try await self.ledger.submit(.recordError(.load), request)
        }
    }

    /// Waits until the bot has logged a message so often.
    fileprivate func waitForLog(_ message: String, count: Int = 1) async throws {
        let isLogged = try await eventually {
            self.house.log.lines.count { $0.message == message } >= count
        }
        #expect(isLogged, "\(message)")
    }
}

/// Waits of the bot that end when the test says so.
private final class Ticks: Sendable {
    private let ticks: AsyncStream<Void>
    private let source: AsyncStream<Void>.Continuation

    init() {
        (self.ticks, self.source) = AsyncStream.makeStream(of: Void.self)
    }

    func tick() { self.source.yield() }

    @Sendable func pause(_ duration: Duration) async throws {
        // Only the watch waits for a minute; all else waits a hundredth.
        guard duration == .seconds(60) else { return try await Task.sleep(for: duration / 100) }
        for await _ in self.ticks { return }
        throw CancellationError()
    }
}

/// Waits, without sleeping, for something that another task is about to do.
private func eventually(
    within seconds: Int = 20,
    _ condition: () async throws -> Bool
) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
        if try await condition() { return true }
        await Task.yield()
    }
    return false
}
