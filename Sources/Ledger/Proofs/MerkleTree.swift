/// Which parts of a Merkle tree make a proof, and what a proof proves.
///
/// A proof is the hashes of some subtrees. They do not overlap, so that one pass over the log, with
/// one frontier at a time, makes them all: no node is stored anywhere.
///
/// Source: RFC 9162, sections 2.1.3 and 2.1.4.
public enum MerkleTree {
    /// The subtrees that prove a leaf to be in a tree, in the order of the proof.
    ///
    /// - Parameters:
    ///   - index: The leaf, counted from 0.
    ///   - count: How many leaves the tree has.
    /// - Returns: The leaves below each node of the path, the leaf's neighbour first.
    public static func inclusionPath(of index: Int64, in count: Int64) -> [Range<Int64>] {
        precondition(0 <= index && index < count, "leaf \(index) is not in a tree of \(count)")
        var path: [Range<Int64>] = []
        var tree = 0..<count
        while tree.upperBound - tree.lowerBound > 1 {
            let middle = tree.lowerBound + Self.split(tree.upperBound - tree.lowerBound)
            if index < middle {
                path.append(middle..<tree.upperBound)
                tree = tree.lowerBound..<middle
            } else {
                path.append(tree.lowerBound..<middle)
                tree = middle..<tree.upperBound
            }
        }
        return path.reversed()
    }

    /// The subtrees that prove a tree to be the beginning of a larger one, in the order of the proof.
    ///
    /// - Parameters:
    ///   - old: How many leaves the smaller tree has, at least 1.
    ///   - new: How many the larger one has.
    /// - Returns: The leaves below each node of the proof; none where both are of one size.
    public static func consistencyPath(from old: Int64, to new: Int64) -> [Range<Int64>] {
        precondition(0 < old && old <= new, "a tree of \(old) does not begin one of \(new)")
        var path: [Range<Int64>] = []
        var (tree, isOldTree) = (0..<new, true)
        while old < tree.upperBound {
            let middle = tree.lowerBound + Self.split(tree.upperBound - tree.lowerBound)
            if old <= middle {
                path.append(middle..<tree.upperBound)
                tree = tree.lowerBound..<middle
            } else {
                path.append(tree.lowerBound..<middle)
                tree = middle..<tree.upperBound
                isOldTree = false
            }
        }
        // Whoever checks the proof has the old root already; a part of it they have not.
        if !isOldTree { path.append(tree) }
        return path.reversed()
    }

    /// The root that a path leads to from a leaf.
    ///
    /// - Parameters:
    ///   - link: The event's link of the chain.
    ///   - index: The leaf, counted from 0.
    ///   - count: How many leaves the tree has.
    ///   - path: The hashes of ``inclusionPath(of:in:)``.
    /// - Returns: The root, or `nil` if the path has not the right length.
    public static func root(
        from link: ChainHash,
        at index: Int64,
        in count: Int64,
        along path: [ChainHash]
    ) -> [UInt8]? {
        guard 0 <= index, index < count else { return nil }
        let subtrees = Self.inclusionPath(of: index, in: count)
        guard subtrees.count == path.count else { return nil }
        var hash = MerkleHash.leaf(link)
        for (subtree, sibling) in zip(subtrees, path) {
            hash =
                subtree.upperBound <= index
                ? MerkleHash.node(sibling, hash) : MerkleHash.node(hash, sibling)
        }
        return hash.bytes
    }

    /// Whether hashes prove that one tree begins another.
    ///
    /// - Parameters:
    ///   - old: The smaller tree: how many leaves, and its root.
    ///   - new: The larger tree.
    ///   - path: The hashes of ``consistencyPath(from:to:)``.
    /// - Returns: Whether they lead to both roots.
    public static func isConsistent(
        _ old: (count: Int64, root: [UInt8]),
        with new: (count: Int64, root: [UInt8]),
        by path: [ChainHash]
    ) -> Bool {
        guard 0 < old.count, old.count <= new.count else { return false }
        if old.count == new.count { return path.isEmpty && old.root == new.root }
        let subtrees = Self.consistencyPath(from: old.count, to: new.count)
        guard subtrees.count == path.count, var start = path.first else { return false }
        var rest = Array(zip(subtrees, path))
        if subtrees.first?.upperBound == old.count {
            rest.removeFirst()
        } else {
            // The old tree is itself a subtree of the new one: its root begins the proof.
            guard let root = ChainHash(old.root) else { return false }
            start = root
        }
        var (first, second) = (start, start)
        for (subtree, hash) in rest {
            if subtree.lowerBound >= old.count {
                second = MerkleHash.node(second, hash)
            } else {
                first = MerkleHash.node(hash, first)
                second = MerkleHash.node(hash, second)
            }
        }
        return first.bytes == old.root && second.bytes == new.root
    }

    /// The largest power of two below a count of at least 2.
    private static func split(_ count: Int64) -> Int64 {
        1 << (Int64.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}

/// Makes the hashes of subtrees in one pass over the links of a log.
struct SubtreeHashes {
    private let subtrees: [Range<Int64>]
    private var frontiers: [MerkleFrontier]
    private var next: Int64

    /// The subtrees, by the order of their leaves.
    private let order: [Int]
    private var current = 0

    init(of subtrees: [Range<Int64>]) {
        self.subtrees = subtrees
        self.frontiers = subtrees.map { _ in MerkleFrontier() }
        self.order = subtrees.indices.sorted {
            subtrees[$0].lowerBound < subtrees[$1].lowerBound
        }
        self.next = 0
    }

    /// Passes over the leaves before one: no subtree holds them.
    mutating func begin(at leaf: Int64) {
        self.next = leaf
    }

    /// Takes the link of the next leaf.
    ///
    /// - Returns: Whether any leaf is still missing.
    mutating func append(_ link: ChainHash) -> Bool {
        defer { self.next += 1 }
        guard self.current < self.order.count else { return false }
        let number = self.order[self.current]
        if self.subtrees[number].contains(self.next) { self.frontiers[number].append(link) }
        if self.next + 1 >= self.subtrees[number].upperBound { self.current += 1 }
        return self.current < self.order.count
    }

    /// The hashes, in the order in which the subtrees were given.
    var hashes: [ChainHash] { self.frontiers.compactMap { ChainHash($0.root) } }
}
