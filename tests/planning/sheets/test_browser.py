"""A spreadsheet in a real browser: a file is chosen, tried and brought in, once with rows that are refused."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from partnerships.models import Activity, Partnership, WorkPlan
from peerlearn.accounts.models import User
from tests.factories import make_activity, make_indicator

from .files import workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
type Enter = Callable[..., BrowserContext]


def opened(context: BrowserContext, partnership: Partnership) -> Page:
    page = context.new_page()
    page.goto(reverse("planning:plan", args=[partnership.slug]))
    page.get_by_role("link", name="Spreadsheet").click()
    return page


def choose(page: Page, content: bytes, name: str = "plan.xlsx") -> None:
    page.get_by_label("File").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="See what it would change").click()


def mixed(plan: WorkPlan) -> bytes:
    """One row of every fate, and a figure."""
    make_indicator(plan=plan, name="Gardens")
    old = make_activity(plan=plan, title="A visit", starts="2014", methodology="Side by side in the garden")
    same = make_activity(plan=plan, title="Stays")
    return workbook(
        Activities=[
            ("Title", "Start", "Officials", "Methodology", "Identifier", "Our own"),
            ("A visit", "2014-07", 12, "Side by side in both gardens", str(old.uid), "x"),
            ("Stays", None, None, None, str(same.uid), None),
            ("Comes", "2015", 3, None, None, None),
            ("A visit", "2014", "N/A", None, None, None),
        ],
        Figures=[("Indicator", "Date", "Value"), ("Gardens", "2016", 12.5)],
    )


def test_workbook_is_taken_out_changed_and_brought_in(
    enter: Enter, writer: User, partnership: Partnership, plan: WorkPlan
) -> None:
    activity = make_activity(plan=plan, title="A visit")
    page = opened(enter(writer, accept_downloads=True), partnership)
    with page.expect_download() as download:
        page.get_by_role("link", name="Activities as CSV").click()
    text = download.value.path().read_text("utf-8-sig").replace('"A visit"', '"A longer visit"')
    choose(page, text.encode(), "plan.csv")
    expect(page.get_by_role("heading", name="What the file would change")).to_be_visible()
    page.get_by_role("button", name="Bring in 1 row").click()
    expect(page.get_by_text("1 row was brought in.")).to_be_visible()
    activity.refresh_from_db()
    assert activity.title == "A longer visit"


def test_refused_rows_are_left_out_once_somebody_says_so(
    enter: Enter, writer: User, partnership: Partnership, plan: WorkPlan
) -> None:
    content = mixed(plan)
    page = opened(enter(writer), partnership)
    choose(page, b"%PDF-1.7", "plan.pdf")
    expect(page.get_by_role("alert")).to_contain_text("This is a PDF.")
    expect(page.get_by_label("File")).to_be_focused()
    choose(page, content)
    expect(page.get_by_text("Write a figure, for instance 12.5.")).to_be_visible()
    page.get_by_role("button", name="Bring in 3 rows").click()  # the box is not ticked: the browser says so
    expect(page.get_by_role("heading", name="What the file would change")).to_be_visible()
    assert Activity.objects.count() == 2
    page.get_by_label("Leave out the row that is refused").check()
    page.get_by_role("button", name="Bring in 3 rows").click()
    expect(page.get_by_text("3 rows were brought in.")).to_be_visible()
    assert sorted(Activity.objects.values_list("title", flat=True)) == ["A visit", "Comes", "Stays"]


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing(
    colours: str, enter: Enter, writer: User, partnership: Partnership, plan: WorkPlan
) -> None:
    content = mixed(plan)
    page = opened(enter(writer, color_scheme=colours, viewport={"width": 320, "height": 740}), partnership)
    found = {"empty": _wrong(page)}
    choose(page, b"")
    found["turned away"] = _wrong(page)
    choose(page, content)
    found["tried"] = _wrong(page)
    assert {where: what for where, what in found.items() if what != ([], False)} == {}


def _wrong(page: Page) -> tuple[list[Any], bool]:
    """What axe finds, and whether the page is wider than the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [each["id"] for each in Axe().run(page).response["violations"]], wide
