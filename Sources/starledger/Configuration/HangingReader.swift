internal import BotGateway

#if FAILPOINTS
private import Foundation
#endif

/// A reader that never comes to an end, for trying how the bot ends while it waits.
enum HangingReader {
    /// Returns the reader, or in a debug build with `STARLEDGER_READER_HANGS=1` one that is asked
    /// and never answers.
    static func instead(of reader: Reader) -> Reader {
        #if FAILPOINTS
        guard ProcessInfo.processInfo.environment["STARLEDGER_READER_HANGS"] == "1" else {
            return reader
        }
        return Reader { _ in
            try await Task.sleep(for: .seconds(3_600))
            throw CancellationError()
        }
        #else
        return reader
        #endif
    }
}
