private import Foundation
private import Synchronization
package import TelegramSandbox

/// What aiogram, a client of the Bot API that nobody here wrote, thinks of the bot's calls.
///
/// Its method models are asked in one Python process that lives as long as the tests. Calls of one
/// shape are asked about once: the models look at names and types, not at texts and numbers.
package enum AiogramCheck {
    /// One call, however it was recorded.
    package struct Call: Hashable, Sendable {
        /// As the bot wrote it.
        package var method: String
        /// What came with it; from a form every value is text.
        package var parameters: SandboxJSON
        /// The names of the uploaded files.
        package var uploads: [String]

        /// Names a call.
        package init(method: String, parameters: SandboxJSON, uploads: [String] = []) {
            self.method = method
            self.parameters = parameters
            self.uploads = uploads
        }

        /// A call that the simulated Telegram received.
        package init(_ call: BotCall) {
            self.init(
                method: call.method,
                parameters: call.parameters,
                uploads: call.uploads.keys.sorted()
            )
        }

        fileprivate var shape: Call {
            Call(method: self.method, parameters: self.parameters.shape, uploads: self.uploads)
        }
    }

    private struct Memory {
        var process: AiogramProcess?
        var complaints: [Call: String?] = [:]
        var callCount = 0
    }

    private static let memory = Mutex(Memory())

    /// Finds the calls that aiogram would not have made.
    ///
    /// - Returns: One line for each: the method, the field, and what is wrong with it.
    /// - Throws: ``AiogramProcess/Failed`` if aiogram cannot be asked.
    package static func complaints(about calls: [Call]) throws -> [String] {
        try self.memory.withLock { memory in
            if memory.callCount == 0 { self.sayTheCountsAtTheEnd() }
            memory.callCount += calls.count
            let shaped = calls.map { ($0.shape, $0) }
            let new = Dictionary(
                shaped.filter { memory.complaints[$0.0] == nil },
                uniquingKeysWith: { first, _ in first }
            )
            if !new.isEmpty {
                let process = try memory.process ?? AiogramProcess()
                memory.process = process
                let asked = Array(new)
                let answers = try process.ask(about: asked.map(\.value))
                for (question, answer) in zip(asked, answers) {
                    memory.complaints.updateValue(answer, forKey: question.key)
                }
            }
            return shaped.compactMap { memory.complaints[$0.0] ?? nil }
        }
    }

    /// How many calls were looked at, and how many shapes they had.
    package static var counts: (calls: Int, shapes: Int) {
        self.memory.withLock { ($0.callCount, $0.complaints.count) }
    }

    /// The process of the tests: a fork of it, which ends before it runs a program, says nothing.
    private static let tests = getpid()

    private static func sayTheCountsAtTheEnd() {
        _ = self.tests
        atexit {
            guard getpid() == AiogramCheck.tests else { return }
            let counts = AiogramCheck.counts
            let line = "aiogram was asked about \(counts.calls) calls of \(counts.shapes) shapes\n"
            FileHandle.standardError.write(Data(line.utf8))
        }
    }
}

extension SandboxJSON {
    /// The same value without its texts and numbers, and of a list each kind of element once.
    fileprivate var shape: SandboxJSON {
        switch self {
        case .null, .bool: self
        case .int: .int(0)
        case .double: .double(0)
        case .string: .string("")
        case .object(let members): .object(members.mapValues(\.shape))
        case .array(let elements):
            .array(Set(elements.map(\.shape)).sorted { $0.description < $1.description })
        }
    }
}
