internal import BotGateway
internal import Ledger

/// Looks at everything beyond this machine: Telegram, its clock, and the language model.
struct OutsideDoctor: Sendable {
    /// This many waiting updates make Telegram itself warn the bot's owner.
    static let pendingCountHigh = 200
    /// A clock that is off by more is a sign, and by more than that clamps times of payments.
    static let clockOffSecondsMax: Int64 = 30
    static let clockOffSecondsFatal: Int64 = 300

    let telegram: TelegramEndpoint?
    let webhook: WebhookAddress?
    /// Where the model is, if the environment says so rightly.
    let model: ModelEndpoint?
    /// Whether a key is set, and so a model wanted.
    let wantsModel: Bool

    /// Looks, everywhere at the same time.
    func diagnoses() async -> [Diagnosis] {
        async let telegram = self.lookAtTelegram()
        async let model = self.lookAtModel()
        return await telegram + [model]
    }

    private func lookAtTelegram() async -> [Diagnosis] {
        guard let endpoint = self.telegram else {
            return [
                .failed(
                    "telegram",
                    "no token to ask with",
                    next: "starledger config --check"
                )
            ]
        }
        let checkup = await TelegramCheckup.run(endpoint)
        var found: [Diagnosis] = []
        if let failure = checkup.failure {
            let next =
                checkup.refusesToken
                ? "starledger config --check" : "curl -sSI \(endpoint.baseURL)"
            found.append(.failed("telegram", failure, next: next))
        } else if let bot = checkup.bot {
            let name = bot.username.map { "@\($0)" } ?? "a bot without a name"
            found.append(.ok("telegram", "the token is \(name)'s (id \(bot.id.rawValue))"))
        }
        if let delivery = checkup.delivery { found += self.judge(delivery) }
        if let ahead = checkup.clockAheadSeconds { found.append(Self.judge(clockAhead: ahead)) }
        return found
    }

    /// How updates come, how many wait, and what went wrong last.
    func judge(_ delivery: WebhookInfo) -> [Diagnosis] {
        var found: [Diagnosis] = []
        let pushed = delivery.url.isEmpty ? "updates are fetched" : "updates are pushed"
        let wanted = self.webhook?.url ?? ""
        if delivery.url == wanted {
            found.append(.ok("delivery", "\(pushed), as configured"))
        } else if self.webhook == nil {
            found.append(
                .warning(
                    "delivery",
                    "updates are pushed although WEBHOOK_URL is not set; a start ends that",
                    next: "systemctl restart starledger"
                )
            )
        } else {
            found.append(
                .warning(
                    "delivery",
                    delivery.url.isEmpty
                        ? "updates are fetched although WEBHOOK_URL is set; a start changes that"
                        : "updates are pushed elsewhere than to WEBHOOK_URL; a start changes that",
                    next: "systemctl restart starledger"
                )
            )
        }
        let count = delivery.pendingUpdateCount
        found.append(
            count < Self.pendingCountHigh
                ? .ok("pending", "\(count) updates wait")
                : .warning(
                    "pending",
                    "\(count) updates wait: the bot does not run, or cannot keep up",
                    next: "systemctl status starledger"
                )
        )
        guard let text = delivery.lastErrorMessage else { return found }
        let time = delivery.lastErrorDate?.rfc3339 ?? "some time"
        found.append(
            .warning(
                "push",
                "the last failed push was at \(time): \(text)",
                next: "curl -sSI \(wanted.isEmpty ? "WEBHOOK_URL" : wanted)"
            )
        )
        return found
    }

    /// Payments are dated by Telegram, everything else by this machine.
    static func judge(clockAhead seconds: Int64) -> Diagnosis {
        let off = seconds.magnitude
        if off <= Self.clockOffSecondsMax {
            return .ok("clock", "within \(Self.clockOffSecondsMax) s of Telegram's")
        }
        let words = "\(off) s \(seconds > 0 ? "behind" : "ahead of") Telegram's"
        let next = "timedatectl set-ntp true"
        return off > Self.clockOffSecondsFatal
            ? .failed("clock", words, next: next) : .warning("clock", words, next: next)
    }

    private func lookAtModel() async -> Diagnosis {
        let next = "starledger config --check"
        guard self.wantsModel else {
            return .ok("model", "no OPENAI_API_KEY: the built-in reader answers")
        }
        guard let model = self.model else {
            let names = "OPENAI_API_KEY, OPENAI_BASE_URL or OPENAI_MODEL"
            return .failed(
                "model",
                "\(names) has a value that nothing can be asked with",
                next: next
            )
        }
        let checkup = await ModelCheckup.run(model)
        switch checkup.verdict {
        case .ready: return .ok("model", checkup.words)
        case .odd: return .warning("model", checkup.words, next: next)
        case .failed: return .failed("model", checkup.words, next: next)
        }
    }
}
