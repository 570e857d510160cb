internal import Floor
private import Foundation

/// The process of the simulated Telegram, as the benchmark talks to it.
@safe final class TelegramProcess: Sendable {
    private let process: floor_process
    /// Where the simulated Telegram listens.
    let port: Int

    private struct Greeting: Decodable {
        var port: Int
    }

    /// Starts it: this program once more.
    init() async throws {
        let arguments = ["starledger", "bench", "--simulated-telegram"]
        let process = ChildProgram.start(arguments)
        guard process.process > 0 else { throw BenchFailure("cannot start a second process") }
        self.process = process
        let line = await ChildProgram.line(from: process)
        guard let greeting = try? JSONDecoder().decode(Greeting.self, from: Data(line.utf8)) else {
            floor_process_stop(process, 1)
            throw BenchFailure("the simulated Telegram did not start: \(line)")
        }
        self.port = greeting.port
    }

    /// Asks for something, and waits until it is done.
    func ask(_ line: String) async throws -> CrowdReport {
        let bytes = Array((line + "\n").utf8)
        guard unsafe write(self.process.input, bytes, bytes.count) == bytes.count else {
            throw BenchFailure("the simulated Telegram has ended")
        }
        let answer = await ChildProgram.line(from: self.process)
        let report = try? JSONDecoder().decode(CrowdReport.self, from: Data(answer.utf8))
        guard let report else { throw BenchFailure("the simulated Telegram said: \(answer)") }
        if let problem = report.problem { throw BenchFailure("simulated Telegram: \(problem)") }
        return report
    }

    /// Ends it.
    func stop() {
        floor_process_stop(self.process, 1)
    }
}

/// This program once more, with pipes into it and out of it.
enum ChildProgram {
    /// Starts it.
    ///
    /// - Parameters:
    ///   - arguments: With the program's name as the first.
    ///   - variables: `NAME=value`; without any it has those of this process.
    /// - Returns: The process; its number is not positive if it could not be started.
    static func start(_ arguments: [String], _ variables: [String] = []) -> floor_process {
        let (strings, names) = unsafe (Self.copies(arguments), Self.copies(variables))
        defer { unsafe (strings + names).forEach { unsafe free($0) } }
        guard !variables.isEmpty else {
            return unsafe floor_process_start("/proc/self/exe", strings, nil)
        }
        return unsafe floor_process_start("/proc/self/exe", strings, names)
    }

    /// Reads a line on a thread of its own: whoever waits for it holds up nobody.
    static func line(from process: floor_process) async -> String {
        await withCheckedContinuation { read in
            let thread = Thread {
                var line: [UInt8] = []
                var byte: UInt8 = 0
                while unsafe Glibc.read(process.output, &byte, 1) == 1, byte != UInt8(ascii: "\n") {
                    line.append(byte)
                }
                read.resume(returning: String(decoding: line, as: UTF8.self))
            }
            thread.start()
        }
    }

    /// C strings, with the null pointer at the end.
    private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        unsafe texts.map { unsafe strdup($0) } + [nil]
    }
}

/// The barest server, in a process of its own, for the time of a body.
enum CannedServer {
    /// Serves the same answer to everybody.
    ///
    /// - Parameters:
    ///   - json: The body of the answer.
    ///   - delay: How long everybody waits for it.
    ///   - body: Lent the port.
    /// - Returns: What `body` returned.
    /// - Throws: What `body` throws.
    static func with<Result>(
        _ json: String,
        delay: Duration = .zero,
        _ body: (Int) async throws -> Result
    ) async throws -> Result {
        let head =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(json.utf8.count)\r\n\r\n"
        let bytes = Array((head + json).utf8).map { CChar(bitPattern: $0) }
        let nanoseconds = Int64(delay / .nanoseconds(1))
        let server = unsafe floor_http_start(bytes, bytes.count, nanoseconds)
        guard server.process > 0 else { throw BenchFailure("cannot start a server") }
        defer { floor_http_stop(server) }
        return try await body(Int(server.port))
    }

    /// A port that nobody listens on.
    static func freePort() -> Int {
        let server = unsafe floor_http_start([], 0, 0)
        floor_http_stop(server)
        return Int(server.port)
    }
}
