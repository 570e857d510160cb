private import Foundation
internal import Ledger
internal import Logging

/// One line an entry on stdout: time, level, message, then `key=value` pairs in order of the key.
struct LineLogHandler: LogHandler {
    /// How an entry is written.
    enum Format: String, CaseIterable {
        case text
        case json
    }

    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let format: Format
    private let clock: @Sendable () -> Instant

    init(level: Logger.Level, format: Format, clock: @escaping @Sendable () -> Instant) {
        self.logLevel = level
        self.format = format
        self.clock = clock
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let own = self.metadata.merging(event.metadata ?? [:]) { _, new in new }
        let pairs = own.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        let line =
            switch self.format {
            case .text: self.text(event.level, "\(event.message)", pairs)
            case .json: self.json(event.level, "\(event.message)", pairs)
            }
        Terminal.say(line)
    }

    private func text(
        _ level: Logger.Level,
        _ message: String,
        _ pairs: [(String, String)]
    ) -> String {
        let words = pairs.map { key, value in
            "\(key)=\(value.contains(" ") ? JSONLine.quoted(value) : value)"
        }
        let parts = [self.clock().rfc3339, level.rawValue, message] + words
        return parts.joined(separator: " ").replacing("\n", with: "\\n")
    }

    private func json(
        _ level: Logger.Level,
        _ message: String,
        _ pairs: [(String, String)]
    ) -> String {
        var line = JSONLine()
        line.add("time", self.clock().rfc3339)
        line.add("level", level.rawValue)
        line.add("message", message)
        for (key, value) in pairs { line.add(key, value) }
        return line.finished
    }
}
