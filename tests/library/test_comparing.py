"""Two cases side by side, and the way to the second one."""

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases.document import Part, Written
from cases.models import Edition
from peerlearn import kept
from tests.factories import make_case, make_lesson, make_theme, publish_case

pytestmark = pytest.mark.django_db


def tell(slug: str, *, themes: tuple[str, ...] = (), parts: tuple[Part, ...] = ()) -> Edition:
    lesson = make_lesson(title=f"Lesson of {slug}")
    return publish_case(make_case(slug=slug, title=f"The case {slug}", themes=themes, parts=(lesson, *parts)))


def told(client: Client, query: str) -> dict[str, list[list[str]]]:
    """What the page tells, by section and column."""
    comparison = client.get(f"/en/cases/compare/?{query}").context["comparison"]
    return {
        section.name: [[str(item.title) for item in items] for _case, items in section.columns]
        for section in comparison.sections
    }


def offered(client: Client, query: str) -> list[str]:
    page = client.get(f"/en/cases/compare/?{query}")
    return [card.slug for card in page.context["comparison"].offered]


def test_sections_stand_beside_each_other(client: Client) -> None:
    challenge = Part(uuid4(), "challenge", {"themes": ()}, {"title": {"en": Written("No money")}})
    tell("one", parts=(challenge,)), tell("two")
    assert told(client, "a=two&b=one") == {
        "challenges": [[], ["No money"]],
        "lessons": [["Lesson of two"], ["Lesson of one"]],
    }
    assert "Nothing is told of this." in client.get("/en/cases/compare/?a=two&b=one").content.decode()


def test_comparisons_are_not_for_search_engines(client: Client) -> None:
    tell("one"), tell("two")
    for query in ("a=one&b=two", "a=one", ""):
        page = client.get(f"/en/cases/compare/?{query}").content.decode()
        assert '<meta name="robots" content="noindex">' in page
    assert "noindex" not in client.get("/en/cases/one/").content.decode()


def test_second_case_is_offered_from_those_on_the_same_themes(client: Client) -> None:
    make_theme(slug="waste"), make_theme(slug="money")
    tell("one", themes=("waste", "money")), tell("two", themes=("waste",))
    tell("three", themes=("waste", "money")), tell("four")
    assert offered(client, "a=one") == ["three", "two"]
    assert 'href="?a=one&amp;b=three"' in client.get("/en/cases/compare/?a=one").content.decode()
    assert 'href="/en/cases/compare/?a=one"' in client.get("/en/cases/one/").content.decode()


def test_second_case_is_found_by_words(client: Client) -> None:
    tell("one"), tell("two"), tell("three")
    assert offered(client, "a=one&q=three") == ["three"]
    assert offered(client, "a=one&q=one") == []


@pytest.mark.parametrize(
    "query", ["", "a=one", "a=one&b=one", "a=one&b=none", "a=%00&b=one", "a=" + "x" * 3000]
)
def test_without_two_cases_there_is_a_choice(client: Client, query: str) -> None:
    tell("one"), tell("two")
    page = client.get(f"/en/cases/compare/?{query}")
    assert (page.status_code, page.context["comparison"].is_whole) == (200, False)
    unknown = "not published here" in page.content.decode()
    assert unknown == any(strange in query for strange in ("none", "xxx"))


def test_case_that_was_never_published_is_not_compared(client: Client) -> None:
    tell("one")
    make_case(slug="draft", title="A secret draft")
    page = client.get("/en/cases/compare/?a=one&b=draft").content.decode()
    assert "A secret draft" not in page
    publish_case(make_case(slug="told", title="A secret draft"))
    assert "A secret draft" in client.get("/en/cases/compare/?a=one&b=told").content.decode()


def test_comparing_costs_the_same_however_much_is_told(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tell("one"), tell("two"), tell("three", parts=tuple(make_lesson(title=f"{n}") for n in range(5)))
    for other in ("two", "three"):
        kept.forget()
        with django_assert_num_queries(5):
            client.get(f"/en/cases/compare/?a=one&b={other}")
