"""The pictures of docs/editing.md, taken in Chromium from a running site; `script/guide-pictures` starts it.

What they show is the sample library, so that nothing in the guide is invented. On the way to each
picture the buttons are pressed that people press.
"""

import io
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
WIDE, PHONE = (1180, 780), (360, 720)
CASE = "Um cadastro"
"""Words in the title of the case that is shown: the demo contributor may write it, and it is translated."""


class Site:
    """The running site, entered as one of the people of the demo."""

    def __init__(self, browser: Browser, address: str) -> None:
        accounts = (Path(os.environ["PEERLEARN_DATA"]) / "demo-accounts.txt").read_text()
        self.browser, self.address = browser, address
        self.passwords: dict[str, str] = dict(re.findall(r"(\w+)@demo\S+\s+(\S+)", accounts))

    @contextmanager
    def entered(self, who: str, size: tuple[int, int] = WIDE) -> Iterator[Page]:
        viewport: Any = {"width": size[0], "height": size[1]}
        context = self.browser.new_context(
            base_url=self.address, viewport=viewport, device_scale_factor=2, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto("/en/accounts/login/")
        page.locator("input[name=login]").fill(f"{who}@demo.peerlearn.example")
        page.locator("input[name=password]").fill(self.passwords[who])
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/desk/")
        yield page
        context.close()


def take(page: Page, name: str) -> None:
    """What the window shows, as `docs/pictures/<name>.webp`: light enough for a repository."""
    page.wait_for_load_state("networkidle")
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").save(PICTURES / f"{name}.webp", quality=72, method=6)
    print(f"{name}.webp, {(PICTURES / f'{name}.webp').stat().st_size // 1024} KB")


def show(page: Page, selector: str) -> None:
    """Scrolls so that something stands a little below the top."""
    page.locator(selector).first.evaluate(
        "each => window.scrollTo(0, each.getBoundingClientRect().top + scrollY - 24)"
    )


def of_writing(site: Site) -> str:
    """The pictures of a writer, who submits the case at the end; gives the address of its page."""
    with site.entered("contributor") as page:
        take(page, "my-cases")
        page.locator("main a", has_text=CASE).click()
        case = page.url
        take(page, "case")
        page.goto(f"{case}lessons/")
        page.locator("button[value^=down]").first.click()
        page.locator(".desk-card summary").first.click()
        take(page, "section")
        page.goto(f"{case}start/?language=es")
        show(page, "form#writing")
        take(page, "translating")
        page.goto(case)
        page.locator("button[value=submit]").click()
    return case


def of_a_phone(site: Site, case: str) -> None:
    with site.entered("contributor", PHONE) as page:
        page.goto(f"{case}lessons/")
        page.locator(".desk-card summary").first.click()
        show(page, ".desk-items")
        take(page, "phone")


def of_reviewing(site: Site, case: str) -> None:
    with site.entered("editor") as page:
        page.goto("/en/desk/review/")
        take(page, "review")
        page.goto(f"{case}history/")
        take(page, "history")


def main(address: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"]
        )
        site = Site(browser, address)
        case = of_writing(site)
        of_a_phone(site, case)
        of_reviewing(site, case)


if __name__ == "__main__":
    main(sys.argv[1])
