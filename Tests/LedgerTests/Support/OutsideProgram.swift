import Foundation

/// A program that is not ours and touches the same files, as an operator's or an attacker's would.
struct OutsideProgram {
    var status: Int32
    var output: String

    /// Runs Python with `sqlite3`, `hashlib` and `sys` imported.
    @discardableResult
    static func python(_ script: String, _ arguments: String...) throws -> OutsideProgram {
        let prelude = "import sqlite3, hashlib, sys, os\n"
        return try Self.run(["python3", "-c", prelude + script] + arguments)
    }

    /// Runs SQL over a plain connection of Python's, which knows none of our settings.
    @discardableResult
    static func sql(_ sql: String, on path: String) throws -> OutsideProgram {
        try Self.python(
            """
            database = sqlite3.connect(sys.argv[1], isolation_level=None)
            try:
                for row in database.execute(sys.argv[2]): print(*row)
            except sqlite3.Error as error:
                sys.exit(str(error))
            """,
            path,
            sql
        )
    }

    static func run(_ command: [String]) throws -> OutsideProgram {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return OutsideProgram(
            status: process.terminationStatus,
            output: String(decoding: output, as: UTF8.self)
        )
    }
}
