public import Ledger

/// What is free for one user on one day.
public struct Allowance: Hashable, Sendable {
    /// A daily limit and what is left of it.
    public struct Quota: Hashable, Sendable {
        /// How many a day; `nil` is unlimited.
        public let limit: Int?

        /// How many are left; `nil` is unlimited.
        public let remaining: Int?

        /// Whether there would be none on any day, so that only a pass helps.
        public let isNeverFree: Bool

        init(limit: Int64, cap: Int64?, used: Int, isHeld: Bool, isUnlimited: Bool) {
            let today = Int(min(limit, cap ?? limit))
            self.isNeverFree = limit == 0 && !isUnlimited
            if isHeld {
                (self.limit, self.remaining) = (isUnlimited ? nil : today, 0)
            } else if isUnlimited {
                (self.limit, self.remaining) = (nil, nil)
            } else {
                (self.limit, self.remaining) = (today, max(0, today - used))
            }
        }
    }

    /// One-card readings.
    public let oneCard: Quota

    /// Consultations.
    public let consult: Quota

    /// The day of the trial, from 1; `nil` for someone who never came.
    public let trialDay: Int?

    /// When the day ends and the quota begins anew.
    public let resetsAt: Instant

    /// Whether the cost cap has shrunk the quota until then.
    public let isCapped: Bool
}
