"""Drives the simulated Bot API with aiogram, a client that nobody here wrote.

Usage: drive.py BASE_URL TOKEN

The bot's side is aiogram's own: its types reject an answer that Telegram could not have given. The
people's side is the page's HTTP API. Ends with the line `aiogram: all N steps passed`.
"""

import asyncio
import sys
from contextlib import asynccontextmanager

import aiohttp
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LabeledPrice,
    ReplyKeyboardMarkup,
    TransactionPartnerFragment,
    TransactionPartnerUser,
)
from aiohttp import web

SAKURA, EMMA = 1001, 1002
STEPS = []


def step(function):
    """Marks one step; they run in the order in which they stand here."""
    STEPS.append(function)
    return function


class People:
    """What people do, over the page's HTTP API."""

    def __init__(self, base_url: str, http: aiohttp.ClientSession):
        self.base_url, self.http = base_url, http

    async def do(self, path: str, **body):
        async with self.http.post(f"{self.base_url}/sandbox/{path}", json=body) as response:
            return await response.json()

    async def say(self, user: int, text: str) -> int:
        return (await self.do(f"users/{user}/text", text=text))["result"]["message_id"]


class Inbox:
    """Polls as a bot does: what was handled is confirmed with the next offset."""

    def __init__(self, bot: Bot):
        self.bot, self.offset = bot, None

    async def next(self, kind: str):
        """The next update of a kind, confirmed; others before it are dropped."""
        while True:
            updates = await self.bot.get_updates(offset=self.offset, limit=1, timeout=20)
            assert updates, f"no {kind} came within 20 s"
            self.offset = updates[0].update_id + 1
            if getattr(updates[0], kind) is not None:
                return getattr(updates[0], kind)


async def fails(error: type, words: str, call):
    """Expects one error of aiogram's, whose text contains `words`."""
    try:
        await call
    except error as caught:
        assert words in str(caught), f"{caught} does not say {words}"
        return caught
    raise AssertionError(f"{error.__name__} did not come")


async def invoice(bot: Bot, payload: str = "ticket", stars: int = 100):
    return await bot.send_invoice(
        SAKURA,
        title="Three cards",
        description="One reading of three cards",
        payload=payload,
        currency="XTR",
        provider_token="",
        prices=[LabeledPrice(label="Three cards", amount=stars)],
    )


async def purchase(bot: Bot, people: People, inbox: Inbox, payer: int = SAKURA):
    """One whole purchase; returns the message with the payment."""
    message = await invoice(bot)
    path = f"users/{payer}/pay"
    paying = asyncio.create_task(
        people.do(path, message_id=message.message_id, chat_id=SAKURA)
    )
    query = await inbox.next("pre_checkout_query")
    assert (query.total_amount, query.currency, query.invoice_payload) == (100, "XTR", "ticket")
    assert query.from_user.id == payer
    assert await query.answer(ok=True)
    received = await inbox.next("message")
    outcome = await paying
    assert outcome["ok"], outcome
    charge = received.successful_payment.telegram_payment_charge_id
    assert charge == outcome["result"]["charge_id"]
    return received


@step
async def knows_itself(bot, people, inbox):
    me = await bot.get_me()
    assert me.is_bot and me.username and me.id == bot.id
    assert await bot.set_my_commands([BotCommand(command="start", description="Begin")])
    assert [command.command for command in await bot.get_my_commands()] == ["start"]


@step
async def wrong_token(bot, people, inbox):
    stranger = Bot("42:wrong", session=bot.session)
    await fails(TelegramUnauthorizedError, "Unauthorized", stranger.get_me())


@step
async def offsets_and_redelivery(bot, people, inbox):
    for word in ("one", "two", "three"):
        await people.say(SAKURA, word)
    updates = await bot.get_updates(timeout=5)
    assert [update.message.text for update in updates] == ["one", "two", "three"]
    first = updates[0].update_id
    assert [update.update_id for update in updates] == [first, first + 1, first + 2]
    rest = await bot.get_updates(offset=first + 1)
    assert [update.message.text for update in rest] == ["two", "three"], "unconfirmed comes again"
    assert not await bot.get_updates(offset=first + 3)
    await people.do("faults/redeliver")
    again = await bot.get_updates(offset=first + 4, timeout=5)
    assert [update.update_id for update in again] == [first + 2]
    inbox.offset = first + 3


@step
async def two_pollers(bot, people, inbox):
    older = asyncio.create_task(bot.get_updates(offset=inbox.offset, timeout=20))
    await asyncio.sleep(0.2)
    newer = asyncio.create_task(bot.get_updates(offset=inbox.offset + 1, timeout=20))
    await fails(TelegramConflictError, "only one bot instance", older)
    await people.say(SAKURA, "for the newer poll")
    assert len(await newer) == 1
    inbox.offset += 1


@step
async def keyboards_and_buttons(bot, people, inbox):
    keys = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="🎩占い")]], resize_keyboard=True)
    sent = await bot.send_message(SAKURA, "<b>太字</b> &amp; 🔮", parse_mode="HTML", reply_markup=keys)
    assert sent.text == "太字 & 🔮" and sent.html_text == "<b>太字</b> &amp; 🔮"

    button = InlineKeyboardButton(text="3枚", callback_data="buy:TICKET_3")
    markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
    shop = await bot.send_message(SAKURA, "shop", reply_markup=markup)
    assert shop.reply_markup.model_dump() == markup.model_dump()
    await people.do(f"users/{SAKURA}/press", message_id=shop.message_id, data="buy:TICKET_3")
    press = await inbox.next("callback_query")
    assert (press.data, press.message.message_id) == ("buy:TICKET_3", shop.message_id)
    assert await press.answer("一度だけ", show_alert=True)
    await fails(TelegramBadRequest, "query is too old", press.answer("again"))

    edited = await bot.edit_message_text("sold", chat_id=SAKURA, message_id=shop.message_id)
    assert edited.text == "sold" and edited.reply_markup is None
    unchanged = bot.edit_message_text("sold", chat_id=SAKURA, message_id=shop.message_id)
    await fails(TelegramBadRequest, "message is not modified", unchanged)
    assert await bot.send_chat_action(SAKURA, "typing")
    assert await bot.delete_message(SAKURA, shop.message_id)


@step
async def photos(bot, people, inbox):
    picture = BufferedInputFile(b"\x89PNG\r\n\x1a\n" + bytes(3_000), filename="card.png")
    sent = await bot.send_photo(SAKURA, picture, caption="*愚者*", parse_mode="MarkdownV2")
    assert sent.photo[0].file_size == 3_008
    assert sent.caption == "愚者" and sent.caption_entities[0].type == "bold"


@step
async def texts_that_do_not_fit(bot, people, inbox):
    assert await bot.send_message(SAKURA, "あ" * 4_096)
    await fails(TelegramBadRequest, "message is too long", bot.send_message(SAKURA, "あ" * 4_097))
    await fails(TelegramBadRequest, "message text is empty", bot.send_message(SAKURA, " "))
    await fails(TelegramBadRequest, "chat not found", bot.send_message(999, "hello"))
    unclosed = bot.send_message(SAKURA, "<b>never closed", parse_mode="HTML")
    await fails(TelegramBadRequest, "can't parse entities", unclosed)


@step
async def purchase_and_again(bot, people, inbox):
    first = await purchase(bot, people, inbox)
    payment = first.successful_payment
    assert payment.telegram_payment_charge_id.startswith("stx")
    assert len(payment.telegram_payment_charge_id) > 128
    assert (payment.total_amount, payment.currency) == (100, "XTR")
    assert payment.is_recurring is None and payment.order_info is None
    other = await purchase(bot, people, inbox, payer=EMMA)
    assert other.from_user.id == EMMA, "a forwarded invoice is paid by whoever holds it"
    charges = {m.successful_payment.telegram_payment_charge_id for m in (first, other)}
    assert len(charges) == 2
    assert (await bot.get_my_star_balance()).amount == 200


@step
async def purchase_refused(bot, people, inbox):
    message = await invoice(bot)
    paying = asyncio.create_task(
        people.do(f"users/{SAKURA}/pay", message_id=message.message_id)
    )
    query = await inbox.next("pre_checkout_query")
    assert await query.answer(ok=False, error_message="本日は休業です")
    assert (await paying) == {"ok": False, "description": "本日は休業です"}


@step
async def purchase_too_late(bot, people, inbox):
    message = await invoice(bot)
    paying = asyncio.create_task(
        people.do(f"users/{SAKURA}/pay", message_id=message.message_id)
    )
    query = await inbox.next("pre_checkout_query")
    await people.do("faults/advance", seconds=11)
    assert (await paying)["description"] == "BOT_PRECHECKOUT_TIMEOUT"
    await fails(TelegramBadRequest, "query is too old", query.answer(ok=True))
    assert (await bot.get_my_star_balance()).amount == 200


@step
async def refunds(bot, people, inbox):
    bought = await purchase(bot, people, inbox)
    charge = bought.successful_payment.telegram_payment_charge_id
    assert await bot.refund_star_payment(SAKURA, charge)
    told = await inbox.next("message")
    assert told.refunded_payment.telegram_payment_charge_id == charge
    again = bot.refund_star_payment(SAKURA, charge)
    await fails(TelegramBadRequest, "CHARGE_ALREADY_REFUNDED", again)
    unknown = bot.refund_star_payment(SAKURA, "stx-unknown")
    await fails(TelegramBadRequest, "CHARGE_ID_EMPTY", unknown)
    stranger = bot.refund_star_payment(EMMA, charge)
    await fails(TelegramBadRequest, "CHARGE_ID_EMPTY", stranger)

    outside = await purchase(bot, people, inbox)
    charge = outside.successful_payment.telegram_payment_charge_id
    await people.do("faults/refund", charge_id=charge)
    told = await inbox.next("message")
    assert told.refunded_payment.telegram_payment_charge_id == charge


@step
async def transactions_in_pages(bot, people, inbox):
    listed = []
    while page := (await bot.get_star_transactions(offset=len(listed), limit=4)).transactions:
        listed += page
    assert len(listed) == 6, f"four purchases and two refunds, not {len(listed)}"
    assert listed == sorted(listed, key=lambda transaction: transaction.date)
    incoming = [transaction for transaction in listed if transaction.source]
    outgoing = [transaction for transaction in listed if transaction.receiver]
    assert all(isinstance(t.source, TransactionPartnerUser) for t in incoming)
    assert {t.id for t in outgoing} <= {t.id for t in incoming}, "a refund bears its charge's id"
    balance = sum(t.amount for t in incoming) - sum(t.amount for t in outgoing)
    assert (await bot.get_my_star_balance()).amount == balance == 200

    await people.do("faults/treasury", stars=30)
    own = (await bot.get_star_transactions(offset=6)).transactions
    assert [(type(t.receiver), t.source, t.amount) for t in own] == [
        (TransactionPartnerFragment, None, 30)
    ]
    await people.do("faults/charge-back", stars=250)
    assert (await bot.get_my_star_balance()).amount == -80, "a chargeback may go below nothing"


@step
async def subscriptions(bot, people, inbox):
    def offer(**change):
        terms = dict(currency="XTR", subscription_period=2_592_000)
        prices = [LabeledPrice(label="Month", amount=change.pop("stars", 1_000))]
        terms.update(change)
        return bot.create_invoice_link(
            title="Pass", description="A month", payload="pass", prices=prices, **terms
        )

    await fails(TelegramBadRequest, "SUBSCRIPTION_AMOUNT_INVALID", offer(stars=10_001))
    await fails(TelegramBadRequest, "SUBSCRIPTION_PERIOD_INVALID", offer(subscription_period=60))
    link = await offer()
    paying = asyncio.create_task(people.do(f"users/{SAKURA}/pay", link=link))
    await (await inbox.next("pre_checkout_query")).answer(ok=True)
    payment = (await inbox.next("message")).successful_payment
    assert (await paying)["ok"]
    assert payment.is_recurring and payment.is_first_recurring
    assert payment.subscription_expiration_date
    assert await bot.edit_user_star_subscription(
        SAKURA, payment.telegram_payment_charge_id, is_canceled=True
    )
    assert (await inbox.next("subscription")).state == "canceled"
    unknown = bot.edit_user_star_subscription(SAKURA, "stx-unknown", is_canceled=True)
    await fails(TelegramBadRequest, "CHARGE_ID_INVALID", unknown)


@step
async def faults(bot, people, inbox):
    await people.do("faults/fail-429", method="sendMessage")
    error = await fails(TelegramRetryAfter, "Flood control", bot.send_message(SAKURA, "fast"))
    assert error.retry_after == 3
    await people.do("faults/fail-500")
    await fails(TelegramServerError, "Internal Server Error", bot.send_message(SAKURA, "broken"))
    await people.do("faults/lose-answer")
    await fails(TelegramNetworkError, "", bot.send_message(SAKURA, "carried out all the same"))
    async with people.http.get(f"{people.base_url}/sandbox/state") as response:
        chat = (await response.json())["chats"][str(SAKURA)]
    assert chat[-1]["text"] == "carried out all the same"


@step
async def blocked(bot, people, inbox):
    await people.do(f"users/{EMMA}/block", blocked=True)
    change = await inbox.next("my_chat_member")
    assert change.new_chat_member.status == "kicked" and change.from_user.id == EMMA
    await fails(TelegramForbiddenError, "bot was blocked by the user", bot.send_message(EMMA, "hi"))
    await people.do(f"users/{EMMA}/block", blocked=False)
    assert (await inbox.next("my_chat_member")).new_chat_member.status == "member"


@step
async def webhook(bot, people, inbox):
    await bot.get_updates(offset=inbox.offset)
    arrived = asyncio.Queue()
    statuses = iter((500, 200))

    async def receive(request: web.Request) -> web.Response:
        assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == "Secret-1"
        await arrived.put(await request.json())
        # The first push is refused; it must come again.
        return web.Response(status=next(statuses))

    async with listening(receive) as url:
        assert await bot.set_webhook(url, secret_token="Secret-1", max_connections=7)
        await fails(TelegramConflictError, "webhook is active", bot.get_updates())
        await people.say(SAKURA, "pushed")
        refused = await asyncio.wait_for(arrived.get(), 10)
        accepted = await asyncio.wait_for(arrived.get(), 10)
        assert refused == accepted and accepted["message"]["text"] == "pushed"
        info = await bot.get_webhook_info()
        assert info.url == url and info.max_connections == 7
        assert "500" in info.last_error_message
        assert await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""
    await fails(TelegramBadRequest, "bad webhook", bot.set_webhook("ftp://example.org"))


@asynccontextmanager
async def listening(handler):
    """A small web server on a free port."""
    application = web.Application()
    application.router.add_post("/hook", handler)
    runner = web.AppRunner(application, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    finally:
        await runner.cleanup()


async def main(base_url: str, token: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(base_url))
    async with Bot(token, session=session, default=DefaultBotProperties()) as bot:
        async with aiohttp.ClientSession() as http:
            people, inbox = People(base_url, http), Inbox(bot)
            for function in STEPS:
                print(f"aiogram: {function.__name__}", flush=True)
                await function(bot, people, inbox)
    print(f"aiogram: all {len(STEPS)} steps passed")


asyncio.run(main(*sys.argv[1:]))
