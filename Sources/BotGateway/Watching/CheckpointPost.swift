internal import Ledger
internal import LedgerService
internal import Logging
internal import Projections

/// Posts a signed checkpoint to the operations chat, once a day.
///
/// Telegram keeps it out of reach of whoever can write the ledger's disk: a log that was cut or
/// rewritten later does not fit it.
struct CheckpointPost: Sendable {
    /// How many digits of a root and of a key are enough to compare by eye.
    private static let digitCount = 16

    let desk: Desk
    /// The operations chat, if there is one.
    let chat: UserID?

    /// Posts one, unless one was posted today or there is nothing to sign.
    ///
    /// The day is noted before the message becomes owed: a kill between the two costs one day's post,
    /// and no restart posts twice.
    func post(through lanes: Lanes<LaneKey, Errand>) async {
        let ledger = self.desk.ledger
        guard let chat, case .writing = ledger.health.condition else { return }
        let now = ledger.clock()
        let clock = self.desk.settings.dayClock
        let day = clock.day(of: now).text
        guard ledger.postedDay != day, let checkpoint = await ledger.checkpoint() else { return }
        let reply = Reply(to: chat, Self.text(of: checkpoint, at: now, on: clock), weight: .money)
            .with(codes: [Self.code(of: checkpoint)])
        do throws(LedgerError) {
            try ledger.notePosted(on: day)
            for row in try await ledger.change([self.desk.owe(reply, at: now)]) {
                lanes.add(.deliver(row), to: .chat(row.user))
            }
        } catch {
            self.desk.logger.warning(
                "the checkpoint of the day was not posted",
                metadata: ["error": "\(error)"]
            )
        }
    }

    private static func text(
        of checkpoint: Checkpoint,
        at time: Instant,
        on clock: DayClock
    ) -> String {
        let root = Hexadecimal.encode(checkpoint.root).prefix(Self.digitCount)
        let key = Hexadecimal.encode(checkpoint.publicKey).prefix(Self.digitCount)
        return """
            🔏 \(ClockText(clock).full(time))
            台帳の署名：#\(checkpoint.position) まで・世代 \(checkpoint.epoch)・root \(root)…・鍵 \(key)…
            この投稿は消さずに残してください。全文をファイルに貼り、starledger verify --checkpoint で照合できます
            \(Self.code(of: checkpoint))
            """
    }

    /// The whole text; the newline at its end is not needed to read it back.
    private static func code(of checkpoint: Checkpoint) -> String {
        checkpoint.text.split(separator: "\n").joined(separator: "\n")
    }
}
