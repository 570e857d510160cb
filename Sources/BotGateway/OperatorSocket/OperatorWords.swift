package import Payments

/// Why a command was refused, for operators.
package enum OperatorWords {
    /// One sentence, with what to do where something can be done.
    package static func sentence(for refusal: Refusal) -> String {
        switch refusal {
        case .keyReused: "the idempotency key was used for something else; use a new one"
        case .unknownProduct: "there is no such SKU; see the catalogue"
        case .unknownCharge: "no payment with this charge id is recorded; see history --charge"
        case .chargeSettled: "this charge is settled already; see history --charge"
        case .otherUsersCharge: "this charge is another user's; check the user id"
        case .nothingHeld: "the user holds none of it; nothing was recorded"
        case .inUse: "it is in use by a reading; try again in a moment"
        case .alreadyHeld: "the user is suspended already"
        case .notHeld: "the user is not suspended"
        case .userMissing: "this user was never seen; check the user id"
        case .invalidValue(let accepted): "the value is not accepted; accepted: \(accepted)"
        case .unknownSetting: "there is no such setting"
        case .notSettableInChat: "this setting is set by the environment only"
        case .dayZoneFixed: "the day's time zone is fixed after first use"
        case .notStars: "the currency is not Stars"
        case .termsFirst, .tappedTwice, .notForSale, .inPreparation, .salesClosed, .alreadyOwned,
            .alreadySubscribed, .passNeedsNoTicket, .paywall:
            "not possible now"
        }
    }
}
