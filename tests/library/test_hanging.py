"""How a partnership hangs together: what the picture and the list tie, where chains end, what nobody may see."""

import re
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Browser

from cases.document import Part, Written, apply_document, case_document
from cases.document.values import Thread
from cases.library.exploring import chains
from cases.library.exploring.chains import Entry, Hanging
from cases.library.exploring.frames import PartnershipPage
from cases.models import Case
from cases.workflow import redact, withdraw
from partnerships.models import Activity, Partnership, PlanObjective, WorkPlan
from peerlearn import kept
from tests.factories import (
    make_activity,
    make_administrator,
    make_case,
    make_city,
    make_lesson,
    make_partnership,
    make_plan,
    make_update,
    publish_case,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> WorkPlan:
    cities = (make_city(slug="maputo", name="Maputo"), make_city(slug="nampula", name="Nampula"))
    return make_plan(partnership=make_partnership(cities=cities))


def aim(plan: WorkPlan, text: str = "Safer slopes", **columns: Any) -> PlanObjective:
    return PlanObjective.objects.create(plan=plan, text=text, **columns)


def visit(plan: WorkPlan, *aims: PlanObjective, **columns: Any) -> Activity:
    activity = make_activity(plan=plan, **({"status": "done"} | columns))
    activity.objectives.set(aims)
    return activity


def outcome(*activities: Activity, title: str = "Fewer floods") -> Part:
    facts = {"value": "12", "indicator": None, "activities": tuple(str(each.uid) for each in activities)}
    texts = {"title": {"en": Written(title)}, "unit": {"en": Written("gardens")}}
    return Part(uuid4(), "outcome", facts, texts)


def told(plan: WorkPlan, *parts: Part, ties: tuple[Thread, ...] = ()) -> Case:
    """A published case of the partnership with these parts and threads."""
    assert plan.partnership
    case = make_case(partnership=plan.partnership, parts=parts, threads=ties)
    publish_case(case)
    return case


def hanging(plan: WorkPlan) -> Hanging | None:
    partnership = Partnership.objects.with_cities().get(work_plans=plan)
    return PartnershipPage(partnership).hanging


def words(plan: WorkPlan) -> list[Any]:
    """The list in words, nested."""
    found = hanging(plan)
    return _words(found.entries) if found else []


def _words(entries: list[Entry]) -> list[Any]:
    return [
        [f"{entry.step.words}{' (again)' if entry.again else ''}", *_words(entry.entries)]
        for entry in entries
    ]


def shown(client: Client, plan: WorkPlan) -> str:
    assert plan.partnership
    return client.get(f"/en/partnerships/{plan.partnership.slug}/").content.decode()


def test_chain_leads_from_objective_to_lesson(plan: WorkPlan) -> None:
    came, lesson = outcome(visit(plan, aim(plan), title="A week")), make_lesson(title="Ask first")
    told(plan, came, lesson, ties=(Thread(lesson.uid, came.uid, "shown_by"),))
    assert words(plan) == [["Safer slopes", ["A week", ["Fewer floods", ["Ask first"]]]]]


def test_every_node_is_a_link_to_what_is_there(client: Client, plan: WorkPlan) -> None:
    objective = aim(plan)
    activity = visit(plan, objective)
    came, lesson = outcome(activity), make_lesson()
    case = told(plan, came, lesson, ties=(Thread(lesson.uid, came.uid, "shown_by"),))
    page = shown(client, plan)
    drawing = page[page.index('class="drawing chains"') :]
    links = re.findall(r'<a href="([^"]+)"', drawing[: drawing.index("</svg>")])
    case_address = f"/en/cases/{case.slug}/"
    anchor = f"outcome-{str(came.uid)[:8]}"
    assert links == [
        f"#objective-{str(objective.uid)[:8]}",
        f"#activity-{str(activity.uid)[:8]}",
        f"{case_address}#{anchor}",
        f"/en/lessons/{lesson.uid}/",
    ]
    assert (f'id="{links[0][1:]}"' in page, f'id="{links[1][1:]}"' in page) == (True, True)
    assert f'id="{anchor}"' in client.get(case_address).content.decode()
    assert client.get(links[3]).status_code == 200


@pytest.mark.parametrize(
    ("status", "ends"), [("done", [["No outcome yet"]]), ("planned", [["No outcome yet"]]), ("cancelled", [])]
)
def test_activity_without_an_outcome_says_so_unless_it_was_cancelled(
    plan: WorkPlan, status: str, ends: list[Any]
) -> None:
    visit(plan, aim(plan), title="A week", status=status)
    assert words(plan) == [["Safer slopes", ["A week", *ends]]]


def test_chain_says_where_it_ends(plan: WorkPlan) -> None:
    aim(plan, "Nothing yet", position=2)
    told(plan, outcome(visit(plan, aim(plan), title="A week")))
    assert words(plan) == [
        ["Safer slopes", ["A week", ["Fewer floods", ["No lesson yet"]]]],
        ["Nothing yet", ["No activity yet"]],
    ]


def test_what_nothing_leads_to_stands_behind_a_gap(plan: WorkPlan) -> None:
    visit(plan, title="A week")
    told(plan, outcome(title="Fewer floods"), make_lesson(title="Ask first"))
    assert words(plan) == [
        ["No objective is named", ["A week", ["No outcome yet"]]],
        ["No activity is named", ["Fewer floods", ["No lesson yet"]]],
        ["No outcome is named", ["Ask first"]],
    ]


def test_outcome_hangs_on_the_objective_of_the_plan_that_its_case_names(plan: WorkPlan) -> None:
    objective, came = aim(plan), outcome(title="Fewer floods")
    served = Part(
        uuid4(),
        "objective",
        {"plan_objective": str(objective.uid)},
        {"text": {"en": Written("<p>Slopes</p>")}},
    )
    told(plan, served, came, ties=(Thread(came.uid, served.uid, "serves"),))
    assert words(plan) == [["Safer slopes", ["No activity is named", ["Fewer floods", ["No lesson yet"]]]]]


def test_what_follows_from_two_is_told_once(plan: WorkPlan) -> None:
    objective = aim(plan)
    first, second = (
        visit(plan, objective, title="A", starts="2013"),
        visit(plan, objective, title="B", starts="2014"),
    )
    told(plan, outcome(first, second))
    assert words(plan) == [
        ["Safer slopes", ["A", ["Fewer floods", ["No lesson yet"]]], ["B", ["Fewer floods (again)"]]]
    ]


def test_activity_is_drawn_in_the_colour_of_its_host(client: Client, plan: WorkPlan) -> None:
    assert plan.partnership
    visit(plan, host=plan.partnership.cities.get(slug="nampula"), starts="2013-05", title="A week")
    assert re.findall(r'class="(edge pair-\d)"', shown(client, plan)) == ["edge pair-2"]
    assert "May 2013, Nampula" in shown(client, plan)


def test_partnership_without_a_plan_has_no_picture(client: Client, plan: WorkPlan) -> None:
    told(plan, outcome())
    assert hanging(plan) is None
    assert "What hangs together" not in shown(client, plan)


def test_picture_has_room_for_a_number_and_says_what_is_left_out(
    client: Client, plan: WorkPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chains, "MOST", 3)
    objective = aim(plan)
    for number in range(4):
        visit(plan, objective, title=f"Week {number}", starts=f"201{number}")
    assert words(plan) == [["Safer slopes", ["Week 0", ["No outcome yet"]], ["Week 1", ["No outcome yet"]]]]
    assert "2 more have no room here." in shown(client, plan)


def test_words_of_another_language_say_so(client: Client, plan: WorkPlan) -> None:
    WorkPlan.objects.filter(pk=plan.pk).update(language="pt")
    objective = aim(plan, "Encostas seguras")
    href = f"#objective-{str(objective.uid)[:8]}"
    assert shown(client, plan).count(f'<a href="{href}" lang="pt">') == 2


# -- what nobody may see


def test_what_lies_in_the_bin_is_not_shown(client: Client, plan: WorkPlan) -> None:
    objective = aim(plan, "Gone objective", removed_at=timezone.now())
    visit(plan, objective, title="Kept week")
    visit(plan, title="Gone week", removed_at=timezone.now())
    page = shown(client, plan)
    assert ("Kept week" in page, "Gone week" in page, "Gone objective" in page) == (True, False, False)


def test_draft_of_an_outcome_is_not_shown(client: Client, plan: WorkPlan) -> None:
    activity = visit(plan, aim(plan))
    case = told(plan, outcome(activity, title="Published words"))
    document = case_document(case).authored
    apply_document(
        case,
        type(document)(**{**vars(document), "parts": (*document.parts, outcome(activity, title="Draft"))}),
    )
    page = shown(client, plan)
    assert ("Published words" in page, "Draft" in page) == (True, False)


def test_case_that_is_not_published_is_not_shown(client: Client, plan: WorkPlan) -> None:
    activity = visit(plan, aim(plan))
    make_case(partnership=plan.partnership, parts=(outcome(activity, title="Nobody knows"),))
    assert "Nobody knows" not in shown(client, plan)


def test_redacted_outcome_leaves_the_picture(client: Client, plan: WorkPlan) -> None:
    came, lesson = outcome(visit(plan, aim(plan)), title="Says too much"), make_lesson(title="Ask first")
    case = told(plan, came, lesson, ties=(Thread(lesson.uid, came.uid, "shown_by"),))
    assert "Says too much" in shown(client, plan)
    redact(case, came.uid, by=None, reason="asked for")
    page = shown(client, plan)
    assert ("Says too much" in page, "Ask first" in page) == (False, True)


def test_withdrawn_case_leaves_the_picture(client: Client, plan: WorkPlan) -> None:
    case = told(plan, outcome(visit(plan, aim(plan)), title="Gone again"))
    assert "Gone again" in shown(client, plan)
    withdraw(case, by=make_administrator(), reason="")
    assert "Gone again" not in shown(client, plan)


def test_picture_asks_as_much_for_three_as_for_one(client: Client, plan: WorkPlan) -> None:
    def more() -> None:
        told(plan, outcome(visit(plan, aim(plan))), make_lesson())

    def queries() -> int:
        kept.forget()
        shown(client, plan)  # the index follows what was published
        kept.forget()
        with CaptureQueriesContext(connection) as asked:
            shown(client, plan)
        return len(asked)

    more()
    one = queries()
    for _time in range(2):
        more()
    assert queries() == one


# -- in a browser


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme", "is_drawn"), [(1280, "dark", True), (360, "light", False)])
def test_drawing_is_for_a_wide_page_and_the_list_for_a_phone(
    browser: Browser, live_server: Any, plan: WorkPlan, width: int, scheme: Any, is_drawn: bool
) -> None:
    assert plan.partnership
    came, lesson = outcome(visit(plan, aim(plan))), make_lesson(title="Ask first", cities=("maputo",))
    told(plan, came, lesson, ties=(Thread(lesson.uid, came.uid, "shown_by"),))
    make_update(partnership=plan.partnership, author=make_administrator(), is_public=True)
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.goto(f"{live_server.url}/en/partnerships/{plan.partnership.slug}/")
    listed = page.locator(".hanging-told a", has_text="Ask first")
    assert (page.locator("svg.chains").is_visible(), listed.is_visible()) == (is_drawn, not is_drawn)
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    (page.locator("svg.chains a").last if is_drawn else listed).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ask first"
