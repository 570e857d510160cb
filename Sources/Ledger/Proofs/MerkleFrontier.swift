internal import Crypto

/// The right edge of the Merkle tree over a log: all that is needed to append and to say the root.
///
/// The leaf of position p has the index p − 1 and is made of the event's link, which covers every
/// stored column and the link before. A tree of n leaves is a row of complete subtrees, one for each
/// bit of n that is set; their hashes, the largest subtree first, are the frontier.
///
/// Source: RFC 9162, section 2.1.
public struct MerkleFrontier: Hashable, Sendable {
    /// How many leaves the tree has.
    public private(set) var count: Int64 = 0

    private var subtrees: [ChainHash] = []

    /// The frontier of the empty tree.
    public init() {}

    /// Restores a frontier that was stored, or `nil` if there are not as many nodes as `count` needs.
    ///
    /// - Parameters:
    ///   - count: How many leaves the tree has.
    ///   - nodes: The hashes of its complete subtrees, the largest first.
    public init?(count: Int64, nodes: [[UInt8]]) {
        guard count >= 0, nodes.count == count.nonzeroBitCount else { return nil }
        self.count = count
        for node in nodes {
            guard let hash = ChainHash(node) else { return nil }
            self.subtrees.append(hash)
        }
    }

    /// The bytes to store: the hashes of the complete subtrees, the largest first.
    public var nodes: [[UInt8]] { self.subtrees.map(\.bytes) }

    /// The hash of the whole tree.
    public var root: [UInt8] {
        guard var root = self.subtrees.last else { return MerkleHash.ofNothing.bytes }
        for subtree in self.subtrees.dropLast().reversed() {
            root = MerkleHash.node(subtree, root)
        }
        return root.bytes
    }

    /// Adds the leaf of the next event.
    ///
    /// - Parameter link: The event's link of the chain.
    public mutating func append(_ link: ChainHash) {
        var hash = MerkleHash.leaf(link)
        // Each bit that carries is a pair of subtrees of one size that become one.
        for _ in 0..<self.count.trailingOneBitCount {
            hash = MerkleHash.node(self.subtrees.removeLast(), hash)
        }
        self.subtrees.append(hash)
        self.count += 1
    }
}

/// The hashes of a Merkle tree: leaves and nodes are told apart by their first byte.
enum MerkleHash {
    static var ofNothing: ChainHash { ChainHash(SHA256.hash(data: [UInt8]())) }

    static func leaf(_ link: ChainHash) -> ChainHash {
        ChainHash(SHA256.hash(data: [0] + link.bytes))
    }

    static func node(_ left: ChainHash, _ right: ChainHash) -> ChainHash {
        ChainHash(SHA256.hash(data: [1] + left.bytes + right.bytes))
    }
}

extension Int64 {
    fileprivate var trailingOneBitCount: Int { (~self).trailingZeroBitCount }
}
