import BotGateway
import Ledger
import Testing

/// What is answered with a notice, and what only sounds like it.
@Suite struct CarefulTopicTests {
    @Test(
        "Harm to oneself is heard in three languages",
        arguments: [
            "もう死にたい", "消えたいです", "生きるのがつらい", "自殺を考えてしまいます", "リスカがやめられない",
            "最近、死にたくなることがあります。恋愛運は？", "I want to die", "i wanna die...",
            "I don’t want to be here anymore", "Thinking about SUICIDE.", "I keep cutting myself",
            "Quero morrer", "penso em me matar", "Não quero mais viver", "vontade de morrer",
            "Estou pensando em suicídio", "株で失敗して死にたい",
            "生きてるのがつらい", "生きてるのが辛いです", "生きてる意味ない", "生きる意味がわからない", "もう死んでもいい",
            "死にてえ", "もう生きていけない", "死んだら楽になれるかな", "自分なんていないほうがいい", "ODしたい",
            "I don't want to live", "I want to be dead", "I want to disappear forever",
            "I can’t go on anymore", "I wish I was never born", "kms", "não quero mais existir",
            "queria não acordar mais", "quero desaparecer", "queria sumir",
        ]
    )
    func selfHarm(text: String) {
        #expect(CarefulTopic.topic(of: text) == .selfHarm)
    }

    @Test(
        "Medicine is heard in three languages",
        arguments: [
            "母の癌は治りますか", "この薬を飲み続けていいですか", "妊娠していますか", "手術は成功しますか",
            "うつ病と言われました", "病院に行くべきですか", "Will my cancer come back?",
            "Am I pregnant?", "Should I stop taking my medication?", "I was diagnosed last week",
            "Estou grávida?", "Devo tomar este remédio?", "tenho depressão",
            "a cirurgia vai dar certo?",
        ]
    )
    func medical(text: String) {
        #expect(CarefulTopic.topic(of: text) == .medical)
    }

    @Test(
        "Law is heard in three languages",
        arguments: [
            "慰謝料はもらえますか", "裁判に勝てますか", "親権を取れますか", "弁護士に相談中です", "遺産の相続でもめています",
            "Will I win my lawsuit?", "Can I sue them?", "the custody of my son", "is it legal?",
            "Vou ganhar a ação judicial?", "preciso de um advogado", "a guarda dos filhos",
        ]
    )
    func legal(text: String) {
        #expect(CarefulTopic.topic(of: text) == .legal)
    }

    @Test(
        "Money at stake is heard in three languages",
        arguments: [
            "仮想通貨は上がりますか", "ＦＸで勝てますか", "この株を買うべきですか", "借金が返せません", "NISAを始めたい",
            "Should I invest in bitcoin?", "Should I take the loan?", "I am in debt",
            "Devo investir em ações?", "tenho muitas dívidas", "os números da loteria",
        ]
    )
    func financial(text: String) {
        #expect(CarefulTopic.topic(of: text) == .financial)
    }

    @Test(
        "What only sounds like a topic is none",
        arguments: [
            "恋の病にかかりました", "死ぬほど好きです", "仕事を辞めたい", "死神のカードが出ました", "死にたくないほど幸せ",
            "金運を占って", "転職はうまくいく？", "離婚したほうがいいですか", "お金の不安があります", "頑張れますか",
            "彼は医者です", "弁護士になりたい", "相性診断をして", "自己投資をしたい", "心に訴えかける言葉", "今日の運勢は？",
            "結婚できますか", "しゃがんで待つ", "彼に会いたい", "", " ", "🌙",
            "I am dying to know", "cut myself some slack", "I'm a Cancer, he's a Leo",
            "dating a lawyer", "invest in myself", "my aunt Sue", "spring fever", "to die for",
            "Will I find love?", "He plays tennis on the court", "quit my job", "I issued a word",
            "Vou morrer de rir", "minha mãe vai me matar", "sou de câncer, ele é de leão",
            "investir em mim", "processar meu luto", "meu namorado é advogado", "vou casar?",
            "quero mudar de emprego",
        ]
    )
    func none(text: String) {
        #expect(CarefulTopic.topic(of: text) == nil)
    }

    @Test("Every notice is one message, plain, and says that nothing was used up")
    func notices() {
        for language in Language.allCases {
            let spent = [
                "使われていません", "Nothing was used up", "Nada foi gasto",
            ][Int(language.rawValue) - 1]
            for topic in CarefulTopic.allCases {
                let text = Prompts.builtIn.notice(on: topic, speaking: language)
                #expect(text.utf16.count < MessageText.unitCountMax)
                #expect(text.contains(spent), "\(topic) in \(language.code)")
                #expect(!text.contains { "{}<>*#".contains($0) })
            }
        }
    }

    @Test("The notice on self-harm names someone to call")
    func numbers() {
        let notice = { Prompts.builtIn.notice(on: .selfHarm, speaking: $0) }
        #expect(notice(.japanese).contains("0120-783-556"))
        #expect(notice(.english).contains("local emergency services"))
        #expect(notice(.portuguese).contains("188"))
    }
}
