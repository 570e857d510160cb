public import Ledger
internal import Projections

// What each person holds: one opening balance, the only event of an import that gives anything.

extension LegacyTranslator {
    /// A pass that ends later than this from now is reported.
    private static let passSecondsMax: Int64 = 3_660 * 86_400

    /// Translates what a person holds.
    ///
    /// - Parameter row: The person's row.
    /// - Returns: The opening balance, or nothing if it was taken over or cannot be.
    public mutating func events(of row: LegacyUser) -> [NewEvent] {
        let place = Place(table: .users, row: row.row)
        guard let user = self.owner(row.userID, place) else { return [] }
        guard self.openedUsers.insert(user).inserted else {
            self.complain(
                place,
                .userTwice,
                "user \(user.rawValue) has an earlier row, which stands"
            )
            return []
        }
        if !row.strangers.isEmpty {
            let names = row.strangers.joined(separator: ", ")
            self.complain(
                place,
                .strangerIgnored,
                "another character's bot keeps something of user \(user.rawValue) in \(names); "
                    + "left out"
            )
        }
        let balance = self.balance(of: row, place)
        return self.open(user, with: balance, place)
    }

    /// Translates what those hold who paid and have no row: nothing.
    ///
    /// - Returns: Their opening balances.
    public mutating func eventsOfUsersWithoutRow() -> [NewEvent] {
        let users = self.survey.buyers.keys.filter { !self.openedUsers.contains($0) }.sorted()
        return users.flatMap { user -> [NewEvent] in
            // Whoever may not be taken over is named with their first payment.
            guard !self.history.isStranger(user), !self.survey.hasRow(user) else { return [] }
            self.openedUsers.insert(user)
            let place = Place(table: .users, row: user.rawValue)
            return self.open(user, with: OpeningBalance(), place)
        }
    }

    private mutating func open(
        _ user: UserID,
        with balance: OpeningBalance,
        _ place: Place
    ) -> [NewEvent] {
        self.report.users += 1
        return self.event(
            .openingBalance(balance),
            of: user,
            at: self.circumstances.now,
            by: self.circumstances.actor,
            key: ImportKey.user(user),
            from: place
        )
    }

    private mutating func balance(of row: LegacyUser, _ place: Place) -> OpeningBalance {
        var balance = OpeningBalance(
            ticketsThree: self.count(row.ticketsThree, "tickets_3", place),
            ticketsSeven: self.count(row.ticketsSeven, "tickets_7", place),
            ticketsTen: self.count(row.ticketsTen, "tickets_10", place),
            passUntil: self.passEnd(row, place),
            hasImages: self.flag(row.imagesEnabled, "images_enabled", place),
            termsAcceptedAt: self.past(row.termsAcceptedAt, "terms_accepted_at", place),
            language: self.language(row.language, place),
            firstSeen: self.past(row.firstSeen, "first_seen", place)
                ?? self.past(row.createdAt, "created_at", place)
        )
        guard self.isOfToday(row.usageDate, place) else { return balance }
        balance.oneCardToday = self.count(row.oneCardToday, "one_oracle_count_today", place)
        balance.consultToday = self.count(row.consultToday, "general_chat_count_today", place)
        return balance
    }

    /// The later of the two ends that the old bot kept.
    private mutating func passEnd(_ row: LegacyUser, _ place: Place) -> Instant? {
        let ends = [
            self.time(row.passUntil, "pass_until", place),
            self.time(row.premiumUntil, "premium_until", place),
        ]
        guard let end = ends.compactMap(\.self).max() else { return nil }
        if end > self.circumstances.now.adding(seconds: Self.passSecondsMax) {
            self.complain(
                place,
                .timeAbsurd,
                "the pass ends at \(end.rfc3339), more than ten years from now; taken as it is"
            )
        }
        return end
    }

    private mutating func flag(_ value: LegacyValue, _ name: String, _ place: Place) -> Bool {
        if value.isEmpty { return false }
        guard let number = value.wholeNumber else {
            self.complain(place, .numberUnreadable, "\(name) is no whole number; taken as 0")
            return false
        }
        if number != 0, number != 1 {
            self.complain(place, .absurdNumber, "\(name) is \(number); taken as 1")
        }
        return number != 0
    }

    private mutating func language(_ value: LegacyValue, _ place: Place) -> Language? {
        if value.isEmpty { return nil }
        let code = value.words?.lowercased().split { $0 == "-" || $0 == "_" }.first
        if let language = code.flatMap({ Language(code: String($0)) }) { return language }
        self.complain(
            place,
            .languageUnknown,
            "lang is none of ja, en and pt; taken as not chosen"
        )
        return nil
    }

    private mutating func isOfToday(_ value: LegacyValue, _ place: Place) -> Bool {
        guard !value.isEmpty else { return false }
        guard case .text(let text) = value, let day = LegacyTime.date(text) else {
            self.complain(
                place,
                .timeUnreadable,
                "usage_date cannot be read; the counts of today are taken as 0"
            )
            return false
        }
        return day == self.circumstances.dayClock.day(of: self.circumstances.now).number
    }
}
