public import Ledger

extension Books {
    /// Leaves out events, for books that show what counted, or was known, at an earlier moment.
    ///
    /// - Parameter position: The last of them; every one after the books' position is left out.
    public mutating func leaveOut(through position: Position) {
        self.position = max(self.position, position)
    }

    /// Shows only the passes that had begun at a moment.
    ///
    /// A pass that was found late counts as bought on the day it was paid, and runs from the day it
    /// was found: between the two it is there and not valid yet.
    ///
    /// - Parameter moment: The moment that the books show.
    public mutating func showPasses(begunBy moment: Instant) {
        var later: [(UserID, Person)] = []
        self.people.forEach { user, person in
            if person.hasPass(beginningAfter: moment) { later.append((user, person)) }
        }
        for (user, var person) in later {
            person.countPass(begunBy: moment)
            self.people.put(person, for: user)
        }
    }
}
