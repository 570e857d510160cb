import Foundation

/// The program under test, as it was built with the tests.
enum Executable {
    /// There is no program beside the tests.
    struct Missing: Error, CustomStringConvertible {
        let folders: [String]

        var description: String { "no starledger in \(self.folders); run swift build first" }
    }

    /// How far above the test program it is looked for.
    private static let levelCountMax = 4

    /// Finds it beside the program that runs the tests.
    static func url() throws -> URL {
        var folder = Bundle.main.executableURL?.deletingLastPathComponent() ?? Bundle.main.bundleURL
        var looked: [String] = []
        for _ in 0..<Self.levelCountMax {
            let program = folder.appending(path: "starledger")
            if FileManager.default.isExecutableFile(atPath: program.path) { return program }
            looked.append(folder.path)
            folder.deleteLastPathComponent()
        }
        throw Missing(folders: looked)
    }

    /// The root of the package.
    static var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }
}
