import BotGateway
import Ledger
import Projections
import Testing

/// What messages and buttons mean, and how moments are written.
@Suite struct CommandTests {
    static let commands: [(text: String, command: ChatCommand)] = [
        ("/start", .start(payload: nil)), ("/start abc", .start(payload: "abc")),
        ("  /START@a_bot  x ", .start(payload: "x")), ("/help", .help),
        ("/terms", .terms(agrees: false)), ("/terms agree", .terms(agrees: true)),
        ("/terms AGREE", .terms(agrees: true)), ("/terms disagree", .terms(agrees: false)),
        ("/privacy", .privacy), ("/support", .support), ("/paysupport", .paySupport("")),
        ("/paysupport  a  b ", .paySupport("a  b")), ("/lang", .language),
        ("/language", .language), ("/buy", .buy), ("/status", .status),
        ("/status@a_bot", .status), ("/feedback", .feedback("")),
        ("/feedback ありがとう\nまた", .feedback("ありがとう\nまた")), ("/read1", .read(.one, nil)),
        ("/read3", .read(.three, nil)), ("/hexa", .read(.hexagram, nil)),
        ("/celtic", .read(.celtic, nil)), ("/love1", .read(.one, .love)),
        ("/love3", .read(.three, .love)), ("/admin", .admin([])),
        ("/admin grant 5 X", .admin(["grant", "5", "X"])), ("/refund", .refund([])),
        ("/refund a b", .refund(["a", "b"])), ("/", .unknown), ("/nonsense", .unknown),
        ("//", .unknown), ("/@", .unknown), ("占って", .read(.one, nil)),
        ("占ってください", .read(.one, nil)), ("今日を占って", .read(.one, nil, question: "今日")),
        ("占って！", .read(.one, nil)), ("占ってほしいです🙏", .read(.one, nil)),
        ("占って 恋愛運", .read(.one, nil, question: "恋愛運")),
        ("占って、明日はどう？", .read(.one, nil, question: "明日はどう？")),
        ("占って明日はどう？", .read(.one, nil, question: "明日はどう？")),
        ("占ってください。 転職 する？", .read(.one, nil, question: "転職 する？")),
        ("占ってくださいませんか？明日", .read(.one, nil, question: "明日")),
        ("占ってね", .read(.one, nil)), ("占ってよりを戻したい", .read(.one, nil, question: "よりを戻したい")),
        ("占って\n一行目\n二行目", .read(.one, nil, question: "一行目\n二行目")),
        ("転職で迷っています。来月の仕事運を占ってくださいね。", .read(.one, nil, question: "転職で迷っています。来月の仕事運")),
        ("あの人の気持ちを占ってほしいです🙏", .read(.one, nil, question: "あの人の気持ち")),
        ("を占って", .read(.one, nil)), ("昨日は母を占ってもらった", .text("昨日は母を占ってもらった")),
        ("何を占ってくれるの？", .text("何を占ってくれるの？")), ("占い", .readingMenu), ("相談", .chat),
        ("チャージ", .buy), ("ステータス", .status), ("言語設定", .language), ("🎩 占い", .readingMenu),
        ("🌐言語設定", .language), ("status", .status), ("Leitura", .readingMenu),
        ("占いは当たりますか", .text("占いは当たりますか")), ("相談したい", .text("相談したい")),
        ("/read1 明日", .read(.one, nil, question: "明日")),
        ("/celtic@a_bot  a  b ", .read(.celtic, nil, question: "a  b")),
        ("/love3 x", .read(.three, .love, question: "x")),
        ("🎩占い", .readingMenu), ("🎩 Reading", .readingMenu), ("💬相談", .chat),
        ("🛒チャージ", .buy), ("🛒 Shop", .buy), ("📊ステータス", .status), ("📊 Status", .status),
        ("🌐 言語設定", .language), ("🌐 Language", .language), (" hello ", .text("hello")),
        ("", .text("")),
    ]

    @Test("Every message has one meaning", arguments: commands)
    func command(text: String, command: ChatCommand) {
        #expect(ChatCommand(text, .builtIn) == command)
    }

    static let presses: [(data: String, press: Press)] = [
        ("buy:TICKET_3", .buy(SKU(rawValue: "TICKET_3"))), ("terms:show", .showTerms),
        ("terms:agree", .agree), ("terms:agree_and_buy", .agreeAndBuy(nil)),
        ("terms:agree_and_buy:PASS_7D", .agreeAndBuy(SKU(rawValue: "PASS_7D"))),
        ("lang:set:ja", .setLanguage(.japanese)), ("lang:set:en", .setLanguage(.english)),
        ("lang:set:pt", .setLanguage(.portuguese)), ("nav:menu", .menu), ("nav:status", .status),
        ("nav:charge", .charge), ("tarot_theme:love", .theme(.love)),
        ("tarot_theme:marriage", .theme(.marriage)), ("tarot_theme:work", .theme(.work)),
        ("tarot_theme:life", .theme(.life)), ("addon:pending", .pendingOption),
        ("upgrade_to_three", .upgradeToThree),
        ("read:three:0123456789ab", .read(.three, nonce: "0123456789ab")),
        (
            "read:celtic:0123456789ab:marriage",
            .read(.celtic, nonce: "0123456789ab", about: .marriage)
        ),
    ]

    @Test("Every button means what its data says, and says what it means", arguments: presses)
    func press(data: String, press: Press) {
        #expect(Press(data: data) == press)
        #expect(press.data == data)
    }

    @Test(
        "Data that no button has is nothing",
        arguments: [
            "", ":", "buy", "buy:", "buy:a:b", "terms", "terms:", "terms:agree:x", "terms:show:x",
            "terms:agree_and_buy:", "terms:agree_and_buy:a:b", "lang:set", "lang:set:",
            "lang:set:JA",
            "read:one:0123456789ab:", "read:one:0123456789ab:money", "read:one:0123456789ab:love:x",
            "lang:get:ja", "nav", "nav:", "nav:home", "tarot_theme:", "tarot_theme:money",
            "addon:ready", "upgrade_to_three:x", "read:three", "read:three:", "read:three:12345",
            "read:four:123456", "read:three:1234567890123456789012345", "read:three:ああああああ",
            "read:three:12 456", "READ:three:123456", " buy:TICKET_3", "nav:menu ",
        ]
    )
    func forged(data: String) {
        #expect(Press(data: data) == nil)
    }

    static let moments: [(zone: String, seconds: Int64, full: String, short: String)] = [
        ("Asia/Tokyo", 1_795_408_500, "2026-11-23 13:35 JST", "11/23 13:35 JST"),
        ("Asia/Tokyo", 1_798_729_199, "2026-12-31 23:59 JST", "12/31 23:59 JST"),
        ("Asia/Tokyo", 1_798_729_200, "2027-01-01 00:00 JST", "01/01 00:00 JST"),
        ("UTC", 1_795_408_500, "2026-11-23 04:35 UTC", "11/23 04:35 UTC"),
        ("America/Sao_Paulo", 1_795_408_500, "2026-11-23 01:35 UTC-3", "11/23 01:35 UTC-3"),
        ("Asia/Kolkata", 1_795_408_500, "2026-11-23 10:05 UTC+5:30", "11/23 10:05 UTC+5:30"),
        ("America/St_Johns", 1_795_408_500, "2026-11-23 01:05 UTC-3:30", "11/23 01:05 UTC-3:30"),
        ("Europe/London", 1_783_000_000, "2026-07-02 14:46 UTC+1", "07/02 14:46 UTC+1"),
    ]

    @Test("A moment is written on the clock that ends the day", arguments: moments)
    func moment(zone: String, seconds: Int64, full: String, short: String) throws {
        let clock = ClockText(try #require(DayClock(zone: zone)))
        #expect(clock.full(Instant(seconds: seconds)) == full)
        #expect(clock.short(Instant(seconds: seconds)) == short)
    }
}
