"""Gathering in a real browser: by keyboard alone from an address to an edition; nothing for axe to find."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import BrowserContext, Page, expect

from cases.gathering import publish_compendium
from peerlearn.accounts.models import User
from tests.desk.conftest import enter as enter
from tests.desk.conftest import logged_in as logged_in
from tests.factories import make_administrator, make_case, publish_case
from tests.keyboard import press, tab_to

from .conftest import Gather

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
type Enter = Callable[..., BrowserContext]
DESK = "/en/desk/compendia/"


def write(page: Page, label: str, words: str) -> None:
    tab_to(page, page.get_by_label(label, exact=True).first)
    page.keyboard.type(words)


def faults(page: Page) -> list[Any]:
    return [(each["id"], each["nodes"][0]["html"]) for each in Axe().run(page).response["violations"]]


def test_compendium_is_gathered_arranged_and_published_by_keyboard(
    enter: Enter, editor: User, live_server: Any
) -> None:
    for title in ("Gardens", "Waste"):
        publish_case(make_case(title=title, slug=title.lower()))
    page = enter(editor).new_page()
    page.goto(f"{DESK}new/")
    write(page, "Title", "Learning together")
    write(
        page,
        "What an address of the library finds",
        f"{live_server.url}/en/reading-list/?case=gardens&case=waste",
    )
    press(page, "Gather")
    chapters = page.locator(".gather-title")
    expect(chapters).to_have_text(["Gardens", "Waste"])
    press(page, "Move down Gardens")
    expect(chapters).to_have_text(["Waste", "Gardens"])
    expect(page.get_by_role("status")).to_have_text("Now in place 2 of 2")
    expect(page.get_by_role("button", name="Move up Gardens")).to_be_focused()  # it is at the end now
    press(page, "Publish edition 1")
    expect(page.get_by_role("status")).to_contain_text("Edition 1 is public.")
    tab_to(page, page.get_by_role("link", name="Edition 1", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Learning together")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_found_by_axe(enter: Enter, editor: User, gather: Gather, scheme: str) -> None:
    case = make_case(title="Gardens")
    compendium = gather(publish_case(case), publish_case(make_case(title="Waste")))
    publish_compendium(compendium, by=make_administrator())
    publish_case(case)
    gather(publish_case(), title="Never published")
    page = enter(editor, viewport={"width": 360, "height": 740}, color_scheme=scheme).new_page()
    here = f"{DESK}learning-together/"
    public = "/en/publications/"
    found = {}
    for address in (
        DESK,
        f"{DESK}new/",
        here,
        f"{here}words/",
        f"{DESK}never-published/",
        public,
        f"{public}learning-together/",
        f"{public}learning-together/v1/",
        f"/en/reading-list/?case={case.slug}",
        f"/en/reading-list/compendium.pdf?case={case.slug}",
    ):
        page.goto(address)
        found[address] = (faults(page), page.evaluate("document.documentElement.scrollWidth") <= 360)
    assert found == dict.fromkeys(found, ([], True))
