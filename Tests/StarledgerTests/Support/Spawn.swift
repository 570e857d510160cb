import Foundation

/// A program started with pipes of its own.
///
/// `Foundation.Process` misses the end of one in some hundred programs that are started side by
/// side, because others inherit what it listens to; here nothing can be inherited.
struct Spawn: Sendable {
    /// The program could not be started.
    struct Failed: Error {
        let step: String
        let code: Int32
    }

    /// A named pipe, read here.
    private struct NamedPipe {
        let path: String
        let reading: Int32

        init() throws {
            let name = "starledger-pipe-\(UUID().uuidString)"
            self.path = FileManager.default.temporaryDirectory.appending(path: name).path
            guard unsafe mkfifo(self.path, 0o600) == 0 else {
                throw Failed(step: "mkfifo", code: errno)
            }
            // Not waiting for the writer, which comes only now.
            self.reading = unsafe open(self.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
            guard self.reading >= 0 else { throw Failed(step: "open", code: errno) }
            _ = fcntl(self.reading, F_SETFL, 0)
        }
    }

    let pid: Int32
    private let output: Int32
    private let complaints: Int32

    /// Starts a program; `arguments` do not name it.
    init(
        _ program: String,
        _ arguments: [String],
        environment: [String: String],
        in folder: String
    ) throws {
        let (output, complaints) = (try NamedPipe(), try NamedPipe())
        defer {
            unsafe unlink(output.path)
            unsafe unlink(complaints.path)
        }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output.path, O_WRONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, complaints.path, O_WRONLY, 0)
        var pid: pid_t = 0
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let code = unsafe Self.withStrings(
            ["env", "-C", folder, program] + arguments
        ) { arguments in
            unsafe Self.withStrings(variables) { variables in
                unsafe posix_spawn(&pid, "/usr/bin/env", &actions, nil, arguments, variables)
            }
        }
        guard code == 0 else { throw Failed(step: "posix_spawn", code: code) }
        self.pid = pid
        self.output = output.reading
        self.complaints = complaints.reading
    }

    /// Reads all that the program says and waits for its end, on threads of its own.
    func watch(
        output: @escaping @Sendable (Data?) -> Void,
        complaints: @escaping @Sendable (Data?) -> Void,
        ended: @escaping @Sendable (_ status: Int32) -> Void
    ) {
        let (pid, first, second) = (self.pid, self.output, self.complaints)
        Thread { Self.read(first, output) }.start()
        Thread { Self.read(second, complaints) }.start()
        Thread { ended(Self.status(of: pid)) }.start()
    }

    /// Waits for the end, whatever the program says.
    func wait() -> Int32 {
        close(self.output)
        close(self.complaints)
        return Self.status(of: self.pid)
    }

    private static func status(of pid: Int32) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return status
    }

    private static func read(_ descriptor: Int32, _ tell: (Data?) -> Void) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            tell(Data(buffer.prefix(count)))
        }
        close(descriptor)
        tell(nil)
    }

    /// Lends C strings, with `nil` at the end.
    private static func withStrings<Result>(
        _ texts: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let strings = unsafe texts.map { unsafe strdup($0) }
        defer { unsafe strings.forEach { unsafe free($0) } }
        return unsafe body(strings + [nil])
    }
}
