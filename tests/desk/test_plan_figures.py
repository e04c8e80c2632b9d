"""Figures that were approved after the case was written: offered, taken over or left, never forced."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.desk.past.bin import remove_item
from cases.desk.tending.staleness import what_became_stale
from cases.document import Part, Written, case_document, published_document
from cases.models import Case, Outcome
from partnerships.models import Indicator, Organisation, Partnership
from peerlearn.accounts.models import User
from tests.factories import make_case, make_figure, make_indicator, make_partnership, make_plan, publish_case

from .pages import Page, Sheet
from .plans import approved

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership(association: Organisation) -> Partnership:
    return make_partnership(organisation=association)


@pytest.fixture
def indicator(partnership: Partnership) -> Indicator:
    return make_indicator(plan=make_plan(partnership=partnership), unit="gardens")


@pytest.fixture
def told(indicator: Indicator, partnership: Partnership, association: Organisation) -> Case:
    """A case that tells 900 of the indicator."""
    return telling(indicator, partnership, association, "900")


def telling(indicator: Indicator, partnership: Partnership, owner: Organisation, value: str | None) -> Case:
    facts = {"value": value, "indicator": str(indicator.uid), "activities": ()}
    texts = {"title": {"en": Written("Gardens planted")}}
    return make_case(
        partnership=partnership, owner=owner, title="A title", parts=(Part(uuid4(), "outcome", facts, texts),)
    )


def outcome(case: Case) -> Part:
    (part,) = case_document(case).authored.of_kind("outcome")
    return part


def offers(user: User) -> list[tuple[str, str, str]]:
    """What the first page of the desk says."""
    found = what_became_stale(user, now=timezone.now())
    return [(each.title, offer.title, offer.said) for each in found for offer in each.figures]


def buttons(page: Page) -> dict[str, str]:
    """The commands of the offer on a page, by their first word."""
    parts = page.html.split('name="do" value="')
    found = [part.partition('"')[0] for part in parts[1:]]
    return {value.partition(":")[0]: value for value in found if value.startswith(("take:", "keep:"))}


def test_figure_approved_later_is_offered(
    told: Case, indicator: Indicator, desk: Client, writer: User, editor: User
) -> None:
    assert (offers(writer), buttons(Page(desk, told, "outcomes"))) == ([], {})
    approved(indicator, "1240", "2015-03", by=editor)
    said = "The plan says 1,240 gardens since March 2015; the case says 900."
    assert offers(writer) == [("A title", "Gardens planted", said)]
    page = Page(desk, told, "outcomes")
    assert said in page.html
    assert set(buttons(page)) == {"take", "keep"}


def test_figure_that_waits_is_not_offered(told: Case, indicator: Indicator, writer: User) -> None:
    make_figure(indicator=indicator, value="1240")
    assert offers(writer) == []


def test_figure_that_the_case_tells_already_is_not_offered(
    told: Case, indicator: Indicator, writer: User, editor: User
) -> None:
    approved(indicator, "900.0", by=editor)
    assert offers(writer) == []


def test_figure_of_an_indicator_in_the_bin_is_not_offered(
    told: Case, indicator: Indicator, writer: User, editor: User
) -> None:
    approved(indicator, "1240", by=editor)
    Indicator.objects.update(removed_at=timezone.now())
    assert offers(writer) == []


def test_outcome_in_the_bin_is_offered_nothing(
    told: Case, indicator: Indicator, writer: User, editor: User
) -> None:
    approved(indicator, "1240", by=editor)
    remove_item(told, outcome(told).uid, by=writer)
    assert offers(writer) == []


def test_correction_takes_the_place_of_what_it_corrects(
    told: Case, indicator: Indicator, writer: User, editor: User
) -> None:
    wrong = approved(indicator, "12400", "2015-03", by=editor)
    approved(indicator, "1240", "2015-03", by=editor, corrects=wrong)
    assert [said for _case, _title, said in offers(writer)] == [
        "The plan says 1,240 gardens since March 2015; the case says 900."
    ]


def test_case_without_a_figure_is_offered_one(
    indicator: Indicator, partnership: Partnership, association: Organisation, writer: User, editor: User
) -> None:
    telling(indicator, partnership, association, None)
    approved(indicator, "1240", "2015-03", by=editor)
    assert [said for _case, _title, said in offers(writer)] == [
        "The plan says 1,240 gardens since March 2015; the case names no figure."
    ]


def test_take_over_writes_the_figure_of_the_plan(
    told: Case, indicator: Indicator, desk: Client, writer: User, editor: User
) -> None:
    approved(indicator, "1240", by=editor)
    page = Page(desk, told, "outcomes")
    answer = page.send(buttons(page)["take"])
    assert answer.url.endswith(f"#item-{outcome(told).uid}")
    assert (outcome(told).facts["value"], offers(writer)) == ("1240", [])


def test_take_over_fills_in_a_unit_that_is_missing_and_no_other(
    told: Case, indicator: Indicator, desk: Client, editor: User
) -> None:
    approved(indicator, "1240", "2015", by=editor)
    page = Page(desk, told, "outcomes")
    page.send(buttons(page)["take"])
    assert outcome(told).text("unit", "en") == Written("gardens")
    approved(indicator, "1300", "2016", by=editor)
    page = Page(desk, told, "outcomes").fill(outcome(told).uid, unit="small gardens")
    page.send(buttons(page)["take"])
    assert (outcome(told).text("unit", "en"), outcome(told).facts["value"]) == (
        Written("small gardens"),
        "1300",
    )


def test_take_over_reads_thousandths_in_every_language(
    told: Case, indicator: Indicator, desk: Client, editor: User
) -> None:
    approved(indicator, "12.345", by=editor)
    page = Page(desk, told, "outcomes")
    page.address = page.address.replace("/en/", "/pt/")
    page.send(buttons(page)["take"])
    assert outcome(told).facts["value"] == "12.345"


def test_take_over_keeps_what_was_typed_beside_it(
    told: Case, indicator: Indicator, desk: Client, editor: User
) -> None:
    approved(indicator, "1240", by=editor)
    page = Page(desk, told, "outcomes")
    page.fill(page.items[0], title="More gardens").send(buttons(page)["take"])
    assert (outcome(told).text("title", "en"), outcome(told).facts["value"]) == (
        Written("More gardens"),
        "1240",
    )


def test_take_over_asks_when_somebody_else_wrote_another_figure(
    told: Case, indicator: Indicator, desk: Client, editor: User
) -> None:
    approved(indicator, "1240", by=editor)
    mine, theirs = Page(desk, told, "outcomes"), Page(desk, told, "outcomes")
    theirs.fill(theirs.items[0], value="1000").send()
    answer = mine.send(buttons(mine)["take"])
    assert (answer.status_code, outcome(told).facts["value"]) == (409, "1000")
    again = Sheet(desk, mine.address, answer)
    (conflict,) = answer.context["form"].items[0].conflicts.values()
    again.values[f"{mine.items[0]}-value-choice"] = [conflict.mark]
    assert again.send().status_code == 302
    assert outcome(told).facts["value"] == "1240"


def test_take_over_looks_again_when_the_plan_has_another_figure_by_now(
    told: Case, indicator: Indicator, desk: Client, editor: User
) -> None:
    approved(indicator, "1240", "2015", by=editor)
    page = Page(desk, told, "outcomes")
    approved(indicator, "1300", "2016", by=editor)
    answer = desk.get(page.send(buttons(page)["take"]).url)
    assert outcome(told).facts["value"] == "900"
    assert "The work plan has another figure by now." in answer.content.decode()


def test_keep_ours_is_silent_until_the_next_figure(
    told: Case, indicator: Indicator, desk: Client, writer: User, editor: User
) -> None:
    approved(indicator, "1240", "2015", by=editor)
    page = Page(desk, told, "outcomes")
    page.send(buttons(page)["keep"])
    assert (outcome(told).facts["value"], offers(writer)) == ("900", [])
    assert buttons(Page(desk, told, "outcomes")) == {}
    approved(indicator, "1300", "2016", by=editor)
    assert len(offers(writer)) == 1


def test_keep_ours_says_nothing_of_a_figure_that_came_meanwhile(
    told: Case, indicator: Indicator, desk: Client, writer: User, editor: User
) -> None:
    approved(indicator, "1240", "2015", by=editor)
    page = Page(desk, told, "outcomes")
    approved(indicator, "1300", "2016", by=editor)
    page.send(buttons(page)["keep"])
    assert len(offers(writer)) == 1


def test_keep_ours_is_no_change_of_the_case(
    told: Case, indicator: Indicator, desk: Client, editor: User
) -> None:
    approved(indicator, "1240", by=editor)
    before = case_document(told).authored.digest()
    page = Page(desk, told, "outcomes")
    page.send(buttons(page)["keep"])
    assert case_document(told).authored.digest() == before


@pytest.mark.parametrize("command", ["take", "keep"])
def test_offer_reaches_no_outcome_of_another_case(
    command: str, told: Case, indicator: Indicator, desk: Client, editor: User, association: Organisation
) -> None:
    approved(indicator, "1240", by=editor)
    page = Page(desk, told, "outcomes")
    other = make_case(owner=association, partnership=make_partnership(organisation=association))
    elsewhere = Page(desk, other, "outcomes")
    elsewhere.send(buttons(page)[command])
    assert Outcome.objects.values_list("value", "figure_seen").get(case=told) == (Decimal(900), "")


@pytest.mark.parametrize("command", ["take", "take:", "take:x:y", "keep:x", f"take:{UUID(int=0)}:", "keep::"])
def test_command_that_makes_no_sense_saves_what_was_typed(command: str, told: Case, desk: Client) -> None:
    page = Page(desk, told, "outcomes")
    assert page.fill(page.items[0], title="Typed").send(command).status_code == 302
    assert outcome(told).text("title", "en") == Written("Typed")


def test_edition_keeps_its_figure(told: Case, indicator: Indicator, desk: Client, editor: User) -> None:
    edition = publish_case(told)
    approved(indicator, "1240", by=editor)
    page = Page(desk, told, "outcomes")
    page.send(buttons(page)["take"])
    edition.refresh_from_db()
    (part,) = published_document(edition).authored.of_kind("outcome")
    assert (part.facts["value"], outcome(told).facts["value"]) == ("900", "1240")


def test_offers_to_cases_of_others_are_not_shown(indicator: Indicator, writer: User, editor: User) -> None:
    other = make_partnership()
    foreign = make_indicator(plan=make_plan(partnership=other))
    case: Any = telling(foreign, other, make_case().owner, "900")
    approved(foreign, "1240", by=editor)
    assert (offers(writer), Outcome.objects.filter(case=case).count()) == ([], 1)


def test_section_asks_the_same_of_the_database_for_one_offer_and_for_three(
    indicator: Indicator, partnership: Partnership, association: Organisation, desk: Client, editor: User
) -> None:
    counts = []
    for number in (1, 3):
        made = [make_indicator(plan=indicator.plan, name=f"Trees {place}") for place in range(number)]
        facts = [{"value": "1", "indicator": str(each.uid), "activities": ()} for each in made]
        parts = tuple(Part(uuid4(), "outcome", each) for each in facts)
        case = make_case(partnership=partnership, owner=association, parts=parts)
        for each in made:
            approved(each, "2", by=editor)
        with CaptureQueriesContext(connection) as captured:
            desk.get(reverse("desk:section", args=[case.uid, "outcomes"]))
        counts.append(len(captured))
    assert counts[0] == counts[1]
