"""Words that name something find what is called otherwise, or said by a theme, a country or a kind of lesson alone."""

from collections.abc import Mapping

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.catalogue.finding import CASES, LESSONS, Catalogue, Found
from cases.catalogue.vocabulary import read, vocabulary
from partnerships.models import GlossaryTerm, Theme
from tests.factories import make_case, make_city, make_lesson, make_partnership, make_theme, publish_case

pytestmark = pytest.mark.django_db

BUDGETING = {
    "en": "Participatory budgeting",
    "pt": "Orçamento participativo",
    "es": "Presupuesto participativo",
}


def theme(slug: str, **names: str) -> Theme:
    made = make_theme(slug=slug)
    made.name = names
    made.save()
    return made


def find(words: str, catalogue: Catalogue = CASES, chosen: Mapping[str, str] | None = None) -> Found:
    query = QueryDict(mutable=True)
    query.update({"q": words, **(chosen or {})})
    return Found(catalogue, query, "en")


def found(words: str, chosen: Mapping[str, str] | None = None) -> list[str]:
    return [row.slug for row in find(words, chosen=chosen).rows]


@pytest.fixture
def budgeting() -> Theme:
    """A theme with a case in English that says nothing of it but by the theme."""
    made = theme("budgeting", **BUDGETING)
    publish_case(make_case(slug="under-it", title="Residents decide", themes=("budgeting",)))
    publish_case(make_case(slug="other", title="Streets and lamps"))
    return made


@pytest.mark.parametrize(
    "words",
    [
        "orçamento participativo",
        "ORCAMENTOS PARTICIPATIVOS",
        "presupuestos participativos",
        "orcamento participatvo",
        "os orçamentos participativos de residents",
    ],
)
@pytest.mark.usefixtures("budgeting")
def test_the_name_of_a_theme_in_any_language_finds_what_is_under_it(words: str) -> None:
    assert found(words) == ["under-it"]


@pytest.mark.usefixtures("budgeting")
def test_words_in_quotes_are_no_name() -> None:
    assert (found('"orçamento participativo"'), found('"orçamento" participativo')) == ([], [])


@pytest.mark.usefixtures("budgeting")
def test_what_is_left_out_is_left_out_by_its_words_alone() -> None:
    assert found("-presupuesto") == ["other", "under-it"]


def test_a_theme_that_is_renamed_is_found_by_its_new_name_at_once(budgeting: Theme) -> None:
    assert found("orçamento participativo") == ["under-it"]
    budgeting.name = BUDGETING | {"pt": "Decisões em comum"}
    budgeting.save()
    assert (found("decisão em comum"), found("orçamento participativo")) == (["under-it"], [])


def test_a_term_of_the_glossary_finds_what_it_is_called_in_other_languages() -> None:
    publish_case(make_case(slug="told", title="A landfill for two towns"))
    publish_case(make_case(slug="apart", title="Land to fill"))
    assert found("aterro sanitário") == []
    GlossaryTerm.objects.create(slug="landfill", term={"en": "landfill (site)", "pt": "aterro sanitário"})
    assert (found("aterros sanitários"), found('"aterro sanitário"')) == (["told"], [])


def test_the_sides_of_a_name_stand_for_each_other() -> None:
    theme("water", en="Water and sanitation", fr="Eau et assainissement")
    publish_case(make_case(slug="told", title="Sanitation in the old town"))
    publish_case(make_case(slug="other", title="Water for all", themes=("water",)))
    assert (found("assainissement"), found("eau")) == (["told", "other"], ["other"])


def test_a_country_finds_the_cases_of_its_cities_in_any_language() -> None:
    cities = (make_city(slug="alpha", country="CM"), make_city(slug="beta", country="FR"))
    publish_case(make_case(slug="told", title="Markets", partnership=make_partnership(cities=cities)))
    publish_case(make_case(slug="other", title="Markets elsewhere"))
    asked = ("Camarões", "cameroun", "markets Cameroon")
    assert [found(words) for words in asked] == [["told"], ["told"], ["told"]]


def test_a_kind_of_lesson_finds_those_lessons_and_not_its_words() -> None:
    lesson = make_lesson(title="Free of charge", lesson_kind="did_not_work")
    publish_case(make_case(slug="told", title="Houses", parts=(lesson,)))
    publish_case(make_case(slug="other", title="What did work did not work here"))
    rows = find("what did not work", LESSONS).rows
    assert (found("what did not work"), [row.uid for row in rows]) == (["told"], [lesson.uid])


def test_words_typed_come_before_what_else_they_stand_for(budgeting: Theme) -> None:
    publish_case(make_case(slug="typed", title="Orçamento participativo", language="pt"))
    publish_case(make_case(slug="newest", title="Something", themes=("budgeting",)))
    assert found("orçamento participativo") == ["typed", "newest", "under-it"]


def test_counts_of_a_widened_search_are_exact(budgeting: Theme) -> None:
    theme("markets", en="Markets", pt="Mercados")
    publish_case(make_case(slug="both", title="Mercados", language="pt", themes=("budgeting", "markets")))
    search = find("orçamento participativo")
    counted = {
        (facet.name, choice.value): choice.count
        for facet, choices in search.choices(at_length=True)
        for choice in choices
    }
    told = {(name, value): len(found("orçamento participativo", {name: value})) for name, value in counted}
    assert (counted, len(search.ids), counted["theme", "markets"]) == (told, 2, 1)


def test_the_page_says_what_was_searched_for_besides(client: Client, budgeting: Theme) -> None:
    page = client.get("/en/cases/?q=orçamento participativo").content.decode()
    plain = client.get("/en/cases/?q=streets").content.decode()
    said = "Also what is under the theme Participatory budgeting."
    assert (said in page, "Also " in plain) == (True, False)


def test_nothing_is_said_when_the_words_found_all_themselves(budgeting: Theme) -> None:
    assert find("participatory budgeting").search.also.values == ()  # type: ignore[union-attr]


def test_of_names_in_each_other_the_longest_is_meant() -> None:
    theme("land", en="Land")
    GlossaryTerm.objects.create(slug="tenure", term={"en": "land tenure"})
    words = read(("secure", "land", "tenure"))
    assert [(hit.start, hit.stop) for hit in vocabulary().hits(words)] == [(1, 3)]


def test_names_are_read_once_while_they_stay_the_same(budgeting: Theme) -> None:
    found("orçamento participativo")
    with CaptureQueriesContext(
        connection,
    ) as first:
        vocabulary()
    assert len(first) == 1
