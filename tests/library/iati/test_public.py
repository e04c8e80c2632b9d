"""Who gets a file: of public programmes that somebody reports, with nothing in it that the public may not see."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pghistory.models import Event

from cases.models import Case
from partnerships.models import (
    Activity,
    Contribution,
    Document,
    Indicator,
    Measurement,
    Organisation,
    Partnership,
    PlanObjective,
    Programme,
)
from tests.factories import (
    make_administrator,
    make_case,
    make_figure,
    make_indicator,
    make_organisation,
    make_plan,
    make_programme,
    publish_case,
)

from .conftest import a_pair, a_plan, approved, file_of, named, with_everything

SECRET = "ondjiva"
MOST_QUERIES = 24
NOW = timezone.now()


def hidden_pair(programme: Programme, pair: Partnership) -> object:
    """A partnership that is not public, with all that it has."""
    secret = a_pair(programme, 9, is_public=False)
    a_plan(partnership=secret)
    PlanObjective.objects.update(text=SECRET)
    Indicator.objects.update(name=SECRET)
    Document.objects.create(partnership=secret, title=SECRET, link=f"https://{SECRET}.example/")
    secret.supporters.add(make_organisation(name=SECRET))
    giver = make_organisation(name=SECRET)
    return Contribution.objects.create(partnership=secret, organisation=giver, amount=5, currency="EUR")


def figure(state: str, **columns: Any) -> Callable[[Programme, Partnership], object]:
    def secret(programme: Programme, pair: Partnership) -> object:
        indicator = make_indicator(plan=make_plan(partnership=pair))
        return make_figure(indicator=indicator, value="4711", state=state, source=SECRET, **columns)

    return secret


def replaced(programme: Programme, pair: Partnership) -> object:
    indicator = make_indicator(plan=make_plan(partnership=pair))
    wrong = approved(indicator, "4711", "2014", source=SECRET)
    return approved(indicator, "12", "2014", corrects=wrong)


def figures_of_a_removed_indicator(programme: Programme, pair: Partnership) -> object:
    indicator = make_indicator(plan=make_plan(partnership=pair), name=SECRET, removed_at=NOW)
    return approved(indicator, "4711", "2014", source=SECRET)


HIDDEN: dict[str, Callable[[Programme, Partnership], object]] = {
    "a partnership": hidden_pair,
    "a figure that waits": figure("pending"),
    "a figure that was returned": figure("returned"),
    "a figure in the bin": figure("pending", removed_at=NOW),
    "a figure that was corrected": replaced,
    "an indicator in the bin": figures_of_a_removed_indicator,
    "an objective in the bin": lambda programme, pair: PlanObjective.objects.create(
        plan=make_plan(partnership=pair), text=SECRET, removed_at=NOW
    ),
    "a document that is not public": lambda programme, pair: Document.objects.create(
        partnership=pair, title=SECRET, link=f"https://{SECRET}.example/", is_public=False
    ),
    "a document in the bin": lambda programme, pair: Document.objects.create(
        programme=programme, title=SECRET, link=f"https://{SECRET}.example/", removed_at=NOW
    ),
    "a contribution in the bin": lambda programme, pair: Contribution.objects.create(
        partnership=pair,
        organisation=make_organisation(name=SECRET),
        amount=5,
        currency="EUR",
        removed_at=NOW,
    ),
    "a case at work": lambda programme, pair: make_case(partnership=pair, title=SECRET, sdgs=(5,)),
    "a programme before it": lambda programme, pair: Programme.objects.filter(pk=programme.pk).update(
        predecessor=named(
            make_programme(is_public=False, coordinator=Organisation.objects.get(slug="network")), SECRET
        )
    ),
}


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN.keys())
def test_nothing_is_told_of(
    client: Client, programme: Programme, hide: Callable[[Programme, Partnership], object]
) -> None:
    hide(programme, a_pair(programme))
    file = file_of(client, programme).decode()
    assert [word for word in (SECRET, "4711", "pair-9", "Alpha 9", 'code="5"') if word in file] == []


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN.keys())
def test_the_same_unhidden_is_told(
    client: Client, programme: Programme, hide: Callable[[Programme, Partnership], object]
) -> None:
    """Or else the test above could not fail."""
    hide(programme, a_pair(programme))
    for model in (Partnership, Document, Programme):
        model._default_manager.update(is_public=True)
    for kept in (Indicator, PlanObjective, Document, Contribution):
        kept.objects.update(removed_at=None)
    Measurement.objects.filter(state__in=["pending", "returned"]).update(
        state="approved", removed_at=None, decided_at=NOW, decided_by=make_administrator()
    )
    for case in Case.objects.filter(partnership__programme=programme):
        publish_case(case)
    file = file_of(client, programme).decode()
    told = [word for word in (SECRET, "4711", "pair-9", 'code="5"') if word in file]
    assert (told != []) is (hide is not replaced)


def test_a_programme_that_is_not_public_has_no_file(client: Client, programme: Programme) -> None:
    file_of(client, programme)
    Programme.objects.update(is_public=False)
    assert client.get("/en/programmes/exchange/iati.xml").status_code == 404


@pytest.mark.parametrize(
    "lose",
    [
        lambda: Organisation.objects.update(iati_identifier=""),
        lambda: Programme.objects.update(starts="", ends="2014"),
    ],
    ids=["who reports", "start"],
)
def test_a_programme_that_lacks_what_iati_asks_for_has_no_file_and_no_link(
    client: Client, programme: Programme, lose: Callable[[], object]
) -> None:
    page = client.get("/en/programmes/exchange/").content.decode()
    assert page.count('href="/en/programmes/exchange/iati.xml"') == 2
    lose()
    answer = client.get("/en/programmes/exchange/iati.xml")
    assert (answer.status_code, "There is no such page" in answer.content.decode()) == (404, True)
    assert "iati.xml" not in client.get("/en/programmes/exchange/").content.decode()


def test_a_file_can_be_cached_and_read_by_anyone(client: Client, programme: Programme) -> None:
    answer = client.get("/en/programmes/exchange/iati.xml")
    assert (answer["Content-Type"], answer["Access-Control-Allow-Origin"], answer["X-Robots-Tag"]) == (
        "application/xml; charset=utf-8",
        "*",
        "noindex",
    )
    assert (answer.cookies.output(), answer["Cache-Control"]) == ("", "public, max-age=0, s-maxage=60")
    again = client.get("/en/programmes/exchange/iati.xml", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert client.post("/en/programmes/exchange/iati.xml").status_code == 405


def test_a_file_asks_as_much_with_five_partnerships_as_with_two(client: Client, programme: Programme) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            file_of(client, programme)
        return len(captured)

    with_everything(programme)
    for number in (3, 4, 5):
        publish_case(make_case(partnership=a_pair(programme, number)))
    file_of(client, programme)
    with_five = asked()
    Partnership.objects.exclude(slug__in=["pair-1", "pair-2"]).update(is_public=False)
    assert (asked(), with_five) == (MOST_QUERIES, MOST_QUERIES)


# -- when it was changed


@pytest.fixture
def earlier(programme: Programme, told: Callable[[Programme], dict[str, Element]]) -> dict[str, str]:
    """A programme last changed long ago, and when its activities say that they were."""
    with_everything(programme)
    make_figure(indicator=Indicator.objects.filter(plan__partnership__slug="pair-1")[0], value="5")
    with connection.cursor() as cursor:
        for model in Event.__subclasses__():
            if model._meta.app_label == "partnerships":
                table = model._meta.db_table
                cursor.execute(f"UPDATE {table} SET pgh_created_at = now() - interval '1 year'")
        cursor.execute("UPDATE cases_listing SET published_at = now() - interval '1 year'")
    return updates(told(programme))


def updates(found: dict[str, Element]) -> dict[str, str]:
    return {name: str(each.get("last-updated-datetime")) for name, each in found.items()}


MOVES: dict[str, tuple[Callable[[], object], set[str]]] = {
    "a programme renamed": (
        lambda: Programme.objects.filter(slug="exchange").update(name={"en": "New"}),
        {"exchange", "partnership.pair-1", "partnership.pair-2"},
    ),
    "a figure approved": (
        lambda: approved(Indicator.objects.filter(plan__partnership__slug="pair-1")[0], "1", "2015"),
        {"exchange", "partnership.pair-1"},
    ),
    "a figure that waits": (
        lambda: make_figure(indicator=Indicator.objects.filter(plan__partnership__slug="pair-1")[0]),
        set(),
    ),
    "an activity": (
        lambda: Activity.objects.filter(plan__partnership__slug="pair-1").update(starts="2013-01"),
        {"exchange", "partnership.pair-1"},
    ),
    "an organisation renamed": (
        lambda: Organisation.objects.filter(slug="funder").update(name={"en": "Bank"}),
        {"exchange", "partnership.pair-1", "partnership.pair-2"},
    ),
    "a case published": (
        lambda: publish_case(make_case(partnership=Partnership.objects.get(slug="pair-2"))),
        {"exchange", "partnership.pair-2"},
    ),
}


@pytest.mark.parametrize(("change", "moved"), MOVES.values(), ids=MOVES.keys())
def test_an_activity_says_when_it_was_changed(
    programme: Programme,
    told: Callable[[Programme], dict[str, Element]],
    earlier: dict[str, str],
    change: Callable[[], object],
    moved: set[str],
) -> None:
    change()
    programme.refresh_from_db()
    now = updates(told(programme))
    assert {name for name, at in now.items() if at != earlier[name]} == moved


def test_a_day_that_something_planned_begins_on_is_a_change(
    programme: Programme, told: Callable[[Programme], dict[str, Element]], earlier: dict[str, str]
) -> None:
    today = timezone.localdate()
    Partnership.objects.filter(slug="pair-1").update(
        starts=str(today - timedelta(days=9)), ends=str(today - timedelta(days=1))
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partnerships_partnershipevent SET pgh_created_at = now() - interval '1 year'")
    assert updates(told(programme))["partnership.pair-1"][:10] == str(today)
