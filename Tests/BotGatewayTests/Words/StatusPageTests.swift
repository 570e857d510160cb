import BotGateway
import Ledger
import Testing

/// The lines of `/status`, which scripts and runbooks read: pinned to the character.
@Suite struct StatusPageTests {
    private static let free: [TextKey] = [
        .statusTitle, .statusDay, .statusNoPass, .statusOneCard, .statusChat,
        .statusTicketThree, .statusTicketSeven, .statusTicketTen, .statusImagesOff, .statusReset,
        .statusNoPurchase,
    ]

    private static let everyOther: [TextKey] = [
        .statusPass, .statusOneCardUnlimited, .statusChatWithPass, .statusChatUnlimited,
        .statusChatPassOnly, .statusImagesOn, .statusPurchase,
    ]

    private static func page(_ keys: [TextKey], in language: Language) -> String {
        let texts = Texts.builtIn
        let lines = keys.map { key in
            texts.say(
                key,
                in: language,
                [
                    "day": "1", "until": "2026-11-30 13:35 JST", "days": "7", "limit": "2",
                    "remaining": "2", "count": "0", "reset": "11/24 00:00 JST",
                    "product": texts.say(.productTicketThree, in: language), "sku": "TICKET_3",
                    "date": "2026-11-23 13:35 JST",
                ]
            )
        }
        return lines.joined(separator: "\n")
    }

    @Test("Every line of the page is pinned here")
    func complete() {
        let pinned = Set(Self.free + Self.everyOther)
        #expect(pinned == Set(TextKey.allCases.filter { $0.rawValue.hasPrefix("status.") }))
    }

    @Test("Japanese")
    func japanese() {
        #expect(
            Self.page(Self.free, in: .japanese) == """
                📊 ご利用状況
                ・初回利用から1日目
                ・パス: なし
                ・ワンオラクル: 1日2回（本日の残り 2）
                ・相談: 今日の残り 2
                ・スリーカード(3枚): 0
                ・ヘキサグラム(7枚): 0
                ・ケルト十字(10枚): 0
                ・画像オプション: 無効
                ・次回リセット: 11/24 00:00 JST
                ・直近の購入: なし
                """
        )
        #expect(
            Self.page(Self.everyOther, in: .japanese) == """
                ・パス: 2026-11-30 13:35 JST（あと7日）
                ・ワンオラクル: 無制限
                ・相談: パスで無制限
                ・相談: 無制限
                ・相談: パス専用
                ・画像オプション: 有効
                ・直近の購入: スリーカード(3枚)（SKU: TICKET_3）2026-11-23 13:35 JST
                """
        )
    }

    @Test("English")
    func english() {
        #expect(
            Self.page(Self.free, in: .english) == """
                📊 Your status
                ・Day 1
                ・Pass: none
                ・One card: 2 per day (remaining today: 2)
                ・Chat: remaining 2 messages
                ・Three cards (3): 0
                ・Hexagram (7): 0
                ・Celtic cross (10): 0
                ・Image option: off
                ・Next reset: 11/24 00:00 JST
                ・Last purchase: none
                """
        )
        #expect(
            Self.page(Self.everyOther, in: .english) == """
                ・Pass: 2026-11-30 13:35 JST (7 days left)
                ・One card: unlimited
                ・Chat: unlimited with your pass
                ・Chat: unlimited
                ・Chat: pass only
                ・Image option: on
                ・Last purchase: Three cards (3) (SKU: TICKET_3) 2026-11-23 13:35 JST
                """
        )
    }

    @Test("Portuguese")
    func portuguese() {
        #expect(
            Self.page(Self.free, in: .portuguese) == """
                📊 Seu status
                ・Você está no dia 1
                ・Passe: nenhum
                ・Uma carta: 2 por dia (restam 2)
                ・Conversa: restam 2 mensagens
                ・Três cartas (3): 0
                ・Hexagrama (7): 0
                ・Cruz celta (10): 0
                ・Opção de imagens: desativada
                ・Próxima renovação: 11/24 00:00 JST
                ・Última compra: nenhuma
                """
        )
        #expect(
            Self.page(Self.everyOther, in: .portuguese) == """
                ・Passe: 2026-11-30 13:35 JST (restam 7 dias)
                ・Uma carta: sem limite
                ・Conversa: sem limite com o seu passe
                ・Conversa: sem limite
                ・Conversa: só com passe
                ・Opção de imagens: ativada
                ・Última compra: Três cartas (3) (SKU: TICKET_3) 2026-11-23 13:35 JST
                """
        )
    }
}
