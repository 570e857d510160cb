import Foundation
import Glibc

/// File systems of a test's own: a disk that is full, a disk that is read-only.
enum Mount {
    /// Whether this process may mount; not in every container.
    static let isPossible: Bool = {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "starledger-mount-\(UUID().uuidString)")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        guard (try? Self.run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.path)) != nil
        else { return false }
        try? Self.unmount(folder)
        return true
    }()

    static func small(at folder: URL, kilobytes: Int) throws {
        try Self.run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.path)
    }

    static func makeReadOnly(_ folder: URL) throws {
        // A plain remount is refused while files are open for writing; a read-only bind is not.
        try Self.run("mount", "--bind", folder.path, folder.path)
        try Self.run("mount", "-o", "remount,bind,ro", folder.path)
    }

    static func unmount(_ folder: URL) throws {
        try Self.run("umount", "--lazy", folder.path)
    }

    private static func run(_ command: String...) throws {
        let program = try OutsideProgram.run(command)
        guard program.status == 0 else { throw MountError(message: program.output) }
    }

    private struct MountError: Error {
        var message: String
    }
}

/// A file that takes up space until it is removed.
struct Ballast {
    var path: String

    init(in folder: URL, kilobytes: Int) throws {
        self.path = folder.appending(path: "ballast").path
        try Data(count: kilobytes << 10).write(to: URL(filePath: self.path))
    }

    func remove() throws {
        try FileManager.default.removeItem(atPath: self.path)
    }
}

/// Lends a ledger on a disk of 2 MB, of which 1 MB can be set free.
func withSmallDisk(_ body: (TemporaryLedger, Ballast) async throws -> Void) async throws {
    try await withTemporaryLedger { ledger in
        let disk = TemporaryLedger(folder: ledger.folder.appending(path: "disk"))
        try FileManager.default.createDirectory(at: disk.folder, withIntermediateDirectories: true)
        try Mount.small(at: disk.folder, kilobytes: 2_048)
        defer {
            // Once more for the read-only bind, where there is one.
            try? Mount.unmount(disk.folder)
            try? Mount.unmount(disk.folder)
        }
        try await body(disk, Ballast(in: disk.folder, kilobytes: 1_024))
    }
}

/// A child process that runs a few lines of Python and then holds what it has, until it is killed.
final class Holder {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// Returns once the lines have been run; ``proceed()`` runs the further ones.
    init(_ script: String, then more: String = "", _ arguments: String...) throws {
        self.process.executableURL = URL(filePath: "/usr/bin/env")
        self.process.arguments =
            [
                "python3", "-c",
                """
                import sqlite3, sys, fcntl, os, hashlib
                \(script)
                print('held', flush=True)
                sys.stdin.readline()
                \(more)
                print('done', flush=True)
                sys.stdin.read()
                """,
            ] + arguments
        self.process.standardInput = self.input
        self.process.standardOutput = self.output
        try self.process.run()
        _ = self.output.fileHandleForReading.availableData
    }

    /// Lets the child go on, and returns once it has.
    func proceed() throws {
        try self.input.fileHandleForWriting.write(contentsOf: Data("go\n".utf8))
        _ = self.output.fileHandleForReading.availableData
    }

    /// Ends the child as a power cut would.
    func kill() {
        _ = Glibc.kill(self.process.processIdentifier, SIGKILL)
        self.process.waitUntilExit()
    }

    deinit {
        if self.process.isRunning { self.kill() }
    }
}
