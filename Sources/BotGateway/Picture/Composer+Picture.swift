internal import Ledger
internal import LedgerService
internal import Projections

extension Composer {
    /// The picture that goes before a reading, for somebody who has the option while it is on.
    func picture(of use: OpenUse, for user: UserID, in language: Language) -> PictureOrder? {
        guard case .reading(let spread, let draw, _) = use.kind else { return nil }
        let isWanted = self.desk.ledger.read { books in
            books.settings.isImageAddonOn && books.person(user)?.hasImages == true
        }
        return isWanted ? PictureOrder(draw, laidAs: spread, in: language) : nil
    }
}
