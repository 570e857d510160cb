internal import Ledger
internal import LedgerService

#if FAILPOINTS
private import Foundation
#endif

/// The clock of the bot's process.
enum MachineClock {
    /// The machine's clock.
    ///
    /// In a debug build `STARLEDGER_CLOCK_AHEAD_SECONDS` sets it ahead, so that a test need not
    /// wait for a minute or a day to pass.
    static func clock() -> @Sendable () -> Instant {
        #if FAILPOINTS
        let text = ProcessInfo.processInfo.environment["STARLEDGER_CLOCK_AHEAD_SECONDS"]
        let ahead = text.flatMap { Int64($0) } ?? 0
        return { Instant.now.adding(seconds: ahead) }
        #else
        return { .now }
        #endif
    }
}
