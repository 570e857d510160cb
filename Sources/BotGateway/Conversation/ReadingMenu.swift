internal import Ledger
internal import LedgerService

/// The menu of readings: themes, spreads, and how many free draws are left today.
struct ReadingMenu: Sendable {
    /// How many themes stand beside each other.
    private static let themesPerRow = 2

    let desk: Desk

    /// Shows the themes, and the spreads for those who want none.
    func show(_ visit: Visit) -> [Errand] {
        let language = self.desk.language(of: visit)
        let themes = Theme.allCases.map { theme in
            Reply.Button(label: theme.title(speaking: language), data: Press.theme(theme).data)
        }
        let rows = stride(from: 0, to: themes.count, by: Self.themesPerRow).map { start in
            Array(themes[start..<min(start + Self.themesPerRow, themes.count)])
        }
        let spreads = Spread.allCases.map { [self.desk.readButton($0, in: language)] }
        return [self.say(self.desk.say(.readingMenu, visit), rows + spreads, visit)]
    }

    /// Shows the spreads for a theme, which their buttons carry.
    func show(about theme: Theme, _ visit: Visit) -> [Errand] {
        let language = self.desk.language(of: visit)
        let title = theme.title(speaking: language)
        let rows = Spread.allCases.map {
            [self.desk.readButton($0, about: theme, in: language)]
        }
        let text = self.desk.say(.readingMenuTheme, visit, ["theme": title])
        return [self.say(text, rows, visit)]
    }

    /// Offers one spread: a link that somebody followed draws no cards by itself.
    func offer(_ spread: Spread, about theme: Theme?, _ visit: Visit) -> [Errand] {
        let language = self.desk.language(of: visit)
        let draw = self.desk.readButton(spread, about: theme, in: language)
        let menu = self.desk.button(.buttonMenu, .menu, in: language)
        let title = spread.title(speaking: language)
        let text = self.desk.say(.readingOffer, visit, ["spread": title])
        // A question that follows is one for a single card; the others have their price in tickets.
        guard spread != .one else { return [self.say(text, [[draw], [menu]], visit)] }
        return [.say(Reply(to: visit.user, text).with(buttons: [[draw], [menu]]))]
    }

    private func say(_ text: String, _ rows: [[Reply.Button]], _ visit: Visit) -> Errand {
        let language = self.desk.language(of: visit)
        let quota = StatusPage(desk: self.desk).oneCard(of: visit.user, in: language, at: visit.at)
        let hint = self.desk.say(.readingMenuHint, visit)
        let words = [text, hint, quota].joined(separator: "\n\n")
        return .say(Reply(to: visit.user, words).with(buttons: rows))
    }
}
