"""What was learnt: the overview of a theme, both sides of a city and of a partnership."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases.document import Part, Thread, Written
from cases.library.exploring import learning
from cases.models import ListingChallenge
from peerlearn import kept
from tests.factories import make_case, make_city, make_lesson, make_partnership, make_theme, publish_case

pytestmark = pytest.mark.django_db


def challenge(title: str, themes: tuple[str, ...] = ()) -> Part:
    return Part(uuid4(), "challenge", {"themes": themes}, {"title": {"en": Written(title)}})


def titles(stretches: list[learning.Stretch]) -> dict[str, list[str]]:
    return {stretch.anchor: [card.title.plain for card in stretch.lessons] for stretch in stretches}


@pytest.fixture
def pair() -> dict[str, Any]:
    """A published case of two cities, each of which learnt something, and both one thing."""
    theme = make_theme(slug="waste", name="Waste")
    one, two = make_city(slug="one", name="One", country="BR"), make_city(slug="two", name="Two")
    partnership = make_partnership(cities=(one, two))
    answered, alone = challenge("Answered"), challenge("Too little money")
    lessons = (
        make_lesson(title="Sort first", themes=("waste",), cities=("one",)),
        make_lesson(title="Not by force", themes=("waste",), cities=("two",), lesson_kind="did_not_work"),
        make_lesson(
            title="A mayor who cares", themes=("waste",), cities=("one", "two"), lesson_kind="condition"
        ),
    )
    case = make_case(
        slug="case",
        title="Clean streets",
        partnership=partnership,
        parts=(answered, alone, *lessons),
        themes=(theme.slug,),
        threads=(Thread(lessons[0].uid, answered.uid, "answers"),),
    )
    edition = publish_case(case)
    return {"case": case, "partnership": partnership, "edition": edition, "alone": alone}


@pytest.mark.usefixtures("pair")
def test_theme_tells_lessons_by_kind(client: Client) -> None:
    overview = client.get("/en/themes/waste/").context["overview"]
    assert titles(overview.stretches) == {
        "worked": ["Sort first"],
        "did-not-work": ["Not by force"],
        "condition": ["A mayor who cares"],
    }
    assert (overview.lessons, overview.cases, overview.named) == (3, 1, "Brazil, Mozambique")


def test_theme_tells_challenges_that_no_lesson_answers(client: Client, pair: dict[str, Any]) -> None:
    page = client.get("/en/themes/waste/")
    assert [str(each.title) for each in page.context["overview"].challenges] == ["Too little money"]
    address = f"/en/cases/case/#challenge-{str(pair['alone'].uid)[:8]}"
    assert f'href="{address}"' in page.content.decode()


@pytest.mark.usefixtures("pair")
def test_open_challenge_leads_to_where_its_case_tells_it(client: Client) -> None:
    anchor = client.get("/en/themes/waste/").context["overview"].challenges[0].anchor
    assert f'id="{anchor}"' in client.get("/en/cases/case/").content.decode()


def test_challenge_with_themes_of_its_own_is_on_these_alone() -> None:
    broad = make_theme(slug="money")
    make_theme(slug="budget", parent=broad), make_theme(slug="waste")
    publish_case(make_case(parts=(challenge("Too little", ("budget",)),), themes=("waste",)))
    assert ListingChallenge.objects.get().themes == ["budget", "money"]


@pytest.mark.usefixtures("pair")
def test_theme_without_anything_says_so(client: Client) -> None:
    make_theme(slug="noise")
    assert (
        "No city has published anything on this theme yet."
        in client.get("/en/themes/noise/").content.decode()
    )


def test_theme_with_many_lessons_leads_to_all_of_a_kind(client: Client) -> None:
    make_theme(slug="waste")
    lessons = [make_lesson(title=f"Lesson {n}", themes=("waste",)) for n in range(learning.SHOWN + 1)]
    publish_case(make_case(parts=tuple(lessons)))
    page = client.get("/en/themes/waste/")
    [stretch] = page.context["overview"].stretches
    assert (len(stretch.lessons), stretch.count) == (learning.SHOWN, learning.SHOWN + 1)
    assert stretch.more == "/en/lessons/?theme=waste&kind=worked"
    assert client.get(stretch.more).context["results"].count == stretch.count


@pytest.mark.usefixtures("pair")
def test_city_shows_what_it_learnt_and_what_others_learnt_from_it(client: Client) -> None:
    found = {city: titles(client.get(f"/en/cities/{city}/").context["stretches"]) for city in ("one", "two")}
    assert found == {
        "one": {"learnt": ["Sort first", "A mayor who cares"], "taught": ["Not by force"]},
        "two": {"learnt": ["Not by force", "A mayor who cares"], "taught": ["Sort first"]},
    }


def test_partnership_shows_both_directions(client: Client, pair: dict[str, Any]) -> None:
    each, shared = client.get(f"/en/partnerships/{pair['partnership'].slug}/").context["page"].directions
    assert titles(each) == {"learnt-by-one": ["Sort first"], "learnt-by-two": ["Not by force"]}
    assert [stretch.colour for stretch in each] == [1, 2]
    assert titles(shared) == {"learnt-together": ["A mayor who cares"]}


@pytest.mark.parametrize("place", ["themes/waste/", "cities/one/", "partnerships/{slug}/"])
def test_pages_cost_the_same_however_many_lessons(
    client: Client, pair: dict[str, Any], place: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"/en/{place.format(slug=pair['partnership'].slug)}"
    asked = {"themes/waste/": 10, "cities/one/": 12}.get(place, 14)
    client.get("/en/")  # the first page after a publication brings the index up to date
    kept.forget()  # cards of cases and lessons that were drawn before
    with django_assert_num_queries(asked):
        client.get(address)
    for number in range(2):
        lesson = make_lesson(title=f"More {number}", themes=("waste",), cities=("one",))
        parts = (lesson, challenge("Again"))
        publish_case(make_case(partnership=pair["partnership"], parts=parts, themes=("waste",)))
    client.get("/en/")
    kept.forget()
    with django_assert_num_queries(asked):
        client.get(address)
