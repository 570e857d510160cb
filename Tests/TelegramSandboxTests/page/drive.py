"""Walks through the sandbox page in a headless chromium, with a small shop on aiogram as the bot.

Usage: drive.py BASE_URL TOKEN SCREENSHOT_FOLDER

Ends with the line `page: all N steps passed`.
"""

import asyncio
import pathlib
import sys

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LabeledPrice,
    ReplyKeyboardMarkup,
)
from playwright.async_api import async_playwright, expect

CHROMIUM = "/usr/bin/chromium"
WELCOME = (
    "🎩 <b>ようこそ、星の帳簿へ</b>\n\nカードをひらく準備ができました。"
    "<i>今日のひとこと</i>は「<u>待てば海路の日和あり</u>」。\n下のボタンからお選びください。"
)
MENU = ReplyKeyboardMarkup(
    keyboard=[
        [KeyboardButton(text="🎩占い"), KeyboardButton(text="💬相談")],
        [KeyboardButton(text="🛒チャージ"), KeyboardButton(text="📊ステータス")],
    ],
    resize_keyboard=True,
)
SHOP = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="スリーカード ⭐100", callback_data="buy:TICKET_3")],
        [
            InlineKeyboardButton(text="規約", callback_data="terms:show"),
            InlineKeyboardButton(text="ヘルプ", url="https://example.org/help"),
        ],
    ]
)
STEPS = []


def step(function):
    """Marks one step; they run in the order in which they stand here."""
    STEPS.append(function)
    return function


class Shop:
    """The bot: just enough of a shop to press every part of the page."""

    def __init__(self, bot: Bot):
        self.bot, self.sells = bot, True

    async def run(self):
        offset = None
        while True:
            for update in await self.bot.get_updates(offset=offset, timeout=20):
                offset = update.update_id + 1
                await self.handle(update)

    async def handle(self, update):
        if message := update.message:
            await self.hear(message)
        elif press := update.callback_query:
            await self.pressed(press)
        elif query := update.pre_checkout_query:
            await asyncio.sleep(0.6)  # the page's spinner must be seen
            await query.answer(ok=self.sells, error_message=None if self.sells else "準備中です")

    async def hear(self, message):
        chat = message.chat.id
        if message.successful_payment:
            await self.bot.send_message(chat, "🎟 スリーカードのチケットを1枚お渡ししました。")
        elif message.text == "/start":
            await self.bot.send_message(chat, WELCOME, parse_mode="HTML", reply_markup=MENU)
        elif message.text == "🛒チャージ":
            await self.bot.send_message(chat, "何をお求めですか？", reply_markup=SHOP)
        elif message.text:
            await self.bot.send_message(chat, f"「{message.text}」ですね。")

    async def pressed(self, press):
        if press.data == "terms:show":
            await press.answer("規約に同意してください", show_alert=True)
            return
        await press.answer("請求書をお送りします")
        await self.bot.send_invoice(
            press.from_user.id,
            title="スリーカード(3枚)",
            description="過去・現在・未来を読む3枚引き、1回分のチケットです。",
            payload="TICKET_3",
            currency="XTR",
            prices=[LabeledPrice(label="スリーカード", amount=100)],
        )


class Visitor:
    """A person at the page."""

    def __init__(self, page, shop: Shop, folder: pathlib.Path):
        self.page, self.shop, self.folder = page, shop, folder

    def by(self, testid: str):
        return self.page.get_by_test_id(testid)

    async def say(self, text: str):
        await self.page.fill("#message-input", text)
        await self.page.click("#send")

    async def keep(self, name: str):
        await self.page.screenshot(path=self.folder / f"{name}.png")

    async def invoice(self) -> str:
        """Presses the newest ticket button and returns the id of the invoice that comes."""
        before = await self.page.locator("[data-testid^=pay-]").count()
        await self.by("button-buy:TICKET_3").last.click()
        pay = self.page.locator("[data-testid^=pay-]")
        await expect(pay).to_have_count(before + 1)
        return (await pay.last.get_attribute("data-testid")).removeprefix("pay-")


@step
async def greets(me: Visitor):
    await expect(me.page.locator("#user-1001")).to_have_attribute("aria-selected", "true")
    await expect(me.page.locator("#balance")).to_have_text("100,000")
    await me.say("/start")
    await expect(me.page.locator("#messages b")).to_have_text("ようこそ、星の帳簿へ")
    await me.by("key-🛒チャージ").click()
    await expect(me.by("button-buy:TICKET_3")).to_be_visible()


@step
async def shows_alerts_and_toasts(me: Visitor):
    await me.by("button-terms:show").click()
    await expect(me.page.locator("#alert-text")).to_have_text("規約に同意してください")
    await me.page.click("#alert-ok")
    await expect(me.page.locator("#alert")).to_be_hidden()


@step
async def declines_then_pays(me: Visitor):
    invoice = await me.invoice()
    await expect(me.page.locator("#toast")).to_have_text("請求書をお送りします")
    await me.by(f"decline-{invoice}").click()
    await expect(me.by(f"payment-status-{invoice}")).to_have_attribute("data-step", "declined")
    await me.by(f"pay-{invoice}").click()
    status = me.by(f"payment-status-{invoice}")
    await expect(status).to_have_attribute("data-step", "waiting")
    await me.keep("page-paying")
    await expect(status).to_have_attribute("data-step", "paid")
    await expect(me.page.locator("#balance")).to_have_text("99,900")
    await expect(me.page.locator("#bot-balance")).to_have_text("⭐ 100")
    await expect(me.page.get_by_text("チケットを1枚お渡ししました")).to_be_visible()


@step
async def is_refused(me: Visitor):
    me.shop.sells = False
    invoice = await me.invoice()
    await me.by(f"pay-{invoice}").click()
    status = me.by(f"payment-status-{invoice}")
    await expect(status).to_contain_text("準備中です")
    await expect(status).to_have_attribute("data-step", "failed")
    me.shop.sells = True


@step
async def reads_the_ledger(me: Visitor):
    await expect(me.page.locator("#events li")).to_have_count(12)
    await expect(me.by("event-6")).to_have_attribute("data-family", "money")
    await me.keep("page-1280x800")


@step
async def changes_person(me: Visitor):
    await me.page.click("#user-1002")
    await expect(me.page.locator("#messages .message")).to_have_count(0)
    await me.page.click("#sticker")
    await expect(me.page.locator("#messages .sticker")).to_have_text("🔮")
    await me.page.click("#fault-block")
    await expect(me.page.locator("#user-1002")).to_contain_text("🚫")
    await me.page.click("#fault-block")
    await expect(me.page.locator("#user-1002")).not_to_contain_text("🚫")
    await me.page.click("#user-1001")


@step
async def makes_faults(me: Visitor):
    note = me.page.locator("#fault-note")
    await me.page.click("#fault-redeliver")
    await expect(note).to_contain_text("Delivered again")
    await me.page.click("#fault-500")
    await expect(me.page.locator("#planned")).to_contain_text("500")
    await me.page.click("#fault-refund")
    await expect(note).to_contain_text("Refunded")
    await expect(me.page.locator("#balance")).to_have_text("100,000")
    await expect(me.page.locator(".service.refund")).to_be_visible()
    await me.page.click("#fault-advance")
    await expect(me.page.locator("#clock")).to_contain_text("+1日")
    await me.page.click("#fault-kill")
    await expect(note).to_contain_text("Killed")
    await me.page.click("#fault-start")
    await expect(note).to_contain_text("Started")
    await me.keep("page-faults")


@step
async def subscribes(me: Visitor):
    group, state = me.page.locator("#subscription"), me.page.locator("#subscription-state")
    await expect(group).to_be_hidden()
    # The 500 that was planned before still waits for a call.
    await me.page.evaluate("post('faults/clear')")
    link = await me.shop.bot.create_invoice_link(
        title="月額パス",
        description="30日ごとに更新されるパスです。",
        payload="PASS_MONTHLY",
        currency="XTR",
        prices=[LabeledPrice(label="月額パス", amount=900)],
        subscription_period=2592000,
    )
    button = InlineKeyboardButton(text="⭐900／月で申し込む", url=link)
    await me.shop.bot.send_message(
        1001, "月額パス", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]])
    )
    await me.by(f"button-{link}").click()
    await expect(state).to_contain_text("月額パス · active")
    await expect(me.page.locator("#balance")).to_have_text("99,100")
    await me.page.click("#fault-renew")
    await expect(me.page.locator("#balance")).to_have_text("98,200")
    for deed, word in [("cancel", "canceled"), ("resume", "active"), ("fail", "failed")]:
        await me.page.click(f"#fault-{deed}")
        await expect(state).to_contain_text(word)
    await me.keep("page-subscription")


@step
async def fits_a_phone(me: Visitor):
    await me.page.set_viewport_size({"width": 390, "height": 844})
    await expect(me.page.locator("#messages")).to_be_visible()
    await expect(me.page.locator("#events")).to_be_hidden()
    await me.keep("page-phone-chat")
    await me.page.click("#view-ledger")
    await expect(me.page.locator("#events")).to_be_visible()
    await me.keep("page-phone-ledger")
    await me.page.click("#view-faults")
    await expect(me.page.locator("#fault-500")).to_be_visible()
    await me.keep("page-phone-faults")
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not await me.page.evaluate(wide), "the page must not scroll sideways"


async def main(base_url: str, token: str, folder: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(base_url))
    errors = []
    async with Bot(token, session=session) as bot, async_playwright() as playwright:
        shop = Shop(bot)
        serving = asyncio.create_task(shop.run())
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: line.type == "error" and errors.append(line.text))
        await page.goto(base_url)
        visitor = Visitor(page, shop, pathlib.Path(folder))
        for function in STEPS:
            print(f"page: {function.__name__}", flush=True)
            await function(visitor)
        await browser.close()
        serving.cancel()
    assert not errors, errors
    print(f"page: all {len(STEPS)} steps passed")


asyncio.run(main(*sys.argv[1:]))
