"""Suggestions while somebody types: what begins so, accents aside, in the language they read, and only what is public."""

from typing import Any

import pytest

from cases.catalogue import suggesting
from cases.catalogue.suggesting import Suggestions, suggestions
from cases.document import Part, Written, apply_document, case_document
from cases.models import Case, Listing, ListingLesson
from cases.workflow import redact, withdraw
from partnerships.models import Theme
from tests.factories import (
    make_administrator,
    make_case,
    make_city,
    make_lesson,
    make_partnership,
    make_theme,
    publish_case,
)

from .test_words import publish_titled

pytestmark = pytest.mark.django_db


def names(typed: str, kind: str = "themes", language: str = "en") -> list[str]:
    return [name.words for name in getattr(suggestions(typed, language), kind)]


def cases(typed: str, language: str = "en") -> list[str]:
    rows = Listing.objects.in_bulk(found := suggestions(typed, language).cases)
    return [rows[row].slug for row in found]


def lessons(typed: str, language: str = "en") -> list[str]:
    rows = ListingLesson.objects.in_bulk(found := suggestions(typed, language).lessons)
    return [next(text.title for text in rows[row].texts.all()) for row in found]


def publish_on(*themes: Theme, **columns: Any) -> Case:
    case = make_case(themes=tuple(theme.slug for theme in themes), **columns)
    publish_case(case)
    return case


# Which words


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Participación ciudadana", ("ciud", "CIUD", "participac", "Participació", "participacion ciu")),
        ("A rede de água", ("agua", "água", "rede ag", "agua re")),
        ("Water/waste: the city's covid-19 plan", ("waste", "cov", "city", "s co", "19")),
        ("Œuvre & Straße in São-Paulo", ("œuv", "paulo", "sao", "in")),
    ],
)
def test_a_title_is_suggested_for_how_its_words_begin(title: str, typed: tuple[str, ...]) -> None:
    publish_titled("told", en=title)
    publish_titled("other", en="Nothing alike")
    assert {each: cases(each) for each in typed} == {each: ["told"] for each in typed}


@pytest.mark.parametrize("typed", ["iuda", "dana", "arti", "par ciudadana", "ciudadana x"])
def test_earlier_words_must_be_whole_and_the_last_begin(typed: str) -> None:
    publish_titled("told", en="Participación ciudadana")
    assert cases(typed) == []


@pytest.mark.parametrize("typed", ["", " ", "w", "%", "-- !", "\x00", "w\x00", "'", "''"])
def test_nothing_is_suggested_for_less_than_two_letters(typed: str) -> None:
    publish_titled("told", en="W water")
    assert suggestions(typed, "en") == Suggestions()


@pytest.mark.parametrize(
    "typed", ["wa'", "wa\\", "(wa", "wa:*", "wa & ", "!wa", "wa|", "\x00wa", '"wa', "-wa"]
)
def test_signs_are_no_part_of_a_word(typed: str) -> None:
    publish_titled("told", en="Water")
    assert cases(typed) == ["told"]


# Of each kind


def test_themes_that_have_cases_are_suggested() -> None:
    budget = make_theme(name="Participatory budgeting")
    make_theme(name="Participation nowhere")
    publish_on(budget)
    assert names("part") == ["Participatory budgeting"]
    assert names("budg") == ["Participatory budgeting"]


def test_names_that_begin_so_come_before_those_with_more_cases() -> None:
    waste, water = make_theme(name="Solid waste"), make_theme(name="Water")
    publish_on(water), publish_on(waste), publish_on(waste)
    assert names("wa") == ["Water", "Solid waste"]
    assert names("so") == ["Solid waste"]


def test_cities_and_countries_are_suggested_by_any_of_their_words() -> None:
    there = make_city(name="São Paulo", country="BR")
    make_city(name="São Tomé", country="ST")
    publish_case(make_case(partnership=make_partnership(cities=(there, make_city(name="Maputo")))))
    assert (names("sao", "cities"), names("paul", "cities")) == (["São Paulo"], ["São Paulo"])
    assert (names("bra", "countries"), names("sao tome", "countries")) == (["Brazil"], [])


def test_lessons_are_suggested() -> None:
    publish_case(make_case(parts=(make_lesson(title="Ask the waste pickers"),)))
    assert (lessons("pick"), lessons("ask the w")) == (["Ask the waste pickers"],) * 2


def test_the_newest_of_many_are_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        publish_titled(f"water-{number}", en=f"Water {number}")
    newest = [f"water-{number}" for number in (5, 4, 3, 2)]
    assert cases("wat") == newest
    monkeypatch.setattr(suggesting, "LOOKED_AT", 2)
    assert cases("wat") == newest


def test_an_old_title_is_found_behind_many_new_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting, "LOOKED_AT", 2)
    publish_case(make_case(title="Cadastre", slug="old", parts=(make_lesson(title="Cadastres cost"),)))
    for _number in range(3):
        publish_case(make_case(title="Water", parts=(make_lesson(title="Water flows"),)))
    assert (cases("cad"), lessons("cad")) == (["old"], ["Cadastres cost"])


# In which language


@pytest.mark.parametrize("at_hand", [suggesting.LOOKED_AT, 0])
def test_a_title_is_suggested_in_the_language_it_is_read_in(
    monkeypatch: pytest.MonkeyPatch, at_hand: int
) -> None:
    monkeypatch.setattr(suggesting, "LOOKED_AT", at_hand)
    publish_titled("told", en="Street lighting", fr="Éclairage public")
    found = {
        (reading, typed): cases(typed, reading) for reading in ("en", "fr", "pt") for typed in ("ecl", "str")
    }
    told = {("en", "str"), ("fr", "ecl"), ("pt", "str")}
    assert found == {each: ["told"] if each in told else [] for each in found}


def test_a_name_in_another_language_stands_in_where_no_name_fits() -> None:
    water, rest = make_theme(name="Water"), make_theme(name="Agua Branca")
    water.name = {"en": "Water", "pt": "Água"}
    water.save()
    publish_on(water)
    assert (names("agu"), names("água", language="pt"), names("wat", language="pt")) == (
        ["Water"],
        ["Água"],
        ["Água"],
    )
    publish_on(rest)
    assert names("agu") == ["Agua Branca"]


def test_a_city_is_found_by_its_name_in_another_language() -> None:
    city = make_city(name="Lisbon", country="PT")
    city.name = {"en": "Lisbon", "pt": "Lisboa"}
    city.save()
    publish_case(make_case(partnership=make_partnership(cities=(city, make_city(name="Maputo")))))
    assert (names("lisboa", "cities"), names("lisbon", "cities", "pt")) == (["Lisbon"], ["Lisboa"])
    assert (names("pt", "cities"), names("en", "cities")) == ([], [])


# What is misspelt


@pytest.mark.parametrize("typed", ["orcamento participatvo", "participativu", "partiicpat"])
def test_words_spelt_alike_are_taken_where_nothing_begins_so(typed: str) -> None:
    publish_titled("told", pt="Orçamento participativo em Belo Horizonte")
    found = suggestions(typed, "pt")
    assert (cases(typed, "pt"), found.guessed) == (["told"], True)
    assert suggestions("participat", "pt").guessed is False


def test_nothing_is_guessed_where_something_begins_so() -> None:
    publish_titled("composting", en="Composting")
    publish_titled("composition", en="Composition")
    assert cases("composti") == ["composting"]
    assert cases("compositi") == ["composition"]


# Only what is public


def test_no_draft_is_suggested() -> None:
    make_case(title="Draft on cadastres", slug="draft", parts=(make_lesson(title="Cadastres cost"),))
    publish_case(make_case(title="Public cadastre", slug="public"))
    assert (cases("cad"), lessons("cad")) == (["public"], [])


def test_a_change_that_is_not_published_is_not_suggested() -> None:
    case = make_case(title="Water", slug="told")
    publish_case(case)
    document = case_document(case).authored
    document.of_kind("narrative")[0].texts["title"]["en"] = Written("Cadastre")  # type: ignore[index]
    apply_document(case, document)
    assert (cases("cad"), cases("wat")) == ([], ["told"])
    publish_case(case)
    assert (cases("cad"), cases("wat")) == (["told"], [])


def test_nothing_of_a_withdrawn_case_is_suggested() -> None:
    theme, city = make_theme(name="Cadastre"), make_city(name="Cadaqués", country="ES")
    case = make_case(
        title="Cadastre",
        themes=(theme.slug,),
        partnership=make_partnership(cities=(city, make_city(name="Maputo"))),
        parts=(make_lesson(title="Cadastres cost"),),
    )
    publish_case(case)
    found = suggestions("cada", "en")
    each = (found.themes, found.cities, found.cases, found.lessons)
    assert [len(names) for names in each] == [1, 1, 1, 1]
    withdraw(case, reason="It names somebody.", by=make_administrator())
    assert (suggestions("cada", "en"), suggestions("cadaster", "en")) == (Suggestions(),) * 2


def test_a_redacted_lesson_is_not_suggested() -> None:
    lesson: Part = make_lesson(title="It names somebody")
    case = make_case(parts=(lesson,))
    publish_case(case)
    assert lessons("it na") == ["It names somebody"]
    redact(case, lesson.uid, reason="Consent was taken back.", by=make_administrator())
    assert lessons("it na") == []
