package import Ledger
package import Projections

/// The three lines of an alarm: when, what, who and what was done so far.
package struct AlarmText: Hashable, Sendable {
    /// What happened.
    package var what: String
    /// What was done so far, or what to do.
    package var done: String

    /// Describes an alarm.
    package init(_ what: String, done: String) {
        self.what = what
        self.done = done
    }

    /// Writes the three lines.
    ///
    /// - Parameters:
    ///   - time: When it happened.
    ///   - clock: How moments are written.
    ///   - user: Whom it is about, if it is about a person.
    ///   - rid: The request id.
    ///   - heldBack: How many of its kind were not told since the last one that was.
    /// - Returns: The lines.
    package func lines(
        at time: Instant,
        on clock: DayClock,
        about user: UserID?,
        rid: String,
        heldBack: Int = 0
    ) -> String {
        let who = user.map { "ユーザー \($0.rawValue)" } ?? "システム"
        let others = heldBack > 0 ? "（このほか同種の通知 \(heldBack) 件を省略）" : ""
        return """
            🔔 \(ClockText(clock).full(time))
            \(self.what)
            \(who)・rid=\(rid)・\(self.done)\(others)
            """
    }
}
