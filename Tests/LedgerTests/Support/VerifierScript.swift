import Foundation
import Testing

/// `scripts/verify-ledger.py`, run with the pinned packages of `scripts/python-env`.
enum VerifierScript {
    /// The root of the package.
    static var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    static var path: String { Self.root.appending(path: "scripts/verify-ledger.py").path }

    private static var python: String {
        get throws {
            let python = Self.root.appending(path: ".venv/bin/python").path
            try #require(
                FileManager.default.isExecutableFile(atPath: python),
                "there is no \(python): run scripts/python-env first"
            )
            return python
        }
    }

    /// Runs it as anyone would.
    static func run(_ arguments: [String]) throws -> OutsideProgram {
        try OutsideProgram.run([try Self.python, Self.path] + arguments)
    }

    /// Has it check every proof of a file: the links, then a line for each two trees.
    static func run(checking file: String) throws -> OutsideProgram {
        let script = """
            import importlib.util, sys
            spec = importlib.util.spec_from_file_location("verifier", sys.argv[1])
            v = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(v)
            lines = open(sys.argv[2]).read().split("\\n")
            links = [bytes.fromhex(word) for word in lines[0].split()]
            roots, tree = [v.Tree().root()], v.Tree()
            for link in links:
                tree.append(link)
                roots.append(tree.root())
            hashes = lambda text: [bytes.fromhex(word) for word in text.split(",") if word]
            count = 0
            for line in lines[1:]:
                old, new, paths = line.split(" ")
                old, new = int(old), int(new)
                path, proof = map(hashes, paths.split(";"))
                assert v.included(links[old - 1], old - 1, new, path, roots[new]), (old, new)
                assert v.consistent(old, roots[old], new, roots[new], proof), (old, new)
                if path:
                    assert not v.included(links[old - 1], old - 1, new, path[1:], roots[new])
                    assert not v.included(links[0], old, new, path, roots[new])
                if proof:
                    assert not v.consistent(old, roots[new], new, roots[new], proof)
                    assert not v.consistent(old, roots[old], new, roots[new], proof[:-1])
                count += 1
            print(count, "proofs")
            """
        return try OutsideProgram.run([try Self.python, "-c", script, Self.path, file])
    }
}
