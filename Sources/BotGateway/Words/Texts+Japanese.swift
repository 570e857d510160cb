extension Texts {
    /// The Japanese texts, which also define what each sentence must use.
    static let japanese = #"""
        # はじめまして
        start.welcome:
          ようこそいらっしゃいました🌙

          ここは、78枚のタロットといっしょに、あなたの気持ちやこれからをゆっくり見つめる場所です。

          はじめの{trial_days}日間は、1枚引きの「ワンオラクル」を1日{free_per_day}回まで、無料でお楽しみいただけます。

          知りたいことをひとつ思い浮かべて、下のメニューの「🎩占い」を押してみてください。
        start.again = おかえりなさい🌙 今日はどんなことを占いましょうか。下のメニューからお選びください。
        help:
          できることの一覧です。

          🎩 占う
          /read1 ワンオラクル(1枚)
          /read3 スリーカード(3枚)
          /hexa ヘキサグラム(7枚)
          /celtic ケルト十字(10枚)
          /love1 恋愛のワンオラクル(1枚)
          /love3 恋愛のスリーカード(3枚)

          🛒 ご購入とご利用状況
          /buy チケットやパスを購入する
          /status 残りの回数やチケットを見る
          /purchases ご購入の記録を見る

          🌐 設定
          /lang 言語を選ぶ

          📖 ご案内
          /terms 利用規約
          /privacy プライバシーについて
          /support お問い合わせ
          /paysupport お支払いのお問い合わせ
          /feedback ご感想・ご要望を送る
        hint.unknown_command = ごめんなさい、そのコマンドはまだ覚えていません。お使いいただけるものは /help でご覧いただけます。
        hint.menu = メッセージをありがとうございます。占いは、下のメニューの「🎩占い」か /read1 からどうぞ。
        hint.not_text = ごめんなさい、文字のほかはまだ読み取れません。文字で送っていただくか、下のメニューからお選びください。
        hint.too_long = たくさん聞かせてくださって、ありがとうございます。一度に読めるのは{limit}文字までなので、いちばん気になっていることにしぼって、もう一度送っていただけますか。
        hint.old_button = このボタンは少し古くなってしまいました。/start と送ると、新しいメニューが開きます。
        chat.unavailable = ごめんなさい、相談はただいまお休みしています。回数もチケットも減っていませんので、ご安心ください。カードに聞いてみたいことがあれば /read1 からどうぞ。

        # メニュー
        menu.reading = 🎩占い
        menu.chat = 💬相談
        menu.charge = 🛒チャージ
        menu.status = 📊ステータス
        menu.language = 🌐 言語設定
        reading_menu.title = 今日はどの占いにしましょうか。知りたいことを心に思い浮かべて、お選びください。
        button.one = ワンオラクル
        button.three = スリーカード(3枚)
        button.hexagram = ヘキサグラム(7枚)
        button.celtic = ケルト十字(10枚)
        button.charge = 🛒 チャージする
        button.status = 📊 ご利用状況を見る
        button.menu = 🎩 メニューを開く

        # 言語
        language.ask:
          言語を選んでください。
          Please choose your language.
          Escolha o seu idioma.
        language.name = 日本語
        language.chosen = これからは日本語でお話ししますね。

        # 規約とご案内
        terms.text:
          📖 利用規約（版: {version}）

          タロット占いをお届けするデジタルサービスです。ご購入の前にお読みください。

          ・お支払い: 商品はすべてデジタルコンテンツで、Telegram Stars でお支払いいただきます。
          ・チケット: 1枚で、その種類の占いを1回お楽しみいただけます。ほかの種類の占いには使えません。
          ・パス: 有効期間中は、すべての占いと相談を回数の制限なくお使いいただけます。有効なパスがあるときは、その終わりから延長されます。
          ・画像オプション: 占いの結果に、カードの並びの画像が付きます。
          ・お届けできなかったとき: こちらの都合で占いをお届けできなかった場合、チケットは自動でお手元に戻ります。
          ・返金: ご希望やお困りごとは /paysupport からご連絡ください。内容を確かめ、1件ずつ対応いたします。返金した商品はお使いいただけなくなります。
          ・お問い合わせ先: ここでのご購入について、Telegram のサポートは対応できません。ご連絡は /paysupport か /support へお願いします。
          ・占いについて: 占いは楽しみと気づきのためのもので、医療・法律・お金についての助言ではありません。大切なご判断は、専門家にご相談ください。
          ・お預かりする情報: Telegram の数字のIDと、ご購入・ご利用の記録です。ご質問の文章は記録に残しません。くわしくは /privacy をご覧ください。

          同意いただける場合は、下のボタンを押すか、「/terms agree」と送ってください。
        terms.agree_button = 同意する
        terms.show_button = 利用規約を読む
        terms.agree_and_buy_button = 同意して購入へ進む
        terms.first = はじめてのご購入の前に、利用規約をお読みください。同意いただけましたら、すぐにお支払いへ進めます。
        terms.agreed = 利用規約へのご同意をありがとうございます。/buy からお買い物いただけます。
        privacy:
          🔒 プライバシーについて

          記録に残すもの
          ・Telegram の数字のID（お名前やユーザー名は残しません）
          ・お選びの言語と、利用規約への同意
          ・購入、返金、ご利用の記録（占いの種類や出たカードなど）
          ・/feedback でいただいたご感想（暗号化して保管します）

          記録に残さないもの
          ・ご質問や相談の文章と、そのお返事。ご質問は暗号化してお預かりし、長くても24時間で消します。お返事は、お届けしたら消します。
          ・カードや銀行口座の情報。お支払いは Telegram が行うため、こちらには届きません。

          同じ文面が何度も送られていないか確かめるため、ご質問から計算した、元の文章に戻せない符号だけを残します。
          占いや相談の文章づくりに外部のAIサービスを使う場合は、ご質問の文章をそのサービスへ送ります。

          データの消去をご希望のときは /support へご連絡ください。お預かりしたご感想は読めなくなり、控えからも30日以内に消えます。お支払いの記録は、数字のIDとともに残ります。
        support:
          お困りのことがありましたら、こちらへお知らせください。
          {email}

          画面に番号が出ていたら、あわせてお書き添えください。お支払いのことは /paysupport からも受け付けています。
        support.no_email:
          お困りのことがありましたら、このチャットでお知らせください。

          ・お支払いのこと: /paysupport に続けて書いて送る
          ・そのほかのこと: /feedback に続けて書いて送る

          画面に番号が出ていたら、あわせてお書き添えください。
        pay_support:
          💳 お支払いのお問い合わせ

          /paysupport に続けて、取引IDやお困りのことを書いて送ってください。
          例: /paysupport チケットが届きません

          取引IDは、Telegram の「設定」→「My Stars」でお支払いを選ぶとご覧いただけます。お手元のチケットやパスは /status でご確認ください。

          メールでも受け付けています。
          {email}

          ここでのご購入について、Telegram のサポートは対応できません。お手数ですが、こちらへご連絡ください。
        pay_support.no_email:
          💳 お支払いのお問い合わせ

          /paysupport に続けて、取引IDやお困りのことを書いて送ってください。
          例: /paysupport チケットが届きません

          取引IDは、Telegram の「設定」→「My Stars」でお支払いを選ぶとご覧いただけます。お手元のチケットやパスは /status でご確認ください。

          ここでのご購入について、Telegram のサポートは対応できません。お手数ですが、こちらへご連絡ください。
        pay_support.received = お問い合わせを受け取りました。お支払いの記録とあわせて確認し、このチャットでお返事します。少しお時間をください。
        feedback.ask:
          ご感想やご要望を、/feedback に続けて書いて送ってください。
          例: /feedback カードの説明がわかりやすかったです
        feedback.thanks = ありがとうございます。大切に読ませていただきます。

        # お店
        shop.title:
          🛒 チャージ

          お求めになりたいものをお選びください。お支払いは Telegram Stars（⭐）です。
        shop.closed = ただいま販売をお休みしています。お手元のチケットやパスは、これまでどおりお使いいただけます。再開まで少しお待ちください。
        shop.item = {product} ⭐{stars}
        shop.item_pending = 画像オプション（準備中）
        shop.pending = 画像オプションは準備中です。お届けできるようになるまで、もう少しお待ちください。
        shop.not_for_sale = 「{product}」は、いまはお取り扱いがありません。/buy からほかの商品をご覧ください。
        shop.already_owned = 「{product}」はすでにお持ちですので、追加のお支払いは必要ありません。/status でご確認いただけます。
        shop.pass_holder = パスをお持ちなので、「{product}」は {until} まで追加のお支払いなしで占えます。「🎩占い」からどうぞ。
        shop.double_tap = お支払いのボタンは、すぐ上のメッセージにあります。そちらからお進みください。
        invoice.description = {about}ご購入後、すぐにお使いいただけます。
        product.TICKET_3 = スリーカード(3枚)
        product.TICKET_7 = ヘキサグラム(7枚)
        product.TICKET_10 = ケルト十字(10枚)
        product.PASS_7D = 7日パス
        product.PASS_30D = 30日パス
        product.ADDON_IMAGES = 画像オプション
        product.PASS_MONTHLY = 月額パス
        about.ticket = 「{spread}」を1回占えるチケットです。
        about.pass = {days}日間、すべての占いと相談を回数の制限なくお使いいただけるパスです。
        about.images = 占いの結果に、カードの並びの画像が付くオプションです。

        # お支払いの確認
        checkout.unknown_sku = この商品は見つかりませんでしたので、/buy からもう一度お選びください。
        checkout.other_user = このお支払いボタンはほかの方に宛てたものですので、ご自分のチャットで /buy からお求めください。
        checkout.wrong_amount = 価格が新しくなっていますので、/buy からもう一度お選びください。
        checkout.wrong_currency = お支払いは Telegram Stars で承っていますので、/buy からもう一度お選びください。
        checkout.not_for_sale = この商品はいまお取り扱いがありませんので、/buy からほかの商品をご覧ください。
        checkout.already_owned = この商品はすでにお持ちですので、お支払いは必要ありません。/status でご確認いただけます。
        checkout.unreadable_payload = このお支払いボタンは読み取れませんでしたので、/buy からもう一度お選びください。
        checkout.sales_closed = ただいま販売をお休みしていますので、再開まで少しお待ちください。
        checkout.terms_not_accepted = お支払いの前に、/terms から利用規約へのご同意をお願いします。
        checkout.trouble = こちらの確認が間に合いませんでした。お支払いは行われていませんので、少し待ってからもう一度お試しください。

        # お支払いのあと
        thanks.ticket:
          ✨ ありがとうございます。⭐{stars} のお支払いを確かに受け取りました。

          「{product}」のチケットを1枚お届けしました（お手元に{held}枚）。心の準備ができたら、「🎩占い」からカードをお引きください。
        thanks.pass:
          ✨ ありがとうございます。⭐{stars} のお支払いを確かに受け取りました。

          「{product}」をお届けしました（有効期限: {until}）。すべての占いと相談を、回数を気にせずお楽しみください。「🎩占い」からどうぞ。
        thanks.images:
          ✨ ありがとうございます。⭐{stars} のお支払いを確かに受け取りました。

          「{product}」をお使いいただけるようになりました。これからの占いには、カードの並びの画像を添えてお届けします。「🎩占い」からどうぞ。
        payment.duplicate = このお支払いはすでに受け取り、商品もお届けしています。/status でご確認いただけます。
        payment.unmatched:
          ⭐{stars} のお支払いを確かに受け取りましたが、どの商品の分かを確かめられませんでした。

          お支払いいただいた分は失われていません。いま管理者が確認していますので、そのままお待ちください。気がかりなことは /paysupport からお知らせください。
        payment.conflict = お支払いの記録に、確かめたい点が見つかりました。いま管理者が確認していますので、あらためてお支払いいただく必要はありません。気がかりなことは /paysupport からお知らせください。
        payment.after_refund = このお支払い（⭐{stars}）は、すでに返金が済んでいるものです。あらためてお求めの場合は /buy からどうぞ。
        refund.told = 「{product}」のお支払い ⭐{stars} を返金しました。Stars は Telegram の残高に戻ります。いまのご利用状況は /status でご覧いただけます。ご不明な点は /paysupport からお知らせください。
        refund.unmatched = ⭐{stars} のお支払いを返金しました。Stars は Telegram の残高に戻ります。ご不明な点は /paysupport からお知らせください。
        granted.ticket = 🎁 「{product}」のチケットを1枚お届けしました（お手元に{held}枚）。「🎩占い」からお使いください。
        granted.pass = 🎁 「{product}」をお届けしました（有効期限: {until}）。「🎩占い」からお使いください。
        granted.images = 🎁 「{product}」をお届けしました。これからの占いには、カードの並びの画像が付きます。「🎩占い」からどうぞ。
        revoked.told = 管理者が「{product}」を1件取り消しました。いまのご利用状況は /status でご覧いただけます。ご不明な点は /support へお知らせください。

        # 占い
        reading.wait = 🔮 カードを並べています。少しだけお待ちくださいね。
        reading.busy = いま、ひとつ前の占いをお届けするところです。届くまで少しお待ちください。
        reading.again = この占いはお届け済みです。{cards}
        reading.released_ticket = ごめんなさい、今回は占いをお届けできませんでした。「{product}」のチケットはお手元に戻してあります。少し時間をおいて、もう一度お試しください。
        reading.released_free = ごめんなさい、今回は占いをお届けできませんでした。回数は減っていませんので、少し時間をおいて、もう一度お試しください。
        reading.no_ticket = 「{product}」を占うには、専用のチケットが1枚必要です。/buy からお求めいただけます。
        reading.quota = 今日の無料のワンオラクルはここまでです。次は {reset} から引けます。すぐに占いたいときは、/buy のチケットやパスもどうぞ。
        access.held = ただいま、ご利用を一時お休みさせていただいています。くわしいことは /support からお問い合わせください。
        access.pass_only = お試し期間のあとの相談は、パスをお持ちの方にご用意しています。パスは /buy からお求めいただけます。
        cost.free = 無料のワンオラクルは、今日はあと{remaining}回です。
        cost.ticket = 「{product}」のチケットを1枚使いました（残り{held}枚）。
        cost.pass = パスで占いました（有効期限: {until}）。
        cost.admin = 管理者のため、回数もチケットも減っていません。
        cost.open = ただいま無料でお使いいただけます。回数もチケットも減っていません。

        # ご利用状況
        status.title = 📊 ご利用状況
        status.day = ・初回利用から{day}日目
        status.pass = ・パス: {until}（あと{days}日）
        status.no_pass = ・パス: なし
        status.one_card = ・ワンオラクル: 1日{limit}回（本日の残り {remaining}）
        status.one_card_unlimited = ・ワンオラクル: 無制限
        status.chat = ・相談: 今日の残り {remaining}
        status.chat_with_pass = ・相談: パスで無制限
        status.chat_unlimited = ・相談: 無制限
        status.chat_pass_only = ・相談: パス専用
        status.ticket_3 = ・スリーカード(3枚): {count}
        status.ticket_7 = ・ヘキサグラム(7枚): {count}
        status.ticket_10 = ・ケルト十字(10枚): {count}
        status.images_on = ・画像オプション: 有効
        status.images_off = ・画像オプション: 無効
        status.reset = ・次回リセット: {reset}
        status.purchase = ・直近の購入: {product}（SKU: {sku}）{date}
        status.no_purchase = ・直近の購入: なし

        # 困ったとき
        trouble:
          ごめんなさい、こちらの不具合でうまくお応えできませんでした。お支払いやチケットは失われていません。少し時間をおいて、もう一度お試しください。

          くり返すときは、この番号を添えて /support からお知らせください。
          {rid}
        trouble.busy = ただいま混み合っています。少し時間をおいて、もう一度お試しください。
        admin.only = このコマンドは管理者専用です。お使いいただけるものは /help でご覧ください。

        # 月額パス
        shop.subscribed = 「{product}」は継続中です（有効期限: {until}）。期限が来ると自動で更新されますので、追加のお支払いは必要ありません。
        subscription.offer:
          「{product}」は、30日ごとに ⭐{stars} で自動更新されるパスです。更新はいつでも止められ、止めたあとも期限まではそのままお使いいただけます。

          お申し込みは下のボタンからどうぞ。
        subscription.button = ⭐{stars}／月で申し込む
        invoice.subscription = {about}30日ごとに自動で更新されます。いつでも止められます。
        subscription.thanks:
          ✨ ありがとうございます。⭐{stars} のお支払いを確かに受け取りました。

          「{product}」をお届けしました（有効期限: {until}）。期限が来ると自動で更新されます。更新を止めるときは、Telegram の「設定」→「My Stars」からお手続きください。

          すべての占いと相談を、回数を気にせずお楽しみください。「🎩占い」からどうぞ。
        subscription.renewed = ✨ 「{product}」を更新しました（⭐{stars}、有効期限: {until}）。いつもご利用いただき、ありがとうございます。
        subscription.canceled = 「{product}」の自動更新を止めました。{until} までは、これまでどおりお使いいただけます。またいつでもお待ちしています。
        subscription.canceled_ended = 「{product}」の自動更新を止めました。これからのお支払いはありません。またいつでもお待ちしています。
        subscription.resumed = 「{product}」の自動更新を再開しました。これからもよろしくお願いします。
        subscription.failed = 「{product}」の更新のお支払いを確認できませんでした。{until} までは、これまでどおりお使いいただけます。続けてお使いになるときは、Stars の残高をご確認のうえ、/buy からお申し込みください。
        subscription.failed_ended = 「{product}」の更新のお支払いを確認できず、パスの期限が切れました。続けてお使いになるときは、Stars の残高をご確認のうえ、/buy からお申し込みください。

        # 管理者からのお知らせと、ご購入の記録
        hold.told = ただいま、ご利用を一時お休みさせていただいています。お手元のチケットやパスは失われていません。くわしいことは /support からお問い合わせください。
        hold.lifted = お待たせしました。ご利用を再開いただけます。お手元のチケットやパスは /status でご覧ください。
        reply.adjusting = ただいま調整中です。ご不便をおかけしてごめんなさい。少し時間をおいて再度お試しください。
        reply.unreflected:
          ただいま調整中です。ご不便をおかけしてごめんなさい。

          /status で付与状況を確認いただき、反映していない場合は、このまま /paysupport に続けてお知らせください。
        reply.refunded = お支払いの返金が完了しました。Stars は Telegram の残高に戻っています。いまのご利用状況は /status で、お支払いの記録は /purchases でご覧いただけます。
        purchases.title = 🧾 ご購入の記録（新しい順）。各行の下が取引IDです。
        purchases.none = ご購入の記録はまだありません。/buy からお求めいただけます。
        purchases.item = ・{product} {amount}（{state}）{date} のお支払い
        purchases.received = お届け済み
        purchases.pending = 確認中
        purchases.refunding = 返金手続き中
        purchases.refunded = 返金済み

        # 相談とテーマ
        chat.invite = 💬 どんなことでも、思うままに書いて送ってください。ゆっくりお聞きします。
        chat.busy = いま、ひとつ前のお返事を用意しています。届くまで少しお待ちください。
        chat.quota = 今日の無料の相談はここまでです。次は {reset} からお話しできます。回数を気にせず話したいときは、/buy のパスもどうぞ。
        chat.released = ごめんなさい、今回はお返事をお届けできませんでした。相談の回数は減っていませんので、少し時間をおいて、もう一度お送りください。
        cost.chat = 無料の相談は、今日はあと{remaining}回です。
        cost.chat_pass = パスでお答えしました（有効期限: {until}）。
        reading.pass_only = ワンオラクルは、いまはパスをお持ちの方にご用意しています。パスは /buy からお求めいただけます。
        reading.offer = 🔮 「{spread}」ですね。心の準備ができたら、下のボタンを押してください。
        reading_menu.theme = テーマは「{theme}」ですね。どの占いにしましょうか。
        reading_menu.hint = 知りたいことを文字で送っていただくと、ワンオラクルでお答えします。

        # 連打のとき
        throttle.slow_down = 🕊 少しゆっくりお願いします。ひと呼吸おいて、もう一度お試しください。
        """#
}
