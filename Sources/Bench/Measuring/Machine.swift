private import Foundation
internal import Ledger

/// What the figures were measured on: without it they say nothing.
public struct Machine: Sendable {
    /// How many processors this process may use.
    public let coreCount: Int

    /// The processor's own name.
    public let processor: String

    /// The memory, in mebibytes.
    public let memoryMebibytes: Int64

    /// The version of SQLite.
    public let sqlite: String

    /// Whether the program was built to run fast.
    public let isRelease: Bool

    /// The machine at hand.
    public static let current = Machine()

    private init() {
        let process = ProcessInfo.processInfo
        self.coreCount = process.activeProcessorCount
        self.memoryMebibytes = Int64(process.physicalMemory >> 20)
        self.processor = Self.processorName() ?? "unknown"
        self.sqlite = Floors.libraryVersion
        #if DEBUG
        self.isRelease = false
        #else
        self.isRelease = true
        #endif
    }

    /// One line for people.
    public var text: String {
        "machine: \(self.coreCount) cores, \(self.processor), \(self.memoryMebibytes) MiB, "
            + "SQLite \(self.sqlite), \(self.configuration) build"
    }

    /// One line for scripts, in the shape of a measurement: nothing is measured in it.
    public var parameters: [Measurement.Parameter] {
        [
            .count("cores", Int64(self.coreCount)), .word("processor", self.processor),
            .count("memory_mib", self.memoryMebibytes), .word("sqlite", self.sqlite),
            .word("configuration", self.configuration),
        ]
    }

    private var configuration: String { self.isRelease ? "release" : "debug" }

    /// Source: `man 5 proc_cpuinfo`.
    private static func processorName() -> String? {
        guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else {
            return nil
        }
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        guard let name = line?.split(separator: ":").last else { return nil }
        return name.trimmingCharacters(in: .whitespaces)
    }
}
