internal import Ledger
internal import Projections

/// What looks like abuse, with the evidence: who, when, and where in the log.
struct SuspectsPage {
    let suspicions: Suspicions
    let limits: SuspectLimits
    let clock: ClockText

    /// The page, one part a pattern.
    var text: String {
        let parts = [
            "🔎 気になる動き（直近30日、急増は直近7日）",
            self.part(
                "同じ質問（1時間に\(self.limits.sameQuestionUsers)人以上）",
                self.suspicions.crowds.map(self.line)
            ),
            self.part(
                "入金後すぐの返金（\(self.limits.quickRefundMinutes)分以内が"
                    + "\(self.limits.quickRefundDays)日に\(self.limits.quickRefunds)件以上）",
                self.suspicions.refunders.map(self.line)
            ),
            self.part(
                "無料枠だけの利用（\(self.limits.freeOnlyDays)日以上連続）",
                self.suspicions.freeTakers.map(self.line)
            ),
            self.part(
                "急増（7日間の中央値の\(self.limits.surgeFactor)倍超、"
                    + "1時間に\(self.limits.surgeLeast)件以上）",
                self.suspicions.surges.map(self.line)
            ),
        ]
        let hint = "確認は /admin history <user_id>、止めるときは /admin hold <user_id> <理由> です。"
        return (parts + (self.suspicions.isEmpty ? [] : [hint])).joined(separator: "\n\n")
    }

    /// The charges on the page, to copy.
    var charges: [String] {
        self.suspicions.refunders.flatMap { $0.refunds.map(\.charge.rawValue) }
    }

    private func part(_ title: String, _ lines: [String]) -> String {
        (["■ \(title)"] + (lines.isEmpty ? ["該当なし"] : lines)).joined(separator: "\n")
    }

    private func line(_ crowd: [Asker]) -> String {
        let users = crowd.map { asker in
            "  ユーザー \(asker.user.rawValue)・\(self.clock.full(asker.at))（#\(asker.position)）"
        }
        return (["・\(crowd.count)人"] + users).joined(separator: "\n")
    }

    private func line(_ refunder: Suspicions.Refunder) -> String {
        let refunds = refunder.refunds.map { refund in
            let minutes = (refund.refundedAt.seconds - refund.paidAt.seconds) / 60
            return """
                  \(self.clock.full(refund.paidAt)) に入金、\(minutes)分後に返金（#\(refund.payment) → #\(refund.refund)）
                  \(refund.charge.rawValue)
                """
        }
        let title = "・ユーザー \(refunder.user.rawValue)：\(refunder.refunds.count)件"
        return ([title] + refunds).joined(separator: "\n")
    }

    private func line(_ taker: Suspicions.FreeTaker) -> String {
        let streak = taker.streak
        return "・ユーザー \(taker.user.rawValue)：\(streak.dayCount)日連続"
            + "（\(streak.first.text) から \(streak.last.text)、#\(streak.begin) → #\(streak.end)）"
    }

    private func line(_ surge: Surge) -> String {
        "・\(self.clock.full(surge.from))〜 \(Self.words(for: surge))"
    }

    /// What happened how often, and who did most of it.
    static func words(for surge: Surge) -> String {
        let users = surge.users.map { "\($0.user.rawValue)×\($0.count)" }
        let most = users.isEmpty ? "" : "、多い順に \(users.joined(separator: " "))"
        return "\(surge.kind.name) \(surge.count)件（中央値 \(surge.medianText)\(most)）"
    }
}
