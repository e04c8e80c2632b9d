"""A case and a lesson on paper: what leads on is left out, what is told stays, and nothing is dark."""

import io

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

pytestmark = pytest.mark.browser

LEADS_ON = ".site-nav, .site-side, .site-foot, .skip, .facets, .contents, .button, .search, .sorts, .pages, .take, .forms"


def printed(page: Page, address: str) -> list[str]:
    """The words of each printed page, from a screen that is dark."""
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(address)
    assert [each.inner_text() for each in page.locator(LEADS_ON).all() if each.is_visible()] == []
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]


def test_case_is_printed_whole(page: Page, addresses: dict[str, str]) -> None:
    sheets = printed(page, addresses["case"])
    heading = page.get_by_role("heading", level=1).inner_text()
    assert heading.split()[:3] == sheets[0].split("Nampula", 1)[1].split()[:3]
    for source in page.locator(".sources a").all():
        address = source.get_attribute("href") or ""
        assert address in "".join(sheets).replace("\n", "")
    parts = page.locator(".part:not(.summary) > h2").all_inner_texts()
    assert [part for part in parts if part not in "\n".join(sheets)] == []


def test_lesson_needs_one_sheet(page: Page, addresses: dict[str, str]) -> None:
    sheets = printed(page, addresses["lesson"])
    words = page.get_by_role("heading", level=1).inner_text().split()
    assert " ".join(words) in " ".join(sheets[0].split())
    assert len(sheets) == 1


def test_list_is_printed_without_its_facets(page: Page, addresses: dict[str, str]) -> None:
    sheets = printed(page, addresses["list"])
    assert "Narrow the search" not in "".join(sheets)
    assert page.locator(".card h3").first.inner_text().split()[0] in sheets[0]
