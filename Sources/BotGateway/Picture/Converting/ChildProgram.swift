private import Foundation
private import Glibc
internal import Subprocess
private import SystemPackage

/// A program that reads its standard input, writes its standard output, and ends.
///
/// No shell stands between, so no text is ever read as a command. If the task is cancelled the
/// child is killed.
struct ChildProgram: Sendable {
    /// The most bytes of a line about itself.
    private static let lineBytesMax = 64 << 10
    /// The first bytes of every PNG.
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private let name: String

    /// - Parameter name: A name to look up in `PATH`, or a path.
    init(_ name: String) {
        self.name = name
    }

    /// What it makes of an input: a PNG.
    ///
    /// - Throws: ``PictureFailure``, `CancellationError`.
    func output(
        arguments: [String],
        input: String,
        bytesMax: Int
    ) async throws -> [UInt8] {
        let bytes = try await self.run(
            arguments,
            input: [UInt8](input.utf8),
            bytesMax: bytesMax
        )
        guard bytes.starts(with: Self.signature) else { throw PictureFailure(.notAPNG) }
        return bytes
    }

    /// The first line of what it says.
    ///
    /// - Throws: ``PictureFailure``, `CancellationError`.
    func line(arguments: [String]) async throws -> String {
        let bytes = try await self.run(arguments, input: [], bytesMax: Self.lineBytesMax)
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split(separator: "\n").first.map(String.init) ?? ""
    }

    private func run(
        _ arguments: [String],
        input: [UInt8],
        bytesMax: Int
    ) async throws -> [UInt8] {
        Self.ignoreBrokenPipes
        do {
            // Its own writers of input trap when a child ends without reading all of it
            // (swift-subprocess 1.0.2, issue 367); a writer that is in our hands is closed always.
            let result = try await Subprocess.run(
                self.executable,
                arguments: Arguments(arguments),
                environment: .custom(Self.environment),
                input: .inputWriter,
                output: .bytes(limit: bytesMax),
                error: .discarded
            ) { execution in
                // What the child did not read shows in how it ended.
                _ = try? await execution.standardInputWriter.write(input)
            }
            try Task.checkCancellation()
            guard result.terminationStatus.isSuccess else {
                throw PictureFailure(
                    .programFailed(self.name, status: "\(result.terminationStatus)")
                )
            }
            return result.standardOutput
        } catch let error as SubprocessError {
            // A child that is killed because we no longer wait fails in some way or other.
            try Task.checkCancellation()
            throw PictureFailure(self.code(of: error))
        }
    }

    /// Writing to a child that has ended is an error like another, not the end of the bot.
    private static let ignoreBrokenPipes: Void = {
        _ = signal(SIGPIPE, SIG_IGN)
    }()

    private var executable: Executable {
        self.name.contains("/") ? .path(FilePath(self.name)) : .name(self.name)
    }

    private func code(of error: SubprocessError) -> PictureFailure.Code {
        switch error.code {
        case .executableNotFound: .programMissing(self.name)
        case .outputLimitExceeded: .tooManyBytes
        default: .programUnreachable(self.name)
        }
    }

    /// What the child may know: where programs and fonts are, and nothing of the bot's.
    private static var environment: [Environment.Key: String] {
        let own = ProcessInfo.processInfo.environment
        let names = ["PATH", "HOME", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH"]
        return names.reduce(into: [:]) { result, name in
            guard let key = Environment.Key(rawValue: name), let value = own[name] else { return }
            result[key] = value
        }
    }
}
