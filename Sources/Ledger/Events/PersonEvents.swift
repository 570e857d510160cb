// What people told us about themselves. Personal text is never in the log in clear.

/// A person came for the first time.
public struct FirstSeen: Hashable, Sendable {
    /// The language chosen for them from their client's.
    public var language: Language

    /// Describes the event.
    public init(
        language: Language
    ) {
        self.language = language
    }
}

extension FirstSeen: VisitablePayload {
    static var blank: Self {
        Self(language: .japanese)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "language", &self.language)
    }
}

/// A person read the terms and agreed.
public struct TermsAccepted: Hashable, Sendable {
    /// The version of the terms.
    public var termsVersion: Int64

    /// Describes the event.
    public init(
        termsVersion: Int64 = 0
    ) {
        self.termsVersion = termsVersion
    }
}

extension TermsAccepted: VisitablePayload {
    static var blank: Self {
        Self(termsVersion: 0)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "terms_version", &self.termsVersion)
    }
}

/// A person chose a language.
public struct LanguageChosen: Hashable, Sendable {
    /// The language.
    public var language: Language

    /// Describes the event.
    public init(
        language: Language
    ) {
        self.language = language
    }
}

extension LanguageChosen: VisitablePayload {
    static var blank: Self {
        Self(language: .japanese)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "language", &self.language)
    }
}

/// A person left feedback.
public struct FeedbackLeft: Hashable, Sendable {
    /// The text, sealed with the person's own key.
    public var sealedText: [UInt8]

    /// Describes the event.
    public init(
        sealedText: [UInt8]
    ) {
        self.sealedText = sealedText
    }
}

extension FeedbackLeft: VisitablePayload {
    static var blank: Self {
        Self(sealedText: [])
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "sealed_text", &self.sealedText)
    }
}

/// A person's key was destroyed, and with it all text sealed with it.
///
/// Whoever puts an older copy of the keys back destroys that key again: it is known by its digest,
/// so that a key which the person got later stays.
public struct UserErased: Hashable, Sendable {
    /// Why.
    public var reason: String

    /// A digest of the key that was destroyed; `nil` if the person had none.
    public var keyDigest: Int64?

    /// Describes the event.
    public init(
        reason: String = "",
        keyDigest: Int64? = nil
    ) {
        self.reason = reason
        self.keyDigest = keyDigest
    }
}

extension UserErased: VisitablePayload {
    static var blank: Self { Self() }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "reason", &self.reason)
        try coder.field(17, "key_digest", &self.keyDigest)
    }
}
