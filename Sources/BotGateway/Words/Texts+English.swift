extension Texts {
    /// The English texts.
    static let english = #"""
        # First contact
        start.welcome:
          Welcome, and thank you for coming 🌙

          This is a quiet place to look at your heart and the road ahead, with the 78 cards of the tarot.

          For your first {trial_days} {trial_days|day|days} you can draw {free_per_day} free one-card {free_per_day|reading|readings} a day.

          Hold one question in your mind, then tap “🎩 Reading” in the menu below.
        start.again = Welcome back 🌙 What shall we ask the cards today? Choose from the menu below.
        help:
          Here is everything I can do.

          🎩 Readings
          /read1 One card
          /read3 Three cards
          /hexa Hexagram (7 cards)
          /celtic Celtic cross (10 cards)
          /love1 One card on love
          /love3 Three cards on love

          🛒 Shop and balance
          /buy Buy tickets and passes
          /status See what you have left
          /purchases See what you bought

          🌐 Settings
          /lang Choose your language

          📖 Information
          /terms Terms of use
          /privacy Your privacy
          /support Help and contact
          /paysupport Help with a payment
          /feedback Tell us what you think
        hint.unknown_command = I’m sorry, I don’t know that command yet. You’ll find the ones I know in /help.
        hint.menu = Thank you for your message. For a reading, tap “🎩 Reading” in the menu below or send /read1.
        hint.not_text = I’m sorry, I can only read words so far. Please write to me, or choose from the menu below.
        hint.too_long = Thank you for telling me so much. I can read up to {limit} {limit|character|characters} at a time; could you send me the one thing that matters most?
        hint.old_button = This button has grown old. Send /start and a fresh menu will open.
        chat.unavailable = I’m sorry, chat is resting at the moment. Nothing was used up. If there is something you’d like to ask the cards, try /read1.

        # Menu
        menu.reading = 🎩 Reading
        menu.chat = 💬 Chat
        menu.charge = 🛒 Shop
        menu.status = 📊 Status
        menu.language = 🌐 Language
        reading_menu.title = Which reading shall it be today? Hold your question in mind, and choose.
        button.one = One card
        button.three = Three cards (3)
        button.hexagram = Hexagram (7)
        button.celtic = Celtic cross (10)
        button.charge = 🛒 Open the shop
        button.status = 📊 See my status
        button.menu = 🎩 Open the menu

        # Language
        language.ask:
          言語を選んでください。
          Please choose your language.
          Escolha o seu idioma.
        language.name = English
        language.chosen = From now on, I’ll speak English with you.

        # Terms and information
        terms.text:
          📖 Terms of use (version: {version})

          This is a digital service for tarot readings. Please read this before you buy.

          ・Payment: everything sold here is digital content, paid for with Telegram Stars.
          ・Tickets: one ticket is good for one reading of its own kind, and for no other kind.
          ・Passes: while a pass is valid, all readings and chat are yours without limits. If you already have a pass, a new one begins where it ends.
          ・Image option: your readings come with a picture of the cards as they lie.
          ・If a reading cannot be delivered because of us, the ticket returns to you by itself.
          ・Refunds: write to us with /paysupport and we will look into each case. What has been refunded can no longer be used.
          ・Contact: Telegram support cannot help with purchases made here. Please use /paysupport or /support.
          ・About the readings: they are for entertainment and reflection, and are not medical, legal or financial advice. For important decisions, please ask a professional.
          ・What we keep: your numeric Telegram ID and the records of your purchases and readings. Your questions are not kept. More in /privacy.

          If you agree, tap the button below or send “/terms agree”.
        terms.agree_button = I agree
        terms.show_button = Read the terms
        terms.agree_and_buy_button = Agree and continue to payment
        terms.first = Before your first purchase, please read the terms of use. Once you agree, you can go straight to payment.
        terms.agreed = Thank you for agreeing to the terms. The shop is open for you at /buy.
        privacy:
          🔒 Your privacy

          What we keep
          ・Your numeric Telegram ID (no name and no username)
          ・Your language and your consent to the terms
          ・Purchases, refunds and use (such as the kind of reading and the cards drawn)
          ・What you send with /feedback (stored encrypted)

          What we do not keep
          ・Your questions and messages, and the answers to them. Questions are held encrypted and deleted within 24 hours; answers are deleted once delivered.
          ・Card or bank details. Telegram handles the payment, so they never reach us.

          To notice the same text being sent over and over, we keep a code computed from each question. It cannot be turned back into the words.
          When an outside AI service helps to write a reading or a chat answer, the text of your question is sent to that service.

          To have your data deleted, contact us through /support. Your feedback becomes unreadable, and is gone from backups within 30 days. Payment records stay, with the numeric ID.
        support:
          If anything is not as it should be, write to us here:
          {email}

          If you were shown a reference number, please include it. For payments you can also use /paysupport.
        support.no_email:
          If anything is not as it should be, tell us in this chat.

          ・About a payment: send /paysupport followed by your message
          ・About anything else: send /feedback followed by your message

          If you were shown a reference number, please include it.
        pay_support:
          💳 Help with a payment

          Send /paysupport followed by the transaction ID or a few words about what happened.
          Example: /paysupport My ticket has not arrived

          You’ll find the transaction ID in Telegram under Settings → My Stars, by tapping the payment. Your tickets and passes are listed in /status.

          You can also write to:
          {email}

          Telegram support cannot help with purchases made here, so please contact us.
        pay_support.no_email:
          💳 Help with a payment

          Send /paysupport followed by the transaction ID or a few words about what happened.
          Example: /paysupport My ticket has not arrived

          You’ll find the transaction ID in Telegram under Settings → My Stars, by tapping the payment. Your tickets and passes are listed in /status.

          Telegram support cannot help with purchases made here, so please contact us.
        pay_support.received = We have your message. We’ll look at it together with your payments and answer in this chat. Please give us a little time.
        feedback.ask:
          Send /feedback followed by what you would like to tell us.
          Example: /feedback The cards were explained beautifully
        feedback.thanks = Thank you. We’ll read it with care.

        # Shop
        shop.title:
          🛒 Shop

          Choose what you would like. You pay with Telegram Stars (⭐).
        shop.closed = The shop is closed at the moment. Your tickets and passes work as always. Please look in again a little later.
        shop.item = {product} ⭐{stars}
        shop.item_pending = Image option (coming soon)
        shop.pending = The image option is still in preparation. Thank you for your patience.
        shop.not_for_sale = “{product}” is not for sale at the moment. You’ll find everything else in /buy.
        shop.already_owned = You already have “{product}”, so there is nothing more to pay. You can see it in /status.
        shop.pass_holder = Your pass covers “{product}” until {until}, so there is no need to buy it. Just tap “🎩 Reading”.
        shop.double_tap = The payment button is in the message just above. Please continue there.
        invoice.description = {about} Ready to use right after payment.
        product.TICKET_3 = Three cards (3)
        product.TICKET_7 = Hexagram (7)
        product.TICKET_10 = Celtic cross (10)
        product.PASS_7D = 7-day pass
        product.PASS_30D = 30-day pass
        product.ADDON_IMAGES = Image option
        product.PASS_MONTHLY = Monthly pass
        about.ticket = A ticket for one reading: {spread}.
        about.pass = All readings and chat without limits for {days} {days|day|days}.
        about.images = Your readings come with a picture of the cards as they lie.

        # Checkout
        checkout.unknown_sku = This product could not be found, so please choose again in /buy.
        checkout.other_user = This payment button was made for someone else, so please open /buy in your own chat.
        checkout.wrong_amount = The price has changed, so please choose again in /buy.
        checkout.wrong_currency = Payments here are made in Telegram Stars, so please choose again in /buy.
        checkout.not_for_sale = This product is not for sale at the moment, so please see what else is in /buy.
        checkout.already_owned = You already have this, so there is nothing to pay; you can see it in /status.
        checkout.unreadable_payload = This payment button could not be read, so please choose again in /buy.
        checkout.sales_closed = The shop is closed at the moment, so please try again a little later.
        checkout.terms_not_accepted = Before you pay, please read and accept the terms in /terms.
        checkout.trouble = We could not check this in time. Nothing was charged; please try again in a moment.

        # After a payment
        thanks.ticket:
          ✨ Thank you. Your payment of ⭐{stars} has arrived.

          One ticket for “{product}” is yours (you now have {held}). Whenever you are ready, tap “🎩 Reading” and draw your cards.
        thanks.pass:
          ✨ Thank you. Your payment of ⭐{stars} has arrived.

          Your “{product}” is valid until {until}. All readings and chat are open to you, as often as you like. Just tap “🎩 Reading”.
        thanks.images:
          ✨ Thank you. Your payment of ⭐{stars} has arrived.

          “{product}” is now on: your readings will come with a picture of the cards. Just tap “🎩 Reading”.
        payment.duplicate = This payment has already arrived and what you bought is yours. You can see it in /status.
        payment.unmatched:
          Your payment of ⭐{stars} has arrived, but we could not tell which product it is for.

          Nothing is lost. An administrator is looking into it, so there is nothing you need to do. If you would like to add something, use /paysupport.
        payment.conflict = Something in the record of this payment needs a closer look. An administrator is on it, and you do not need to pay again. If you would like to add something, use /paysupport.
        payment.after_refund = This payment (⭐{stars}) is one that has already been refunded. If you would like to buy again, you’re welcome at /buy.
        refund.told = Your payment of ⭐{stars} for “{product}” has been refunded. The Stars return to your Telegram balance. You can see what you have now in /status, and if you have questions, use /paysupport.
        refund.unmatched = Your payment of ⭐{stars} has been refunded. The Stars return to your Telegram balance. If you have questions, use /paysupport.
        granted.ticket = 🎁 One ticket for “{product}” is yours (you now have {held}). Tap “🎩 Reading” to use it.
        granted.pass = 🎁 You have been given “{product}”, valid until {until}. Tap “🎩 Reading” to use it.
        granted.images = 🎁 “{product}” is now on: your readings will come with a picture of the cards. Just tap “🎩 Reading”.
        revoked.told = One “{product}” has been withdrawn from your account. You can see what you have now in /status, and if you have questions, contact us through /support.

        # Readings
        reading.wait = 🔮 I’m laying out the cards. Just a moment, please.
        reading.busy = Your previous reading is on its way. Please wait until it arrives.
        reading.again = You already have this reading. {cards}
        reading.released_ticket = I’m sorry, I could not deliver this reading. Your ticket for “{product}” is back with you. Please try again in a little while.
        reading.released_free = I’m sorry, I could not deliver this reading. It was not counted, so please try again in a little while.
        reading.no_ticket = “{product}” needs one ticket of its own. You can get it in /buy.
        reading.quota = You have drawn all of today’s free cards. The next one waits for you from {reset}. If you’d rather not wait, see the tickets and passes in /buy.
        access.held = Your access is paused at the moment. To learn more, please contact us through /support.
        access.pass_only = After the trial days, chat is for pass holders. You can get a pass in /buy.
        cost.free = Free one-card readings left today: {remaining}
        cost.ticket = This used one ticket for “{product}” ({held} left).
        cost.pass = Covered by your pass (valid until {until}).
        cost.admin = You are an administrator: nothing was used up.
        cost.open = Everything is free at the moment: nothing was used up.

        # Status
        status.title = 📊 Your status
        status.day = ・Day {day}
        status.pass = ・Pass: {until} ({days} {days|day|days} left)
        status.no_pass = ・Pass: none
        status.one_card = ・One card: {limit} per day (remaining today: {remaining})
        status.one_card_unlimited = ・One card: unlimited
        status.chat = ・Chat: remaining {remaining} {remaining|message|messages}
        status.chat_with_pass = ・Chat: unlimited with your pass
        status.chat_unlimited = ・Chat: unlimited
        status.chat_pass_only = ・Chat: pass only
        status.ticket_3 = ・Three cards (3): {count}
        status.ticket_7 = ・Hexagram (7): {count}
        status.ticket_10 = ・Celtic cross (10): {count}
        status.images_on = ・Image option: on
        status.images_off = ・Image option: off
        status.reset = ・Next reset: {reset}
        status.purchase = ・Last purchase: {product} (SKU: {sku}) {date}
        status.no_purchase = ・Last purchase: none

        # Trouble
        trouble:
          I’m sorry, something went wrong on our side. No payment and no ticket was lost. Please try again in a little while.

          If it keeps happening, please tell us through /support and include this number:
          {rid}
        trouble.busy = It is very busy just now. Please try again in a little while.
        admin.only = This command is for administrators only. You’ll find yours in /help.

        # The monthly pass
        shop.subscribed = Your “{product}” is running (valid until {until}). It renews by itself, so there is nothing more to pay.
        subscription.offer:
          “{product}” renews by itself every 30 days for ⭐{stars}. You can stop it at any time, and what you have paid for stays yours to the end.

          To subscribe, tap the button below.
        subscription.button = Subscribe for ⭐{stars} a month
        invoice.subscription = {about} Renews every 30 days; stop at any time.
        subscription.thanks:
          ✨ Thank you. Your payment of ⭐{stars} has arrived.

          Your “{product}” is valid until {until} and then renews by itself. To stop the renewal, open Settings → My Stars in Telegram.

          All readings and chat are open to you, as often as you like. Just tap “🎩 Reading”.
        subscription.renewed = ✨ Your “{product}” has been renewed (⭐{stars}, valid until {until}). Thank you for staying with us.
        subscription.canceled = Your “{product}” will not renew any more. Until {until} it works as always. You are welcome back at any time.
        subscription.canceled_ended = Your “{product}” will not renew any more, and nothing further will be charged. You are welcome back at any time.
        subscription.resumed = Your “{product}” renews by itself again. Thank you for staying with us.
        subscription.failed = The payment to renew your “{product}” did not go through. Until {until} it works as always. To keep it, please check your Stars and subscribe again in /buy.
        subscription.failed_ended = The payment to renew your “{product}” did not go through, and your pass has ended. To keep it, please check your Stars and subscribe again in /buy.

        # From the administrators, and one’s own purchases
        hold.told = Your access is paused for the moment. Your tickets and passes are safe. Please write to us through /support to find out more.
        hold.lifted = Thank you for waiting: you can use everything again. You’ll find your tickets and passes in /status.
        reply.adjusting = We’re making some adjustments right now. We’re sorry for the trouble. Please try again in a little while.
        reply.unreflected:
          We’re making some adjustments right now. We’re sorry for the trouble.

          Please look in /status to see whether your purchase has arrived. If it hasn’t, just write to us here: /paysupport and what is missing.
        reply.refunded = Your payment has been refunded, and the Stars are back in your Telegram balance. See /status for what you have now, and /purchases for your payments.
        purchases.title = 🧾 Your purchases, newest first. Below each is its transaction ID.
        purchases.none = You haven’t bought anything yet. You’ll find the shop at /buy.
        purchases.item = ・{product} {amount}, {state}, {date}
        purchases.received = delivered
        purchases.pending = being checked
        purchases.refunding = refund under way
        purchases.refunded = refunded

        # Chat and themes
        chat.invite = 💬 Tell me whatever is on your mind, just as it comes. I’m listening.
        chat.busy = I’m still writing your previous answer. Please wait until it arrives.
        chat.quota = You have used all of today’s free messages. We can talk again from {reset}. If you’d rather not count, see the passes in /buy.
        chat.released = I’m sorry, I couldn’t answer this time. Your message was not counted, so please send it again in a little while.
        cost.chat = Free messages left today: {remaining}
        cost.chat_pass = Answered with your pass (valid until {until}).
        reading.pass_only = One-card readings are for pass holders at the moment. You can get a pass in /buy.
        reading.offer = 🔮 {spread}, then. When you’re ready, tap the button below.
        reading_menu.theme = Your theme: {theme}. Which reading shall it be?
        reading_menu.hint = Or write your question here, and one card will answer it.

        # Too fast
        throttle.slow_down = 🕊 A little slower, please. Take a breath, then try once more.
        """#
}
