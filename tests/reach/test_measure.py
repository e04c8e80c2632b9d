"""Every kind of public page keeps to what DESIGN.md allows it to weigh, as it is served to a phone."""

import pytest
from playwright.sync_api import Browser, Page, Request, Response

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 780}
WORDS = 60 * 1024
"""Bytes of a page before pictures and fonts, as they are sent: itself, its style sheet, its scripts."""
PICTURES = 100 * 1024
"""Bytes of pictures at first view."""
REQUESTS = 12
FONTS = 3
STILL = 0.02
"""How much of what is in sight may move while the page comes, in the browser's own measure."""

WATCH = """
window.moved = 0;
new PerformanceObserver(list => list.getEntries().forEach(shift => { window.moved += shift.value; }))
  .observe({ type: "layout-shift", buffered: true });
"""
BLOCKING = """() => performance.getEntriesByType("resource")
  .filter(each => each.renderBlockingStatus === "blocking").map(each => each.initiatorType + each.name.match(/[.]\\w+$/)[0])"""


class Visit:
    """A first visit: what it asks for, what the console says."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.requests: list[Request] = []
        self.said: list[str] = []
        page.add_init_script(WATCH)
        page.on(
            "requestfinished", lambda request: self.requests.append(request)
        )  # Playwright marks what listens
        page.on("console", lambda message: self.said.append(message.text))
        self.answer = page.goto(address, wait_until="load")
        page.evaluate("document.fonts.ready")

    def weight(self, *kinds: str) -> int:
        """Bytes as they are sent, with their headers."""
        sizes = [request.sizes() for request in self.requests if request.resource_type in kinds]
        return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)

    def faults(self) -> list[str]:
        status = self.answer.status if isinstance(self.answer, Response) else 0
        hosts = {request.url.split("/")[2] for request in self.requests}
        measured = {
            "words": (self.weight("document", "stylesheet", "script"), WORDS),
            "pictures": (self.weight("image"), PICTURES),
            "requests": (len(self.requests), REQUESTS),
            "fonts": (len([each for each in self.requests if each.resource_type == "font"]), FONTS),
            "moved": (self.page.evaluate("window.moved"), STILL),
            "other hosts": (len(hosts - {self.address.split("/")[2]}), 0),
            "said": (len([words for words in self.said if f"status of {status}" not in words]), 0),
        }
        over = [f"{name}: {got} of {most}" for name, (got, most) in measured.items() if got > most]
        blocking = self.page.evaluate(BLOCKING)
        return over + ([] if blocking == ["link.css"] else [f"blocking: {blocking}"])


def test_pages_are_light_and_still_and_break_no_policy(browser: Browser, addresses: dict[str, str]) -> None:
    faults = {}
    for kind, address in addresses.items():
        context = browser.new_context(viewport=PHONE, device_scale_factor=2)  # type: ignore[arg-type]
        faults[kind] = Visit(context.new_page(), address).faults()
        context.close()
    assert {kind: found for kind, found in faults.items() if found} == {}
