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
public struct UserErased: Hashable, Sendable {
    /// Describes the event.
    public init() {}
}

extension UserErased: VisitablePayload {
    static var blank: Self { Self() }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {}
}
