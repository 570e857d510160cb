internal import Ledger
internal import Payments
internal import Projections

// How products, times and cards are named to people.
extension Desk {
    /// The name of a product.
    func name(of sku: SKU, in language: Language) -> String {
        switch sku.rawValue {
        case "TICKET_3": self.texts.say(.productTicketThree, in: language)
        case "TICKET_7": self.texts.say(.productTicketSeven, in: language)
        case "TICKET_10": self.texts.say(.productTicketTen, in: language)
        case "PASS_7D": self.texts.say(.productPassWeek, in: language)
        case "PASS_30D": self.texts.say(.productPassMonth, in: language)
        case "ADDON_IMAGES": self.texts.say(.productImages, in: language)
        case "PASS_MONTHLY": self.texts.say(.productSubscription, in: language)
        default: sku.rawValue
        }
    }

    /// The name of the ticket that opens a spread.
    func name(of ticket: TicketKind, in language: Language) -> String {
        self.name(of: ticket.sku, in: language)
    }

    /// What a product gives, in a few words.
    func about(_ gift: Gift, in language: Language) -> String {
        switch gift {
        case .ticket(let kind):
            let spread = kind.spread.title(speaking: language)
            return self.texts.say(.aboutTicket, in: language, ["spread": spread])
        case .pass(let seconds):
            let days = String(seconds / 86_400)
            return self.texts.say(.aboutPass, in: language, ["days": days])
        case .option:
            return self.texts.say(.aboutImages, in: language)
        }
    }

    /// The button that draws the cards of a spread, once.
    func readButton(
        _ spread: Spread,
        about theme: Theme? = nil,
        in language: Language
    ) -> Reply.Button {
        let key: TextKey =
            switch spread {
            case .one: .buttonOne
            case .three: .buttonThree
            case .hexagram: .buttonHexagram
            case .celtic: .buttonCeltic
            }
        return Reply.Button(
            label: self.texts.say(key, in: language),
            data: Press.read(spread, nonce: self.nonce(), about: theme).data
        )
    }

    /// Says what somebody was given and what they have now.
    ///
    /// The keys name the sentences for a ticket, for a pass, and for the image option.
    func receipt(
        _ keys: (ticket: TextKey, pass: TextKey, option: TextKey),
        for sku: SKU,
        gives gift: Gift,
        stars: Stars? = nil,
        having person: Person?,
        in language: Language
    ) -> String {
        let clock = ClockText(self.settings.dayClock)
        let values: KeyValuePairs = [
            "product": self.name(of: sku, in: language),
            "stars": String(stars?.count ?? 0),
            "held": String(gift.ticket.map { person?.tickets($0).held ?? 0 } ?? 0),
            "until": person?.passUntil.map(clock.full) ?? "",
        ]
        let key =
            switch gift {
            case .ticket: keys.ticket
            case .pass: keys.pass
            case .option: keys.option
            }
        return self.texts.say(key, in: language, values)
    }

    /// A button that goes to a part of the bot.
    func button(_ key: TextKey, _ press: Press, in language: Language) -> Reply.Button {
        Reply.Button(label: self.texts.say(key, in: language), data: press.data)
    }

    /// The menu below the text field.
    func menu(in language: Language) -> [[String]] {
        [
            [
                self.texts.say(.menuReading, in: language),
                self.texts.say(.menuChat, in: language),
            ],
            [
                self.texts.say(.menuCharge, in: language),
                self.texts.say(.menuStatus, in: language),
            ],
            [self.texts.say(.menuLanguage, in: language)],
        ]
    }
}

extension Gift {
    /// The kind of ticket, if it is one.
    var ticket: TicketKind? {
        if case .ticket(let kind) = self { return kind }
        return nil
    }
}
