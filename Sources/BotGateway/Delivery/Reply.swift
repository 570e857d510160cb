internal import Ledger

/// Something to be sent to one chat.
///
/// It can be sealed and kept in the outbox, so it holds everything that sending it takes.
struct Reply: Codable, Hashable, Sendable {
    /// What it carries decides what happens when nobody knows whether it arrived.
    enum Weight: String, Codable {
        /// Words: sent again only if it is known not to have arrived.
        case words
        /// News of money: sent once more if its fate is unknown.
        case money
        /// A reading or an answer: sent once more if its fate is unknown, and settled when it arrived.
        case reading
    }

    /// A button below the message.
    struct Button: Codable, Hashable {
        var label: String
        var data: String
    }

    /// An offer with a price.
    struct Offer: Codable, Hashable {
        var title: String
        var description: String
        var payload: String
        var stars: Int64
        /// With it, a subscription: it is offered by a button that opens a link, and this is what
        /// stands on it.
        var linkLabel: String?
    }

    /// Which use a reading or an answer settles.
    struct Settlement: Codable, Hashable {
        var use: Int64
        /// The request that asked for it.
        var rid: String
        /// Whether the built-in reader stood in for the language model.
        var isFallback = false
    }

    var chat: Int64
    var weight = Weight.words
    var text: String
    var buttons: [[Button]] = []
    var menu: [[String]] = []
    var offer: Offer?
    var settles: Settlement?
    /// Stretches of the text to be shown so that a tap copies them.
    ///
    /// Rows that were sealed before there were any have none.
    var codes: [String]?
    /// A picture that is sent before the text.
    var picture: PictureOrder?

    init(to user: UserID, _ text: String, weight: Weight = .words) {
        self.chat = user.rawValue
        self.weight = weight
        self.text = text
    }
}

extension Reply {
    /// Whose chat it goes to.
    var user: UserID { UserID(rawValue: self.chat) }

    /// The same reply with rows of buttons below it.
    func with(buttons: [[Button]]) -> Reply {
        var reply = self
        reply.buttons = buttons
        return reply
    }

    /// The same reply with stretches to copy.
    func with(codes: [String]) -> Reply {
        var reply = self
        reply.codes = codes.isEmpty ? nil : codes
        return reply
    }

    /// The same reply with the menu instead of the keyboard.
    func with(menu: [[String]]) -> Reply {
        var reply = self
        reply.menu = menu
        return reply
    }
}
