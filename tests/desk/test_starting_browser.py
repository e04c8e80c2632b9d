"""From a work plan to a started case in a real browser: on the keyboard, and nothing for axe to find."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.urls import reverse
from playwright.sync_api import BrowserContext, expect

from cases.document import case_document
from cases.models import Case
from partnerships.models import Organisation, Partnership, PlanObjective
from peerlearn.accounts.models import User
from tests.factories import make_indicator, make_partnership, make_plan, make_update
from tests.keyboard import press, tab_to

from .plans import approved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
type Enter = Callable[..., BrowserContext]


@pytest.fixture
def partnership(association: Organisation, editor: User) -> Partnership:
    """One that ended, with a plan that holds an objective and a figure."""
    partnership = make_partnership(organisation=association, ends="2015")
    plan = make_plan(partnership=partnership)
    PlanObjective.objects.create(plan=plan, text="To map every plot")
    approved(make_indicator(plan=plan, name="Plots mapped", unit="plots"), "900", "2014", by=editor)
    make_update(partnership=partnership, author=editor, people="Both mayors")
    return partnership


def test_case_is_started_from_the_page_of_its_plan_by_keyboard_alone(
    enter: Enter, writer: User, partnership: Partnership
) -> None:
    page = enter(writer).new_page()
    page.goto(reverse("planning:plan", args=[partnership.slug]))
    press(page, "Start a case from this work plan", role="link")
    expect(page.get_by_role("heading", name="What comes along")).to_be_visible()
    tab_to(page, page.get_by_label("Title", exact=True))
    page.keyboard.type("Every plot on the map")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Taken over")).to_contain_text(
        "1 objective, 1 outcome with its figure"
    )
    case = Case.objects.get(partnership=partnership)
    (outcome,) = case_document(case).authored.of_kind("outcome")
    assert outcome.facts["value"] == "900"
    page.goto(reverse("planning:plan", args=[partnership.slug]))
    press(page, "Every plot on the map", role="link")
    expect(page.get_by_role("heading", name="Every plot on the map")).to_be_visible()


def test_later_figure_is_taken_over_by_keyboard_alone(
    enter: Enter, writer: User, editor: User, partnership: Partnership
) -> None:
    page = enter(writer).new_page()
    page.goto(reverse("desk:new_from_plan", args=[partnership.slug]))
    page.get_by_label("Title", exact=True).fill("Every plot on the map")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Every plot on the map")).to_be_visible()
    approved(make_indicator_of(partnership), "1240", "2015-03", by=editor)
    page.goto(reverse("desk:home"))
    press(page, "Plots mapped", role="link")
    tab_to(page, page.get_by_role("button", name="Take it over"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Figure", exact=True).first).to_have_value("1240")
    expect(page.get_by_text("The plan says")).to_have_count(0)


def make_indicator_of(partnership: Partnership) -> Any:
    return partnership.work_plans.get().indicators.get()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_a_case_begins(
    enter: Enter, writer: User, editor: User, partnership: Partnership, scheme: Any
) -> None:
    page = enter(writer, color_scheme=scheme, viewport={"width": 320, "height": 740}).new_page()
    found: dict[str, Any] = {}

    def look(name: str, address: str) -> None:
        page.goto(address, wait_until="networkidle")
        wrong = [(each["id"], each["nodes"][0]["html"]) for each in Axe().run(page).response["violations"]]
        found[name] = (wrong, page.evaluate("document.documentElement.scrollWidth > innerWidth"))

    start = reverse("desk:new_from_plan", args=[partnership.slug])
    look("ready", reverse("desk:home"))
    look("plan", reverse("planning:plan", args=[partnership.slug]))
    look("start", start)
    page.get_by_label("Title", exact=True).fill("A title")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="A title")).to_be_visible()
    approved(make_indicator_of(partnership), "1240", "2015-03", by=editor)
    case = Case.objects.get()
    look("stale", reverse("desk:home"))
    look("offer", reverse("desk:section", args=[case.uid, "outcomes"]))
    look("voices", reverse("desk:section", args=[case.uid, "voices"]))
    look("another", start)
    look("plan with a case", reverse("planning:plan", args=[partnership.slug]))
    assert {name: what for name, what in found.items() if what != ([], False)} == {}
