"""Every kind of public page on every screen: small, wide, dark, magnified, and written from right to left."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PHONE, DESK = {"width": 360, "height": 780}, {"width": 1280, "height": 900}
MAGNIFIED = {"width": 320, "height": 256}
"""What is left of 1280 by 1024 pixels at 400 %."""
RULES = {"rules": {"target-size": {"enabled": True}}}
HIDDEN = "svg *, .visually-hidden, .skip, #summary-heading"
"""What has no place of its own, or one that nobody sees."""

OUT_OF_SIGHT = """hidden => {
  const width = document.documentElement.clientWidth;
  const found = document.documentElement.scrollWidth > width ? ["the page"] : [];
  for (const each of document.body.querySelectorAll("*")) {
    if (each.closest(".scroll *, " + hidden) || !each.checkVisibility()) continue;
    const { left, right } = each.getBoundingClientRect();
    const cut = getComputedStyle(each).overflowX === "hidden" && each.scrollWidth > each.clientWidth + 1;
    if (left < -1 || right > width + 1 || cut) found.push(each.outerHTML.slice(0, 90));
  }
  return found;
}"""
"""What can't be read without scrolling sideways; a table may be scrolled in its own frame."""

PLACES = """hidden => [...document.body.querySelectorAll("*")]
  .filter(each => !each.closest(hidden) && each.checkVisibility())
  .filter(each => /^(block|flex|grid|list-item|table)/.test(getComputedStyle(each).display))
  .map(each => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .map(([words, { left, right }]) => [words, Math.round(left), Math.round(right)])"""
"""Where every block stands: its beginning in words, its left and its right edge."""


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Any:
    """One page for a whole tour."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_light_on_a_phone_or_dark_on_a_desk(
    screen: Page, addresses: dict[str, str]
) -> None:
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, address in addresses.items():
        screen.goto(address)
        for size, scheme in ((PHONE, "light"), (DESK, "dark")):
            screen.set_viewport_size(size)  # type: ignore[arg-type]
            screen.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            violations = Axe().run(screen, options=RULES).response["violations"]
            found.setdefault(kind, []).extend((v["id"], v["nodes"][0]["html"]) for v in violations)
    assert {kind: violations for kind, violations in found.items() if violations} == {}


def test_nothing_is_cut_at_four_hundred_percent(screen: Page, addresses: dict[str, str]) -> None:
    screen.set_viewport_size(MAGNIFIED)  # type: ignore[arg-type]
    found = {}
    for kind, address in addresses.items():
        screen.goto(address)
        found[kind] = screen.evaluate(OUT_OF_SIGHT, HIDDEN)
    assert {kind: words for kind, words in found.items() if words} == {}


def test_everything_is_mirrored_from_right_to_left(screen: Page, addresses: dict[str, str]) -> None:
    wrong = {}
    for kind, address in addresses.items():
        screen.goto(address)
        for size in (PHONE, DESK):
            screen.set_viewport_size(size)  # type: ignore[arg-type]
            places = []
            for direction in ("ltr", "rtl"):
                screen.evaluate("direction => { document.documentElement.dir = direction; }", direction)
                places.append(screen.evaluate(PLACES, HIDDEN))
            wrong[kind, size["width"]] = [
                *screen.evaluate(OUT_OF_SIGHT, HIDDEN),
                *misplaced(places[0], places[1], size["width"]),
            ]
    assert {where: words for where, words in wrong.items() if words} == {}


def misplaced(written: list[Any], mirrored: list[Any], width: int) -> list[str]:
    """The blocks that do not stand, from right to left, where a mirror would show them."""
    return [
        words
        for (words, left, right), (_words, new_left, new_right) in zip(written, mirrored, strict=True)
        if abs(width - right - new_left) > 2 or abs(width - left - new_right) > 2
    ]


def test_names_on_a_map_stand_beside_their_marks_from_right_to_left(
    screen: Page, addresses: dict[str, str]
) -> None:
    screen.set_viewport_size(DESK)  # type: ignore[arg-type]
    screen.goto(addresses["case"])
    label = screen.locator(".pair-map .map-label").first
    written = label.bounding_box()
    screen.evaluate("document.documentElement.dir = 'rtl'")
    mirrored, picture = label.bounding_box(), screen.locator(".pair-map").bounding_box()
    screen.evaluate("document.documentElement.dir = 'ltr'")
    start = screen.locator(".pair-map").bounding_box()
    assert written and mirrored and picture and start
    assert mirrored["x"] - picture["x"] == pytest.approx(written["x"] - start["x"], abs=1)
