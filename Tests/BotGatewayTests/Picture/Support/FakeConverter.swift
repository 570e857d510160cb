import Foundation

/// A program in the place of `rsvg-convert`.
struct FakeConverter: Sendable {
    /// Where the program is.
    let path: String
    /// Where it notes its process.
    private let note: String

    /// The process that ran last.
    var process: Int32? {
        let text = try? String(contentsOfFile: self.note, encoding: .utf8)
        return text.flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    /// Whether that process is alive, be it only as a corpse that nobody collected.
    var isAlive: Bool {
        guard let process = self.process else { return false }
        return kill(process, 0) == 0
    }

    /// Lends a program written in the shell's language.
    static func doing<Result>(
        _ script: String,
        _ body: (FakeConverter) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "converter-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let fake = FakeConverter(path: "\(folder)/convert", note: "\(folder)/process")
        let text = "#!/bin/sh\necho $$ > '\(fake.note)'\n\(script)\n"
        try Data(text.utf8).write(to: URL(filePath: fake.path))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755],
            ofItemAtPath: fake.path
        )
        return try await body(fake)
    }

    /// Whether the real converter is here; `scripts/test` installs it.
    static let isRealOneInstalled: Bool = {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
        return path.split(separator: ":").contains { folder in
            FileManager.default.isExecutableFile(atPath: "\(folder)/rsvg-convert")
        }
    }()
}
