"""Walks through `starledger sandbox` in a headless chromium, as a person and as an administrator.

Usage: drive.py BASE_URL SCREENSHOT_FOLDER

The bot behind the page is the real one. Ends with the line `browser: all N steps passed`.
"""

import asyncio
import pathlib
import sys

from playwright.async_api import async_playwright, expect

CHROMIUM = "/usr/bin/chromium"
STEPS = []
expect.set_options(timeout=20_000)


def step(function):
    """Marks one step; they run in the order in which they stand here."""
    STEPS.append(function)
    return function


class Visitor:
    """A person at the page."""

    def __init__(self, page, folder: pathlib.Path):
        self.page, self.folder = page, folder

    def by(self, testid: str):
        return self.page.get_by_test_id(testid)

    def starting(self, prefix: str):
        return self.page.locator(f"#messages [data-testid^='{prefix}']")

    def event(self, kind: str):
        return self.page.locator(f"#events li[data-kind={kind}]")

    def words(self, text: str):
        return self.page.locator("#messages").get_by_text(text)

    def pages(self):
        """The status pages that the bot sent."""
        return self.page.locator("#messages .message").filter(has_text="・初回利用から")

    async def say(self, text: str):
        await self.page.fill("#message-input", text)
        await self.page.click("#send")

    async def become(self, user: int):
        await self.page.click(f"#user-{user}")
        await expect(self.page.locator(f"#user-{user}")).to_have_attribute("aria-selected", "true")

    async def fault(self, name: str):
        await self.page.click(f"#fault-{name}")

    async def pay(self, count: int):
        """Pays the newest of so many invoices."""
        await expect(self.starting("pay-")).to_have_count(count)
        button = self.starting("pay-").last
        invoice = (await button.get_attribute("data-testid")).removeprefix("pay-")
        await button.click()
        status = self.by(f"payment-status-{invoice}")
        await expect(status).to_have_attribute("data-step", "paid")

    async def keep(self, name: str):
        await self.page.screenshot(path=self.folder / f"{name}.png", animations="disabled")


@step
async def greets(me: Visitor):
    await me.become(1001)
    await me.say("/start")
    await expect(me.page.get_by_test_id("key-🛒チャージ")).to_be_visible()
    await expect(me.event("first_seen")).to_have_count(1)


@step
async def agrees_and_gets_an_invoice(me: Visitor):
    await me.by("key-🛒チャージ").click()
    await me.starting("button-buy:TICKET_3").last.click()
    await me.starting("button-terms:agree_and_buy").last.click()
    await expect(me.starting("pay-")).to_have_count(1)
    await expect(me.event("terms_accepted")).to_have_count(1)
    await expect(me.event("invoice_sent")).to_have_count(1)


@step
async def pays_and_is_thanked(me: Visitor):
    await me.pay(1)
    await expect(me.event("payment_received")).to_have_count(1)
    await expect(me.page.locator("#balance")).to_have_text("99,900")
    await expect(me.starting("button-read:three:")).to_have_count(1)


@step
async def reads_the_cards(me: Visitor):
    await me.starting("button-read:three:").last.click()
    await expect(me.starting("button-nav:menu")).to_have_count(1)
    await expect(me.event("reading_delivered")).to_have_count(1)
    await expect(me.event("ticket_consumed")).to_have_count(1)


@step
async def sees_the_balance(me: Visitor):
    await me.say("/status")
    await expect(me.pages().last).to_be_visible()
    await expect(me.words("・スリーカード(3枚): 0").last).to_be_visible()
    await me.keep("sandbox")


@step
async def an_update_that_comes_twice_changes_nothing(me: Visitor):
    before = await me.page.locator("#events li").count()
    await me.fault("redeliver")
    await expect(me.page.locator("#fault-note")).to_contain_text("Delivered again")
    # What comes after it in the same queue shows that it was taken in.
    await me.say("/status")
    await expect(me.pages()).to_have_count(3)
    assert await me.page.locator("#events li").count() == before


@step
async def is_thanked_though_the_answer_was_lost(me: Visitor):
    await me.starting("button-buy:TICKET_3").last.click()
    await expect(me.starting("pay-")).to_have_count(2)
    await me.pay(2)
    await expect(me.starting("button-read:three:")).to_have_count(2)
    await me.fault("lose-answer")
    await me.starting("button-read:three:").last.click()
    await expect(me.event("reading_delivered")).to_have_count(2)
    await expect(me.event("ticket_consumed")).to_have_count(2)


@step
async def is_served_though_a_call_failed(me: Visitor):
    await me.fault("500")
    await expect(me.page.locator("#planned")).to_contain_text("500")
    await me.starting("button-buy:TICKET_3").last.click()
    await me.pay(3)
    await expect(me.starting("button-read:three:")).to_have_count(3)
    await expect(me.event("payment_received")).to_have_count(3)


@step
async def the_bot_is_killed_in_the_middle_of_a_purchase(me: Visitor):
    await me.starting("button-buy:TICKET_3").last.click()
    await expect(me.starting("pay-")).to_have_count(4)
    await me.fault("kill")
    await expect(me.page.locator("#fault-note")).to_contain_text("Killed")
    button = me.starting("pay-").last
    invoice = (await button.get_attribute("data-testid")).removeprefix("pay-")
    await button.click()
    status = me.by(f"payment-status-{invoice}")
    await expect(status).to_have_attribute("data-step", "waiting")
    await me.fault("start")
    await expect(me.page.locator("#fault-note")).to_contain_text("Started")
    await expect(status).to_have_attribute("data-step", "paid")
    await expect(me.event("payment_received")).to_have_count(4)
    await expect(me.starting("button-read:three:")).to_have_count(4)
    await me.say("/status")
    await expect(me.words("・スリーカード(3枚): 2").last).to_be_visible()


@step
async def the_bot_is_killed_and_started_again_and_again(me: Visitor):
    for _ in range(3):
        before = await me.pages().count()
        await me.fault("kill")
        await expect(me.page.locator("#fault-note")).to_contain_text("Killed")
        await me.fault("start")
        await expect(me.page.locator("#fault-note")).to_contain_text("Started")
        await me.say("/status")
        # A killed poll was not confirmed: Telegram may give the same question again.
        await expect(me.pages().nth(before)).to_be_attached()


@step
async def the_administrator_refunds(me: Visitor):
    state = await (await me.page.request.get("/sandbox/state")).json()
    charge = state["payments"][-1]["charge_id"]
    await me.become(9001)
    await me.say(f"/refund {charge}")
    await expect(me.event("refund_requested")).to_have_count(1)
    await expect(me.event("payment_refunded")).to_have_count(1)
    await me.become(1001)
    await expect(me.page.locator("#balance")).to_have_text("99,700")
    await me.say("/status")
    await expect(me.words("・スリーカード(3枚): 1").last).to_be_visible()


@step
async def a_day_passes(me: Visitor):
    await me.fault("advance")
    await expect(me.page.locator("#clock")).to_contain_text("+1日")
    await me.say("/status")
    await expect(me.words("・初回利用から2日目").last).to_be_visible()


@step
async def the_page_says_what_it_ends_with(me: Visitor):
    positions = await me.page.eval_on_selector_all(
        "#events li", "rows => rows.map(row => Number(row.dataset.testid.split('-')[1]))"
    )
    whole = list(range(1, len(positions) + 1))
    assert sorted(positions) == whole, f"each event once: {positions}"
    await me.keep("sandbox-end")


async def main(base_url: str, folder: str) -> None:
    errors = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        page = await browser.new_page(
            base_url=base_url, viewport={"width": 1280, "height": 800}
        )
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: line.type == "error" and errors.append(line.text))
        await page.goto(base_url)
        visitor = Visitor(page, pathlib.Path(folder))
        for function in STEPS:
            print(f"browser: {function.__name__}", flush=True)
            try:
                await function(visitor)
            except BaseException:
                print(await page.locator("#messages").inner_text())
                await visitor.keep("sandbox-failed")
                raise
        await browser.close()
    assert not errors, errors
    print(f"browser: all {len(STEPS)} steps passed")


asyncio.run(main(*sys.argv[1:]))
