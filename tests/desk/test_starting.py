"""A case started from a work plan: what comes along, what does not, and never twice unawares."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.desk.choices import Choices
from cases.desk.drafts import open_draft
from cases.desk.starting.sources import Cited, cited_in
from cases.document import Part, case_document
from cases.models import Case, Revision
from cases.revisions import SITTING, end_sittings
from partnerships.models import Activity, Document, Organisation, Partnership, PlanObjective, WorkPlan
from peerlearn.accounts.models import User
from tests.factories import (
    make_activity,
    make_case,
    make_figure,
    make_indicator,
    make_member,
    make_organisation,
    make_partnership,
    make_plan,
    make_programme,
    make_update,
)

from .pages import Page
from .plans import approved

pytestmark = pytest.mark.django_db
type LogIn = Callable[[User], Client]


@pytest.fixture
def partnership(association: Organisation) -> Partnership:
    return make_partnership(organisation=association)


@pytest.fixture
def plan(partnership: Partnership) -> WorkPlan:
    return make_plan(partnership=partnership)


def objective(plan: WorkPlan, text: str = "To map every plot", **columns: Any) -> PlanObjective:
    return PlanObjective.objects.create(plan=plan, text=text, **columns)


def post(desk: Client, partnership: Partnership, **values: Any) -> Any:
    address = reverse("desk:new_from_plan", args=[partnership.slug])
    owner = Organisation.objects.filter(memberships__isnull=False).distinct().get()
    posted = {"uid": str(uuid4()), "title": "A title", "language": "en", "owner": owner.pk, **values}
    return desk.post(address, posted)


def start(desk: Client, partnership: Partnership, **values: Any) -> Case:
    """Starts a case from the plan of a partnership that has none."""
    assert post(desk, partnership, **values).status_code == 302
    return Case.objects.get(partnership=partnership)


def parts(case: Case, kind: str) -> tuple[Part, ...]:
    return case_document(case).authored.of_kind(kind)


def words(part: Part, name: str) -> dict[str, str]:
    return {code: text.value for code, text in part.texts.get(name, {}).items()}


# What comes along


def test_objective_comes_with_its_words_and_its_link(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    named = objective(plan, "To map every plot,\nand <all> of them\n\nSoon")
    (part,) = parts(start(desk, partnership), "objective")
    assert part.facts == {"plan_objective": str(named.uid)}
    assert words(part, "text") == {"en": "<p>To map every plot, and &lt;all&gt; of them</p><p>Soon</p>"}


def test_objectives_keep_their_order(desk: Client, partnership: Partnership, plan: WorkPlan) -> None:
    for place, text in enumerate(("Second", "First")):
        objective(plan, text, position=1 - place)
    found = parts(start(desk, partnership), "objective")
    assert [words(part, "text")["en"] for part in found] == ["<p>First</p>", "<p>Second</p>"]


def test_outcome_is_made_of_an_indicator_with_its_last_approved_figure(
    desk: Client, partnership: Partnership, plan: WorkPlan, editor: User
) -> None:
    indicator = make_indicator(plan=plan, name="Gardens planted", unit="gardens")
    approved(indicator, "900", "2014", by=editor)
    approved(indicator, "1240", "2015-03", by=editor)
    make_figure(indicator=indicator, value="5000", measured_on="2016")
    (part,) = parts(start(desk, partnership), "outcome")
    assert part.facts == {"value": "1240", "indicator": str(indicator.uid), "activities": ()}
    assert (words(part, "title"), words(part, "unit")) == ({"en": "Gardens planted"}, {"en": "gardens"})


def test_figures_that_add_up_are_one_sum(
    desk: Client, partnership: Partnership, plan: WorkPlan, editor: User
) -> None:
    indicator = make_indicator(plan=plan, is_cumulative=True)
    wrong = approved(indicator, "100", "2014", by=editor)
    approved(indicator, "10", "2014", by=editor, corrects=wrong)
    approved(indicator, "2.5", "2015", by=editor)
    (part,) = parts(start(desk, partnership), "outcome")
    assert part.facts["value"] == "12.5"


def test_sum_that_no_outcome_can_hold_stays_behind(
    desk: Client, partnership: Partnership, plan: WorkPlan, editor: User
) -> None:
    indicator = make_indicator(plan=plan, is_cumulative=True)
    for _number in range(2):
        approved(indicator, "9" * 14, by=editor)
    (part,) = parts(start(desk, partnership), "outcome")
    assert part.facts["value"] is None


def test_indicator_without_an_approved_figure_is_no_outcome(
    desk: Client, partnership: Partnership, plan: WorkPlan, editor: User
) -> None:
    make_figure(indicator=make_indicator(plan=plan))
    approved(make_indicator(plan=plan, removed_at=timezone.now()), "3", by=editor)
    assert parts(start(desk, partnership), "outcome") == ()


def test_outcome_names_the_activities_of_the_one_objective(
    desk: Client, partnership: Partnership, plan: WorkPlan, editor: User
) -> None:
    only = objective(plan)
    done, planned = (make_activity(plan=plan, status=status) for status in ("done", "planned"))
    make_activity(plan=plan, status="done")
    for activity in (done, planned):
        activity.objectives.add(only)
    approved(make_indicator(plan=plan), "3", by=editor)
    case = start(desk, partnership)
    (outcome,), (carried,) = parts(case, "outcome"), parts(case, "objective")
    assert outcome.facts["activities"] == (str(done.uid),)
    threads = case_document(case).authored.threads
    assert [(t.item, t.to, t.kind) for t in threads] == [(outcome.uid, carried.uid, "serves")]


def test_outcome_names_nothing_where_the_plan_leaves_doubt(
    desk: Client, partnership: Partnership, plan: WorkPlan, editor: User
) -> None:
    activity = make_activity(plan=plan, status="done")
    activity.objectives.add(objective(plan), objective(plan, "Another"))
    approved(make_indicator(plan=plan), "3", by=editor)
    case = start(desk, partnership)
    (outcome,) = parts(case, "outcome")
    assert (outcome.facts["activities"], case_document(case).authored.threads) == ((), ())


def test_form_of_an_outcome_offers_what_was_done_first_and_nothing_cancelled(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    for title, status in (("A plan", "planned"), ("A visit", "done"), ("Off", "cancelled"), ("", "done")):
        make_activity(plan=plan, title=title, status=status, starts="2015-03")
    objective(plan, "")
    make_indicator(plan=plan, name="")
    choices = Choices(open_draft(make_case(partnership=partnership)))
    assert [label for _uid, label in choices.activities] == ["A visit · March 2015", "A plan · March 2015"]
    assert (choices.plan_objectives, choices.indicators) == ([], [])


def test_every_city_has_its_place_in_the_contexts(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    page = Page(desk, start(desk, partnership), "context")
    assert len(page.items) == 2


def test_exchanges_come_by_what_the_plan_says(desk: Client, partnership: Partnership, plan: WorkPlan) -> None:
    make_activity(plan=plan, title="A visit")
    about = case_document(start(desk, partnership)).about
    assert [activity["title"] for activity in about["plan"]["activities"]] == ["A visit"]


def test_joint_plan_of_the_programme_stays_where_it_is(
    desk: Client, association: Organisation, editor: User
) -> None:
    programme = make_programme()
    partnership = make_partnership(organisation=association, programme=programme)
    joint = WorkPlan.objects.create(programme=programme)
    objective(joint)
    approved(make_indicator(plan=joint), "3", by=editor)
    make_activity(plan=joint, source="https://joint.example/")
    case = start(desk, partnership)
    assert [part.kind for part in case_document(case).authored.parts] == ["narrative"]


def test_plan_of_others_stays_theirs(desk: Client, partnership: Partnership, editor: User) -> None:
    other = make_plan()
    objective(other)
    approved(make_indicator(plan=other), "3", by=editor)
    assert [part.kind for part in case_document(start(desk, partnership)).authored.parts] == ["narrative"]


# Sources


def document(title: str, link: str, **columns: Any) -> Document:
    return Document.objects.create(title=title, link=link, **columns)


def sources(case: Case) -> list[tuple[str, str, str]]:
    return [
        (part.facts["title"], part.facts["address"], part.facts["language"]) for part in parts(case, "source")
    ]


def test_documents_activities_and_figures_are_sources_each_once(
    desk: Client, association: Organisation, editor: User
) -> None:
    programme = make_programme()
    partnership = make_partnership(organisation=association, programme=programme)
    plan = make_plan(partnership=partnership)
    document("The study", "https://a.example/study/", partnership=partnership, language="pt")
    document("The note", "https://a.example/note", programme=programme)
    document("The series", "https://a.example/series", programme=programme)
    make_activity(plan=plan, source="Minutes of May")
    make_activity(plan=plan, title="Another", source="http://www.a.example/study")
    make_activity(plan=plan, title="Third", source="In https://a.example/note")
    make_activity(plan=plan, title="Off", status="cancelled", source="Nowhere")
    approved(make_indicator(plan=plan), "3", by=editor, source="Count of March, https://b.example/c.")
    approved(make_indicator(plan=plan, name="Trees"), "4", by=editor, source="minutes of may")
    assert sources(start(desk, partnership)) == [
        ("The study", "https://a.example/study/", "pt"),
        ("Minutes of May", "", ""),
        ("The note", "https://a.example/note", ""),
        ("Count of March", "https://b.example/c", ""),
        ("The series", "https://a.example/series", ""),
    ]


def test_document_that_is_not_public_is_no_source(
    desk: Client, association: Organisation, editor: User
) -> None:
    programme = make_programme(is_public=False)
    partnership = make_partnership(organisation=association, programme=programme)
    make_plan(partnership=partnership)
    document("Inside", "https://a.example/", partnership=partnership, is_public=False)
    document("Gone", "https://b.example/", partnership=partnership, removed_at=timezone.now())
    document("Of a hidden programme", "https://c.example/", programme=programme)
    document("Of others", "https://d.example/", partnership=make_partnership())
    assert sources(start(desk, partnership)) == []


@pytest.mark.parametrize(
    ("line", "cited"),
    [
        ("", None),
        ("Minutes", Cited("Minutes")),
        ("https://www.a.example/x?y=1", Cited("a.example", "https://www.a.example/x?y=1")),
        ("COWI (2015): https://a.example/x.", Cited("COWI (2015)", "https://a.example/x")),
        ("Minutes (https://a.example/x), p. 3", Cited("Minutes, p. 3", "https://a.example/x")),
        ("https://a.example/x_(y)", Cited("a.example", "https://a.example/x_(y)")),
        ("https://", Cited("https://")),
        ("see http://[bad", Cited("see http://[bad")),
    ],
)
def test_line_of_a_plan_is_read_as_a_source(line: str, cited: Cited | None) -> None:
    assert cited_in(line) == cited


# Another language


def test_words_stay_behind_in_another_language_and_links_come(
    desk: Client, partnership: Partnership, editor: User
) -> None:
    plan = make_plan(partnership=partnership, language="pt")
    named, indicator = objective(plan, "Mapear"), make_indicator(plan=plan, name="Hortas", unit="hortas")
    approved(indicator, "3", by=editor)
    case = start(desk, partnership)
    (aim,), (outcome,) = parts(case, "objective"), parts(case, "outcome")
    assert (aim.texts, aim.facts["plan_objective"]) == ({}, str(named.uid))
    assert (outcome.texts, outcome.facts["value"]) == ({}, "3")


def test_words_of_the_plan_stand_beside_empty_fields(
    desk: Client, partnership: Partnership, editor: User
) -> None:
    plan = make_plan(partnership=partnership, language="pt")
    objective(plan, "Mapear tudo")
    approved(make_indicator(plan=plan, name="Hortas plantadas"), "3", by=editor)
    case = start(desk, partnership)
    page = Page(desk, case, "objectives")
    assert '<q lang="pt">Mapear tudo</q>' in page.html
    assert '<q lang="pt">Hortas plantadas</q>' in Page(desk, case, "outcomes").html
    page.fill(page.items[0], text="<p>To map it all</p>").send()
    assert "<q" not in Page(desk, case, "objectives").html


def test_page_proposes_the_language_of_the_plan(desk: Client, partnership: Partnership) -> None:
    make_plan(partnership=partnership, language="pt")
    form = desk.get(reverse("desk:new_from_plan", args=[partnership.slug])).context["form"]
    assert form["language"].value() == "pt"


# Once


def test_second_start_says_that_there_is_a_case(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    case = start(desk, partnership)
    answer = post(desk, partnership)
    assert (answer.status_code, Case.objects.count()) == (409, 1)
    assert reverse("desk:case", args=[case.uid]) in answer.content.decode()


def test_another_case_is_started_on_purpose(desk: Client, partnership: Partnership, plan: WorkPlan) -> None:
    objective(plan)
    start(desk, partnership)
    shown = desk.get(reverse("desk:new_from_plan", args=[partnership.slug]))
    assert "Start another case" in shown.content.decode()
    assert post(desk, partnership, seen=shown.context["seen"]).status_code == 302
    assert [len(parts(case, "objective")) for case in Case.objects.all()] == [1, 1]


def test_case_that_came_meanwhile_is_not_one_that_was_seen(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    make_case(partnership=partnership)
    seen = desk.get(reverse("desk:new_from_plan", args=[partnership.slug])).context["seen"]
    make_case(partnership=partnership)
    assert post(desk, partnership, seen=seen).status_code == 409


def test_form_sent_twice_is_one_case_with_everything_once(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    objective(plan)
    uid = str(uuid4())
    first, second = (post(desk, partnership, uid=uid) for _time in range(2))
    assert first.url == second.url == reverse("desk:case", args=[UUID(uid)])
    assert len(parts(Case.objects.get(), "objective")) == 1


def test_case_in_the_bin_does_not_count(desk: Client, partnership: Partnership, plan: WorkPlan) -> None:
    make_case(partnership=partnership)
    Case.objects.update(removed_at=timezone.now())
    assert post(desk, partnership).status_code == 302


def test_nothing_is_left_when_it_goes_wrong(
    desk: Client, partnership: Partnership, plan: WorkPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any) -> None:
        raise RuntimeError

    objective(plan)
    document("A source", "https://a.example/", partnership=partnership)
    monkeypatch.setattr("cases.desk.starting.carrying._carry_source", fail)
    with pytest.raises(RuntimeError):
        post(desk, partnership)
    assert not Case.objects.exists()


# The page for any case


def new(desk: Client, partnership: Partnership, association: Organisation, **values: Any) -> Any:
    form = {"uid": str(uuid4()), "title": "A title", "language": "en", "owner": association.pk}
    return desk.post(reverse("desk:new"), form | {"partnership": partnership.pk, **values})


@pytest.mark.parametrize(("carries", "number"), [({"carries": "on"}, 1), ({}, 0)])
def test_partnership_chosen_gives_what_its_plan_holds_if_wanted(
    desk: Client,
    partnership: Partnership,
    plan: WorkPlan,
    association: Organisation,
    carries: dict[str, str],
    number: int,
) -> None:
    objective(plan)
    assert new(desk, partnership, association, **carries).status_code == 302
    assert len(parts(Case.objects.get(), "objective")) == number


def test_partnership_chosen_that_has_a_case_is_asked_about_once(
    desk: Client, partnership: Partnership, plan: WorkPlan, association: Organisation
) -> None:
    known = make_case(partnership=partnership, title="Known already")
    answer = new(desk, partnership, association, carries="on")
    assert (answer.status_code, Case.objects.count()) == (409, 1)
    assert reverse("desk:case", args=[known.uid]) in answer.content.decode()
    seen = answer.context["seen"]
    assert new(desk, partnership, association, carries="on", seen=seen).status_code == 302


def test_partnership_without_a_plan_is_not_asked_about(
    desk: Client, partnership: Partnership, association: Organisation
) -> None:
    make_case(partnership=partnership)
    assert new(desk, partnership, association, carries="on").status_code == 302


# What the writer is told


def test_one_message_says_what_was_taken_over(desk: Client, partnership: Partnership, editor: User) -> None:
    plan = make_plan(partnership=partnership, language="pt")
    for text in ("One", "Two"):
        objective(plan, text)
    approved(make_indicator(plan=plan), "3", by=editor, source="Minutes")
    make_activity(plan=plan)
    answer = desk.get(post(desk, partnership).url)
    assert [str(message) for message in answer.context["messages"]] == [
        "Taken over from the work plan: 2 objectives, 1 outcome with its figure, 1 source."
        " It is in Português: its words stand beside the fields, for you to write them in yours."
        " The exchanges come along by themselves."
    ]


def test_page_says_what_would_come(
    desk: Client, partnership: Partnership, plan: WorkPlan, editor: User
) -> None:
    approved(make_indicator(plan=plan, name="Gardens planted", unit="ha"), "1240", by=editor)
    shown = " ".join(
        desk.get(reverse("desk:new_from_plan", args=[partnership.slug])).content.decode().split()
    )
    assert "1 outcome with its figure" in shown
    assert "Gardens planted</span>: 1,240 <span>ha</span> (March 2015)" in shown


def test_page_asks_the_same_of_the_database_for_one_record_and_for_three(
    desk: Client, partnership: Partnership, plan: WorkPlan, editor: User
) -> None:
    address = reverse("desk:new_from_plan", args=[partnership.slug])

    def make() -> None:
        objective(plan)
        make_activity(plan=plan, source="Minutes")
        approved(make_indicator(plan=plan), "3", by=editor, source="Count")
        make_case(partnership=partnership)

    make()
    with CaptureQueriesContext(connection) as one:
        desk.get(address)
    make()
    make()
    with CaptureQueriesContext(connection) as three:
        desk.get(address)
    assert len(one) == len(three)


def test_page_of_the_plan_leads_to_the_start_then_to_the_case(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    address = reverse("planning:plan", args=[partnership.slug])
    before = desk.get(address).content.decode()
    assert reverse("desk:new_from_plan", args=[partnership.slug]) in before
    assert "Start a case from this work plan" in before
    case = start(desk, partnership, title="What we learnt")
    after = desk.get(address).content.decode()
    assert f'<a href="{reverse("desk:case", args=[case.uid])}">What we learnt</a>' in after
    assert "Start a case from this work plan" not in after


def test_on_behalf_of_an_organisation_that_takes_part(
    desk: Client, writer: User, partnership: Partnership, association: Organisation, logged_in: LogIn
) -> None:
    person = make_member(organisation=make_organisation(name="A first one"))
    person.memberships.create(organisation=association, role="contributor")
    form = logged_in(person).get(reverse("desk:new_from_plan", args=[partnership.slug])).context["form"]
    assert form["owner"].value() == association.pk


def test_start_is_kept_as_a_revision(
    desk: Client, partnership: Partnership, plan: WorkPlan, writer: User
) -> None:
    objective(plan)
    case = start(desk, partnership)
    end_sittings(now=timezone.now() + SITTING + timedelta(minutes=1))
    kept = Revision.objects.get(case=case)
    assert (kept.author, [part["kind"] for part in kept.authored["parts"]]) == (
        writer,
        ["narrative", "objective"],
    )


# People


def test_who_was_there_stands_with_the_voices(
    desk: Client, partnership: Partnership, plan: WorkPlan, writer: User
) -> None:
    make_update(partnership=partnership, author=writer, people="Both mayors")
    make_update(partnership=partnership, author=writer, people="Gone", removed_at=timezone.now())
    make_update(partnership=make_partnership(), author=writer, people="Somebody else")
    case = start(desk, partnership)
    page = Page(desk, case, "voices").html
    assert [name in page for name in ("Both mayors", "Gone", "Somebody else")] == [True, False, False]
    assert parts(case, "voice") == ()


def test_activity_that_is_named_stays_to_choose_when_it_was_cancelled(
    desk: Client, partnership: Partnership, plan: WorkPlan, editor: User
) -> None:
    activity = make_activity(plan=plan, status="done")
    activity.objectives.add(objective(plan))
    approved(make_indicator(plan=plan), "3", by=editor)
    case = start(desk, partnership)
    Activity.objects.update(status="cancelled")
    assert [uid for uid, _label in Choices(open_draft(case)).activities] == [str(activity.uid)]


def test_value_is_kept_as_precise_as_it_was_measured(
    desk: Client, partnership: Partnership, plan: WorkPlan, editor: User
) -> None:
    approved(make_indicator(plan=plan), "0.0625", by=editor)
    (part,) = parts(start(desk, partnership), "outcome")
    assert Decimal(part.facts["value"]) == Decimal("0.0625")
