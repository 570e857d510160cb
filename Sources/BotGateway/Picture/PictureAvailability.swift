/// Whether pictures of spreads can be made on this machine.
package enum PictureAvailability: Hashable, Sendable {
    /// They can, by this version of the converter.
    case available(converter: String)
    /// They cannot; readings come without them.
    case missing(PictureFailure)

    /// Whether they can be made.
    package var isAvailable: Bool {
        switch self {
        case .available: true
        case .missing: false
        }
    }

    /// What an operator is told, in one sentence.
    package var sentence: String {
        switch self {
        case .available(let converter):
            "pictures of spreads are made by \(converter)"
        case .missing(let failure):
            "readings come without a picture: \(failure); "
                + "scripts/packages installs what is needed"
        }
    }
}
