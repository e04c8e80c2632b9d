"""The dashboard in a real browser: on a phone, by keyboard, nothing for axe to find."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from partnerships.models import Milestone, Organisation, Partnership, Programme, WorkPlan
from peerlearn.accounts.models import User
from tests.factories import make_activity, make_case, make_partnership, make_plan, make_programme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
type Enter = Callable[..., BrowserContext]


def opened(context: BrowserContext, name: str, *args: Any) -> Page:
    page = context.new_page()
    page.goto(reverse(f"desk:{name}", args=args), wait_until="networkidle")
    return page


@pytest.fixture
def running(programme: Programme, plan: WorkPlan, association: Organisation) -> Programme:
    """A programme in which something is late, something is done, and something is told."""
    make_activity(plan=plan, starts="2015-03", status="done", officials=4)
    make_activity(plan=plan, starts="2016-02", status="planned")
    Milestone.objects.create(plan=plan, title="A map of the quarter", due="2015-05")
    over = make_partnership(programme=programme)
    Partnership.objects.filter(pk=over.pk).update(ends="2016")
    make_activity(plan=make_plan(partnership=over), status="done")
    make_case(partnership=plan.partnership, owner=association, title="A case")
    return programme


def test_table_moves_within_itself_on_a_phone_and_names_stay(
    enter: Enter, editor: User, running: Programme
) -> None:
    page = opened(enter(editor, viewport={"width": 360, "height": 740}), "programme", running.slug)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    region, name = page.locator(".follow-scroll"), page.locator("tbody th", has_text="Guarulhos")
    before = name.bounding_box()
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    assert region.evaluate("each => each.scrollLeft") > 0
    after = name.bounding_box()
    assert before and after
    assert abs(before["x"] - after["x"]) < 1


def test_period_is_chosen_by_keyboard(enter: Enter, editor: User, running: Programme) -> None:
    page = opened(enter(editor), "programme", running.slug)
    form = page.locator(".follow-period")
    form.get_by_label("From").fill("2015")
    form.get_by_label("To").fill("2015")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-lead")).to_have_text("2015")
    expect(page.locator("tbody tr", has_text="Guarulhos").locator(".follow-number").nth(1)).to_have_text("4")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing(
    colours: str, enter: Enter, editor: User, running: Programme, association: Organisation
) -> None:
    make_programme(coordinator=association)
    context = enter(editor, color_scheme=colours, viewport={"width": 320, "height": 740})
    found = {}
    for name, *args in (("programmes",), ("programme", running.slug)):
        page = opened(context, name, *args)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[name] = ([each["id"] for each in Axe().run(page).response["violations"]], wide)
        page.close()
    assert {where: what for where, what in found.items() if what != ([], False)} == {}
