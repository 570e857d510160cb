/// Every text that goes to the model, and every notice given in its place, by name.
///
/// The raw value is the name in the files that an operator may edit; the words in braces are what
/// the program fills in, and each language must use the same ones as the built-in Japanese.
package enum PromptKey: String, CaseIterable, Sendable {
    // Readings
    case readingSystem = "reading.system"
    case readingCard = "reading.card"
    case readingCards = "reading.cards"
    case readingTheme = "reading.theme"
    case readingQuestion = "reading.question"
    case readingCorrection = "reading.correction"

    // Consultation
    case consultationSystem = "consultation.system"
    case consultationUser = "consultation.user"
    case consultationCorrection = "consultation.correction"

    // Notices that people read
    case carefulSelfHarm = "careful.self_harm"
    case carefulMedical = "careful.medical"
    case carefulLegal = "careful.legal"
    case carefulFinancial = "careful.financial"

    /// The longest a text may be before its placeholders are filled.
    ///
    /// Unit: Unicode code points. A notice is one message of Telegram's.
    package var charactersMax: Int { self.isNotice ? 3_000 : 8_000 }

    /// Whether people read it, rather than a model.
    package var isNotice: Bool { self.group == "careful" }

    /// The notice on a topic.
    init(on topic: CarefulTopic) {
        switch topic {
        case .selfHarm: self = .carefulSelfHarm
        case .medical: self = .carefulMedical
        case .legal: self = .carefulLegal
        case .financial: self = .carefulFinancial
        }
    }
}

extension PromptKey: TextName {
    /// Prompts may run over lines.
    var isOneLine: Bool { false }

    /// What is put into a prompt is bounded where it comes in, and is not counted here.
    static func widthMax(of placeholder: String) -> Int { 0 }
}
