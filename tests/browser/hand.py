"""A hand at one screen: clicks what can be seen, presses keys, counts both, and remembers what the console said."""

import re

from playwright.sync_api import BrowserContext

PATIENCE = 20_000
WORDS = re.compile(r"(<[^>]*>|\s)+")
ORDINARY = "Failed to load resource: the server responded with a status of 4"  # the browser's own line for a 4xx answer


class Hand:
    """`clicks`, `keys` and `loads` (whole pages) count since `open` or `reset`."""

    def __init__(self, context: BrowserContext, base: str):
        self.context, self.base = context, base
        self.said, self.strangers, self.expected = [], [], [ORDINARY]
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("domcontentloaded", lambda page: self._count_load())
        context.on("request", self._look_at)
        self.reset()

    def sign_in(self, username: str, password: str):
        """Sign in as a person does."""
        self.page.goto(f"{self.base}/login")
        self.page.fill("#username", username)
        self.page.fill("#password", password)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        assert "/login" not in self.page.url, self.page.inner_text("main")
        self.reset()

    def open(self, address: str):
        """Go to a page by its address and wait for its late parts; counts from there. Gives the answer."""
        answer = self.page.goto(self.base + address)
        self.settle()
        self.reset()
        return answer

    def send(self, address: str, **fields):
        """Send a form without looking at its page: what a test takes as given. Gives the answer after the redirect."""
        token = self.page.locator("[name=csrf_token]").first.input_value()
        answer = self.context.request.post(self.base + address, form={"csrf_token": token, **fields})
        assert answer.ok, f"{address}: {answer.status} {WORDS.sub(' ', answer.text())[:2000]}"
        return answer

    def reset(self):
        """Count from here."""
        self.clicks = self.keys = self.loads = 0

    def settle(self):
        """Wait until the page is there and none of its parts is under way."""
        self.page.wait_for_load_state("load")
        self.page.wait_for_function("() => !document.querySelector('.htmx-request')")

    def click(self, what, modifiers=()):
        """One click with the mouse on a visible thing."""
        thing = self.page.locator(what).first if isinstance(what, str) else what
        thing.click(modifiers=list(modifiers))
        self.clicks += 1

    def press(self, *keys: str):
        """Keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text: str):
        """A text, letter by letter."""
        for letter in text:
            self.page.keyboard.type(letter)
            self.keys += 1

    def see(self, what: str, timeout: float = PATIENCE):
        """Wait until it is visible, and give it."""
        thing = self.page.locator(what).first
        thing.wait_for(state="visible", timeout=timeout)
        return thing

    def see_result(self, what: str, timeout: float = PATIENCE):
        """What background work has brought: at once when it was quick, else behind the link that ends its progress."""
        link = self.page.locator("main a:has-text('Lihat hasil')").first
        link.or_(self.page.locator(what).first).first.wait_for(state="visible", timeout=timeout)
        if link.is_visible():
            link.click()
            self.settle()
        return self.see(what)

    def texts(self, what: str) -> list[str]:
        """The words of everything of that kind."""
        return self.page.locator(what).all_inner_texts()

    def focus(self) -> str:
        """What has the focus: its id, else its name, else its tag."""
        return self.page.evaluate("(e => e.id || e.name || e.tagName)(document.activeElement)")

    def complaints(self) -> list[str]:
        """What the console said beside what was expected."""
        return [text for text in self.said if not any(text.startswith(known) for known in self.expected)]

    def _count_load(self):
        self.loads += 1

    def _look_at(self, request):
        if request.url.startswith(("http", "ws")) and not request.url.startswith(self.base):
            self.strangers.append(request.url)
