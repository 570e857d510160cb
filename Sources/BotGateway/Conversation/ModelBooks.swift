internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// Records what the language model costs and how it fails, and tells the administrators what they
/// must hear.
struct ModelBooks: Sendable {
    /// What administrators were told, and on which day: once a process and day is enough.
    private final class Told: Sendable {
        private let days = Lock<[String: Day]>([:])

        func isNew(_ what: String, on day: Day) -> Bool {
            self.days.withLock { $0[what] != day }
        }

        func note(_ what: String, on day: Day) {
            self.days.withLock { $0[what] = day }
        }
    }

    /// Three lines for the administrators, and the name under which they are told once a day.
    private typealias News = (name: String, what: String, done: String)

    private let desk: Desk
    private let alarm: Alarm
    private let voice: ModelVoice?
    private let told = Told()

    init(desk: Desk, alarm: Alarm, voice: ModelVoice?) {
        self.desk = desk
        self.alarm = alarm
        self.voice = voice
    }

    /// Records what a composition cost and whether the model failed; the same one counts once.
    ///
    /// - Returns: What tells the administrators.
    func note(_ composition: Composition) async throws(LedgerError) -> [Errand] {
        var errands: [Errand] = []
        if let voice = self.voice, composition.usage != .none {
            errands += try await self.note(composition, spokenBy: voice)
        }
        // Whoever ends the process is no failure of the model's.
        if let failure = composition.failure, failure != .abandoned {
            errands += try await self.note(failure, of: composition)
        }
        return errands
    }

    private func note(
        _ composition: Composition,
        spokenBy voice: ModelVoice
    ) async throws(LedgerError) -> [Errand] {
        let usage = composition.usage
        let cost = voice.prices.cost(of: usage, model: voice.name)
        let used = ModelUsed(
            model: voice.name,
            promptTokens: usage.promptTokens,
            completionTokens: usage.completionTokens,
            costMicroUSD: cost ?? 0,
            use: composition.job.use
        )
        let news: News? =
            cost == nil
            ? (
                "price", "モデル \(voice.name) の料金が分からず、費用を 0 として記録しています",
                "MODEL_PRICES_PATH の料金表に追記してください"
            ) : nil
        return try await self.submit(.recordModelUse(used), "t", of: composition, news)
    }

    private func note(
        _ failure: ModelFailure.Code,
        of composition: Composition
    ) async throws(LedgerError) -> [Errand] {
        let news: News? =
            failure.needsOperator
            ? (
                "failure:\(failure.name)", "言語モデルを利用できません（\(failure.name)）",
                "利用者には代わりの占い、またはお詫びと返却で対応中。鍵・契約・モデル名を確認してください"
            ) : nil
        return try await self.submit(.recordError(.load), "e", of: composition, news)
    }

    /// Submits a command under a key of the composition, with the alarms that come of it.
    private func submit(
        _ command: Command,
        _ letter: String,
        of composition: Composition,
        _ news: News?
    ) async throws(LedgerError) -> [Errand] {
        let (desk, alarm, job) = (self.desk, self.alarm, composition.job)
        let now = desk.ledger.clock()
        let today = desk.settings.dayClock.day(of: now)
        let fresh = news.flatMap { self.told.isNew($0.name, on: today) ? $0 : nil }
        var request = Visit.ofSystem(about: job.owner, at: now, rid: job.rid)
        request.key = "\(letter):\(job.use):\(composition.nonce)"
        let answer = try await desk.ledger.submit(command, request) { ruling, events in
            guard !events.isEmpty else { return [] }
            var replies = alarm.replies(to: ruling, at: now, rid: job.rid)
            if let fresh {
                let words = (what: fresh.what, done: fresh.done)
                replies += alarm.replies(words, about: nil, at: now, rid: job.rid)
            }
            return replies.map { desk.owe($0, at: now) }
        }
        if let fresh { self.told.note(fresh.name, on: today) }
        return desk.deliveries(answer)
    }
}
