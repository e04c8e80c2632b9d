"""Every public page of a small library in a real browser; what pages weigh and how they fit is measured in tests/reach."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.conf import settings as project
from playwright.sync_api import Browser, Page

from cases.models import Edition

from .conftest import pages

pytestmark = pytest.mark.browser
ASKED = (
    "cases/?q=zzz&theme=nosuch",
    "cases/?q=money",
    "lessons/?q=number&city=alpha-2&country=PT",
    "cases/?view=map",
    "cases/?view=map&at=africa",
    "cases/compare/?a=case-1&b=case-2",
    "cities/like-mine/?city=alpha-1",
    "cities/like-mine/?named=a",
)
"""Pages as they answer to what a reader asks."""


@pytest.fixture
def site(transactional_db: None, live_server: Any, publish: Callable[[int], Edition]) -> list[str]:
    """The addresses of all pages of a small library, among them one that isn't there."""
    edition = publish(1)
    publish(2)
    shown = [page for page in pages(edition, 1) if not page.endswith(".json")]
    return [f"{live_server.url}/en/{page}" for page in (*shown, *ASKED, "nosuch/")]


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])  # the others in tests/reach
def test_axe_finds_nothing(browser: Browser, site: list[str], scheme: Any, width: int) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    found = {}
    for address in site:
        page.goto(address)
        found[address] = [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]]
    assert {address: violations for address, violations in found.items() if violations} == {}


def test_pages_read_without_javascript(browser: Browser, site: list[str]) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site[1])
    page.get_by_label("Search words").fill("number 2")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Case number 2").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Case number 2"


def test_the_keyboard_reaches_the_content_first(page: Page, site: list[str]) -> None:
    page.goto(site[0])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert [
        link.inner_text().strip().lower()[:2]
        for link in page.locator(".site-languages a [aria-hidden]").all()
    ] == project.INTERFACE_LANGUAGES
