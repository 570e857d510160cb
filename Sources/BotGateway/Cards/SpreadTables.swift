extension SpreadGuide {
    /// The spreads in Japanese.
    static let japaneseTable = """
        ワンオラクル
        message | いまのあなたへの一枚 | いま、いちばん受け取りたい言葉は何ですか

        スリーカード
        past | 過去 | ここまでの流れをつくったものは何ですか
        present | 現在 | いま、目を向けたいことは何ですか
        future | 未来 | この先に見えてくるものは何ですか

        ヘキサグラム
        past | 過去 | いまにつながる出来事や思いは何ですか
        present | 現在 | いま起きていることの中心は何ですか
        future | 近い未来 | このまま進むと何が見えてきますか
        advice | 手がかり | どうすると流れがよくなりますか
        others | まわりの人・お相手 | まわりやお相手はどんな気持ちですか
        heart | 心の奥 | 本当は何を願っていますか
        outcome | たどり着く先 | すべてを合わせると、どこへ向かっていますか

        ケルト十字
        present | いまの状況 | いま、あなたはどんな場所に立っていますか
        challenge | 越えていくもの | 行く手を横切っているものは何ですか
        conscious | 意識していること | 頭で考え、目指しているのは何ですか
        heart | 心の奥にあるもの | まだ言葉になっていない思いは何ですか
        past | 過去 | ここへ導いた出来事は何ですか
        future | 近い未来 | 次に訪れそうなものは何ですか
        asker | あなた自身 | この場面で、あなたはどう在りますか
        others | まわりの人と環境 | まわりはどんな空気に包まれていますか
        hopes | 願いと不安 | 心がひそかに期待し、気にしているのは何ですか
        outcome | 結び | 今の流れは、どんな景色へ続いていますか
        """

    /// The spreads in English.
    static let englishTable = """
        One card
        message | A card for you now | What would do you good to hear today?

        Three Cards
        past | Past | What shaped the way here?
        present | Present | What deserves your attention now?
        future | Future | What is coming into view?

        Hexagram
        past | Past | Which events and feelings led to this?
        present | Present | What is at the centre of it now?
        future | Near future | What appears if things go on like this?
        advice | A way to help | What would make things flow?
        others | The people around you | How do others feel about it?
        heart | Deep in your heart | What do you truly wish for?
        outcome | Where it leads | Taken together, where is it heading?

        Celtic Cross
        present | Where you stand | What kind of place are you in?
        challenge | What crosses you | What is to be stepped over?
        conscious | On your mind | What do you think about and aim for?
        heart | Beneath the surface | What has not found words yet?
        past | Behind you | What brought you here?
        future | Before you | What is likely to come next?
        asker | Yourself | How do you appear in this?
        others | Around you | What is in the air around you?
        hopes | Hopes and worries | What do you secretly wish and fear?
        outcome | The way it tends | Where does the present current lead?
        """

    /// The spreads in Portuguese.
    static let portugueseTable = """
        Uma carta
        message | Uma carta para você agora | O que faria bem ouvir hoje?

        Três Cartas
        past | Passado | O que deu forma ao caminho até aqui?
        present | Presente | O que merece a sua atenção agora?
        future | Futuro | O que começa a aparecer?

        Hexagrama
        past | Passado | Que fatos e sentimentos levaram a isto?
        present | Presente | O que está no centro agora?
        future | Futuro próximo | O que aparece se tudo seguir assim?
        advice | O que ajuda | O que faria as coisas fluírem?
        others | As pessoas ao redor | Como os outros se sentem?
        heart | No fundo do coração | O que você deseja de verdade?
        outcome | Aonde isso leva | Somando tudo, qual é o rumo?

        Cruz Celta
        present | Onde você está | Em que lugar você se encontra?
        challenge | O que cruza o caminho | O que há para superar?
        conscious | Em mente | No que você pensa e o que busca?
        heart | Sob a superfície | O que ainda não virou palavra?
        past | O que ficou para trás | O que trouxe você até aqui?
        future | O que vem pela frente | O que deve chegar em seguida?
        asker | Você | Como você aparece nesta história?
        others | Ao redor | O que há no ar à sua volta?
        hopes | Desejos e receios | O que você deseja e teme em segredo?
        outcome | Para onde tende | Aonde leva a corrente de agora?
        """
}
