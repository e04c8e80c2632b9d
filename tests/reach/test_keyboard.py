"""From the home page to a citation and a download on the keyboard alone, the focus in sight at every step."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.serving import Site

pytestmark = pytest.mark.browser

MOST_STEPS = 90
HIDDEN_FOCUS = """() => {
  const here = document.activeElement;
  const words = here.outerHTML.slice(0, 120);
  if (here === document.body || here.tagName === "MAIN") return "";
  const { outlineStyle, outlineWidth } = getComputedStyle(here);
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return "no outline: " + words;
  const seen = [...here.getClientRects()].some(({ left, top, width, height }) => {
    const there = document.elementFromPoint(left + Math.min(width / 2, 9), top + height / 2);
    return there && (here.contains(there) || there.closest("label")?.control === here || there.contains(here));
  });
  return seen ? "" : "covered: " + words;
}"""
"""What is wrong with how the focus shows; nothing on the way round the window, or before the content begins."""


def go_to(page: Page, selector: str) -> None:
    """Steps on with the tabulator until the focus is there."""
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        assert page.evaluate(HIDDEN_FOCUS) == ""
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} was not reached at {page.url}")


def follow(page: Page, selector: str, leads_to: str) -> None:
    go_to(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(leads_to))


def skip_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    assert page.evaluate(HIDDEN_FOCUS) == ""
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("width", [360, 1280])
def test_keyboard_leads_from_home_to_a_citation_and_a_download(page: Page, served: Site, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.emulate_media(reduced_motion="reduce")  # what is scrolled to is there at once
    page.goto(f"{served.address}/en/")
    follow(page, ".site-nav a[href='/en/lessons/']", "/lessons/")
    page.go_back()
    skip_to_the_content(page)
    go_to(page, "main [name=q]")
    page.keyboard.type("cadastre")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/?q=cadastre*")

    skip_to_the_content(page)
    if width == 360:
        go_to(page, ".facets > summary")
        page.keyboard.press("Enter")
    go_to(page, "[name=theme]")
    page.keyboard.press("Space")
    follow(page, ".facets button", "theme=")
    follow(page, "main h3 a[href*='/cases/']", r"/cases/[\w-]+/$")
    case = page.url

    skip_to_the_content(page)
    follow(page, "a[href$='#cite']", "#cite$")
    with page.expect_download() as kept:
        go_to(page, "a[href$='cite.bib']")
        page.keyboard.press("Enter")
    assert kept.value.suggested_filename.endswith(".bib")

    page.goto(case)
    follow(page, "main h3 a[href*='/lessons/']", r"/lessons/[0-9a-f-]{36}/$")
    skip_to_the_content(page)
    go_to(page, "a[href$='cite.ris']")
    follow(page, ".lesson-case h2 a", f"^{case}")
    page.goto(case)
    with page.expect_request("**/publication.pdf*"):
        go_to(page, "a[href$='publication.pdf']")
        page.keyboard.press("Enter")
