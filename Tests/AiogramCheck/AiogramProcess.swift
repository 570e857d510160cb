private import Foundation
internal import TelegramSandbox

/// `check.py`, asked over a socket: a line goes in, a line comes out.
///
/// `Foundation.Process` is not used: among many programs started side by side others would hold
/// its pipes open. It ends when the tests end, because nobody else holds this end of the socket.
package final class AiogramProcess: Sendable {
    /// aiogram could not be asked.
    package struct Failed: Error, CustomStringConvertible {
        let step: String

        /// What went wrong, and what helps.
        package var description: String {
            "aiogram: \(self.step); scripts/python-env makes the .venv that it lies in"
        }
    }

    /// How long an answer may take; the first waits for Python's imports, some seconds.
    private static let answerSecondsMax = 120

    private let socket: Int32

    /// Starts it.
    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let python = root.appending(path: ".venv/bin/python").path
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Failed(step: "there is no \(python)")
        }
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw Failed(step: "no socket (\(errno))")
        }
        self.socket = ends[0]
        defer { close(ends[1]) }
        var limit = timeval(tv_sec: Self.answerSecondsMax, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(self.socket, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        try Self.spawn(
            [python, root.appending(path: "Tests/AiogramCheck/check.py").path],
            speakingOver: ends[1]
        )
    }

    /// Asks about some calls.
    ///
    /// - Returns: For each a complaint, or `nil`.
    func ask(about calls: [AiogramCheck.Call]) throws -> [String?] {
        let question = SandboxJSON.array(
            calls.map { call in
                .array([
                    .string(call.method), call.parameters,
                    .array(call.uploads.map { .string($0) }),
                ])
            }
        )
        try self.write(Array("\(question)\n".utf8))
        let answers = try SandboxJSON(parsing: try self.readLine()).array ?? []
        guard answers.count == calls.count else { throw Failed(step: "a strange answer") }
        return answers.map(\.string)
    }

    private func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe send(self.socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failed(step: "it does not listen (\(errno))") }
            rest = rest.dropFirst(count)
        }
    }

    private func readLine() throws -> String {
        var line: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while line.last != UInt8(ascii: "\n") {
            let count = unsafe recv(self.socket, &buffer, buffer.count, 0)
            guard count > 0 else { throw Failed(step: "it does not answer (\(errno))") }
            line += buffer.prefix(count)
        }
        return String(decoding: line, as: UTF8.self)
    }

    private static func spawn(_ words: [String], speakingOver socket: Int32) throws {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [Int32(0), 1] {
            unsafe posix_spawn_file_actions_adddup2(&actions, socket, descriptor)
        }
        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        var variables = unsafe [strdup("PYTHONUTF8=1"), nil]
        defer {
            unsafe arguments.forEach { unsafe free($0) }
            unsafe variables.forEach { unsafe free($0) }
        }
        var pid: pid_t = 0
        let code = unsafe posix_spawn(&pid, words[0], &actions, nil, &arguments, &variables)
        guard code == 0 else { throw Failed(step: "it does not start (\(code))") }
    }
}
