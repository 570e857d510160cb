/// Something that is told when it begins, and not again before it has passed.
package struct Episode: Hashable, Sendable {
    /// Whether it has begun and not passed.
    package private(set) var isUnderWay = false

    /// Creates an episode that has not begun.
    package init() {}

    /// Notes how things are.
    ///
    /// Between bad and good again there is room, so that what lies on the edge is told once.
    ///
    /// - Returns: Whether it begins with this.
    package mutating func begins(isBad: Bool, isGood: Bool) -> Bool {
        if isBad, !self.isUnderWay {
            self.isUnderWay = true
            return true
        }
        if isGood { self.isUnderWay = false }
        return false
    }
}
