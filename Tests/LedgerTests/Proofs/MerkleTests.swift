import Crypto
import Foundation
import Ledger
import Testing

/// The tree is that of RFC 9162, section 2.1, and so are its proofs.
@Suite(.timeLimit(.minutes(2))) struct MerkleTests {
    /// The definition of the RFC, word for word: slow, and hard to get wrong.
    private enum Naive {
        static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

        static func root(_ links: ArraySlice<ChainHash>) -> [UInt8] {
            guard let first = links.first else { return self.hash([]) }
            if links.count == 1 { return self.hash([0] + first.bytes) }
            let k = links.startIndex + self.split(links.count)
            return self.hash([1] + self.root(links[..<k]) + self.root(links[k...]))
        }

        /// PATH(m, D_n).
        static func path(_ m: Int, _ links: ArraySlice<ChainHash>) -> [[UInt8]] {
            if links.count <= 1 { return [] }
            let k = self.split(links.count)
            let middle = links.startIndex + k
            if m < k { return self.path(m, links[..<middle]) + [self.root(links[middle...])] }
            return self.path(m - k, links[middle...]) + [self.root(links[..<middle])]
        }

        /// SUBPROOF(m, D_n, b).
        static func proof(_ m: Int, _ links: ArraySlice<ChainHash>, _ b: Bool) -> [[UInt8]] {
            if m == links.count { return b ? [] : [self.root(links)] }
            let k = self.split(links.count)
            let middle = links.startIndex + k
            if m <= k { return self.proof(m, links[..<middle], b) + [self.root(links[middle...])] }
            return self.proof(m - k, links[middle...], false) + [self.root(links[..<middle])]
        }

        private static func split(_ count: Int) -> Int {
            var k = 1
            while k * 2 < count { k *= 2 }
            return k
        }
    }

    @Test("The frontier has the root of the definition, and goes on from its stored nodes")
    func roots() throws {
        let links = Self.links(130)
        var frontier = MerkleFrontier()
        for count in 0...130 {
            #expect(frontier.count == Int64(count))
            #expect(frontier.root == Naive.root(links[..<count]), "\(count)")
            #expect(frontier.nodes.count == count.nonzeroBitCount)
            let stored = MerkleFrontier(count: frontier.count, nodes: frontier.nodes)
            #expect(stored == frontier)
            frontier = try #require(stored)
            if count < 130 { frontier.append(links[count]) }
        }
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(Hexadecimal.encode(MerkleFrontier().root) == empty)
        #expect(MerkleFrontier(count: 7, nodes: frontier.nodes) == nil, "too few nodes")
        #expect(MerkleFrontier(count: -1, nodes: []) == nil)
        #expect(MerkleFrontier(count: 1, nodes: [[1, 2, 3]]) == nil)
    }

    @Test("Every leaf of every tree up to 33 leaves is proved as the definition says")
    func inclusion() throws {
        let links = Self.links(33)
        for count in 1...33 {
            let root = Naive.root(links[..<count])
            for index in 0..<count {
                let ranges = MerkleTree.inclusionPath(of: Int64(index), in: Int64(count))
                let path = try Self.roots(of: ranges, in: links)
                #expect(path.map(\.bytes) == Naive.path(index, links[..<count]))
                Self.expectProof(of: links[index], at: index, in: count, path, root)
            }
        }
    }

    @Test("Every tree up to 33 leaves is proved to begin every larger one")
    func consistency() throws {
        let links = Self.links(33)
        for new in 1...33 {
            for old in 1...new {
                let ranges = MerkleTree.consistencyPath(from: Int64(old), to: Int64(new))
                let path = try Self.roots(of: ranges, in: links)
                #expect(path.map(\.bytes) == Naive.proof(old, links[..<new], true))
                let (first, second) = (Naive.root(links[..<old]), Naive.root(links[..<new]))
                Self.expectConsistency((old, first), (new, second), path)
            }
        }
    }

    @Test("Large trees of random sizes")
    func random() throws {
        let links = Self.links(3_000)
        var dice = Dice(seed: 9_162)
        for _ in 0..<40 {
            let new = dice.count(1...3_000)
            let old = dice.count(1...new)
            let index = dice.count(0...(new - 1))
            let path = try Self.roots(
                of: MerkleTree.inclusionPath(of: Int64(index), in: Int64(new)),
                in: links
            )
            #expect(path.map(\.bytes) == Naive.path(index, links[..<new]))
            let proof = try Self.roots(
                of: MerkleTree.consistencyPath(from: Int64(old), to: Int64(new)),
                in: links
            )
            #expect(proof.map(\.bytes) == Naive.proof(old, links[..<new], true))
        }
    }

    @Test("The stand-alone verifier computes the same trees and believes the same proofs")
    func python() async throws {
        try await withTemporaryLedger { ledger in
            let links = Self.links(33)
            var lines = [links.map(\.hex).joined(separator: " ")]
            for new in 1...33 {
                for old in 1...new {
                    let paths = [
                        MerkleTree.inclusionPath(of: Int64(old - 1), in: Int64(new)),
                        MerkleTree.consistencyPath(from: Int64(old), to: Int64(new)),
                    ]
                    let hashes = try paths.map { ranges in
                        try Self.roots(of: ranges, in: links).map(\.hex).joined(separator: ",")
                    }
                    lines.append("\(old) \(new) \(hashes[0]);\(hashes[1])")
                }
            }
            let file = ledger.folder.appending(path: "proofs.txt")
            try Data(lines.joined(separator: "\n").utf8).write(to: file)
            let program = try VerifierScript.run(checking: file.path)
            #expect(program.status == 0, "\(program.output)")
            #expect(program.output == "561 proofs\n")
        }
    }

    private static func expectProof(
        of link: ChainHash,
        at index: Int,
        in count: Int,
        _ path: [ChainHash],
        _ root: [UInt8]
    ) {
        func found(_ index: Int, _ count: Int, _ path: [ChainHash]) -> [UInt8]? {
            MerkleTree.root(from: link, at: Int64(index), in: Int64(count), along: path)
        }
        #expect(found(index, count, path) == root)
        #expect(found(index, count, path + [link]) == nil)
        #expect(found(count, count, path) == nil)
        #expect(found(-1, count, path) == nil)
        if !path.isEmpty {
            #expect(found(index, count, Array(path.dropLast())) == nil)
            #expect(found(index, count, [link] + path.dropFirst()) != root)
            #expect(found((index + 1) % count, count, path) != root)
        }
    }

    private static func expectConsistency(
        _ old: (count: Int, root: [UInt8]),
        _ new: (count: Int, root: [UInt8]),
        _ path: [ChainHash]
    ) {
        func holds(_ oldRoot: [UInt8], _ newRoot: [UInt8], _ path: [ChainHash]) -> Bool {
            MerkleTree.isConsistent(
                (Int64(old.count), oldRoot),
                with: (Int64(new.count), newRoot),
                by: path
            )
        }
        let wrong = [UInt8](repeating: 7, count: 32)
        #expect(holds(old.root, new.root, path))
        #expect(!holds(wrong, new.root, path))
        #expect(!holds(old.root, wrong, path))
        if !path.isEmpty {
            #expect(!holds(old.root, new.root, Array(path.dropLast())))
            #expect(!holds(old.root, new.root, path.reversed() + path))
        }
    }

    private static func roots(
        of ranges: [Range<Int64>],
        in links: [ChainHash]
    ) throws -> [ChainHash] {
        try ranges.map { range in
            var frontier = MerkleFrontier()
            for index in range { frontier.append(links[Int(index)]) }
            return try #require(ChainHash(frontier.root))
        }
    }

    private static func links(_ count: Int) -> [ChainHash] {
        (0..<count).compactMap { ChainHash(Naive.hash(Array("leaf \($0)".utf8))) }
    }
}
