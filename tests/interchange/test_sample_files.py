"""The files of the sample library keep their promises: sourced, whole in their languages, nothing left hanging."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from django.conf import settings

from cases.interchange.reference import read

SAMPLE = settings.BASE_DIR / "sample"
CASES = {path.stem: read(path) for path in sorted((SAMPLE / "cases").glob("*.yaml"))}
PROGRAMMES = {path.stem: read(path) for path in sorted((SAMPLE / "programmes").glob("*.yaml"))}
CITIES = {row["slug"]: row for row in read(SAMPLE / "cities.yaml")}
ORGANISATIONS = {row["slug"] for row in read(SAMPLE / "organisations.yaml")}

LANGUAGES = {
    "belo-horizonte-maputo": {"en", "es", "fr", "pt"},
    "guarulhos-nampula": {"en", "es", "fr", "pt"},
    "guarulhos-dondo-manhica": {"en", "es", "fr", "pt"},
    "canoas-matola": {"en", "es", "fr", "pt"},
    "johannesburg-lilongwe": {"en"},
    "durban-mzuzu": {"en"},
    "durban-namibian-towns": {"en"},
    "durban-peer-exchange-informal-settlements": {"en"},
    "salvador-maputo": {"en"},
    "barcelona-maputo": {"en", "es"},
    "barcelona-medellin": {"en", "es"},
    "montreal-port-au-prince": {"en", "fr"},
    "lyon-ouagadougou": {"en", "fr"},
    "nantes-dschang": {"en", "fr"},
    "kitakyushu-surabaya": {"en"},
    "yokohama-cebu": {"en"},
    "karlsruhe-brusque": {"en"},
    "leipzig-addis-ababa": {"en"},
    "almada-belo-horizonte": {"en", "pt"},
}
PROSE = (
    "title",
    "summary",
    "future",
    "text",
    "unit",
    "similarities",
    "differences",
    "description",
    "results",
)
WITHOUT_COORDINATES = ("manhica", "usakos", "karibib", "santo-tirso", "vila-nova-de-famalicao")
ONE_SOURCE = {
    "en": r"\b(one|only|single) (local )?source",
    "es": r"\b(una sola|única) fuente",
    "fr": r"\bseule source",
    "pt": r"\búnica fonte",
}

every_case = pytest.mark.parametrize("slug", CASES)


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Every text of a case or programme, by language; work plans and documents have languages of their own."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in PROSE and isinstance(inner, dict):
                yield inner
            elif name != "partnership":
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def every_value(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, dict):
        for inner in value.values():
            yield from every_value(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from every_value(inner)


def activities(row: Any) -> list[Any]:
    return list(row.get("activities", row.get("partnership", {}).get("plan", {}).get("activities", ())))


def theme_slugs(rows: Any) -> Iterator[str]:
    for row in rows:
        yield row["slug"]
        yield from theme_slugs(row.get("children", ()))


def test_sample_is_the_documented_cases() -> None:
    assert set(CASES) == set(LANGUAGES)
    assert {slug: row["slug"] for slug, row in CASES.items()} == {slug: slug for slug in CASES}


@every_case
def test_every_source_has_title_address_language_and_date(slug: str) -> None:
    sources = CASES[slug]["sources"]
    assert sources
    for source in sources:
        assert source["title"] and source["language"]
        assert re.fullmatch(r"https?://\S+", source["address"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", source["read_on"])
    assert len({source["address"] for source in sources}) == len(sources)


@every_case
def test_every_text_is_in_every_language_of_its_case(slug: str) -> None:
    row = CASES[slug]
    assert {row["language"], *row["translations"]} == LANGUAGES[slug]
    assert {frozenset(text) for text in texts(row)} == {frozenset(LANGUAGES[slug])}


@every_case
def test_no_section_is_an_empty_stub(slug: str) -> None:
    row = {name: value for name, value in CASES[slug].items() if name != "translations"}
    assert [value for value in every_value(row) if value in ("", [], {}) or value is None] == []


@every_case
def test_every_city_theme_and_organisation_is_known(slug: str) -> None:
    row, themes = CASES[slug], set(theme_slugs(read(SAMPLE / "themes.yaml")))
    items = [entry for name in ("challenges", "lessons") for entry in row.get(name, ())]
    cities = {*row["partnership"]["cities"], *(entry["city"] for entry in row.get("context", ()))}
    cities |= {city for entry in items for city in entry.get("cities", ())}
    cities |= {activity["host"] for activity in activities(row) if "host" in activity}
    cities |= {city for activity in activities(row) for city in activity.get("cities", ())}
    assert cities <= set(CITIES)
    assert {*row["themes"], *(theme for entry in items for theme in entry.get("themes", ()))} <= themes
    assert {
        row["owner"],
        *(name for entry in items for name in entry.get("organisations", ())),
    } <= ORGANISATIONS
    assert set(row["sdgs"]) <= set(range(1, 18))


@every_case
def test_contexts_are_of_cities_that_take_part(slug: str) -> None:
    row = CASES[slug]
    assert {entry["city"] for entry in row["context"]} <= set(row["partnership"]["cities"])


@every_case
def test_threads_lead_to_challenges_and_outcomes(slug: str) -> None:
    row = CASES[slug]
    keys = {name: {entry["key"] for entry in row.get(name, ())} for name in ("challenges", "outcomes")}
    done = {activity["key"] for activity in activities(row)}
    for lesson in row.get("lessons", ()):
        assert set(lesson.get("answers", ())) <= keys["challenges"]
        assert set(lesson.get("shown_by", ())) <= keys["outcomes"]
    for outcome in row.get("outcomes", ()):
        assert set(outcome.get("activities", ())) <= done


@every_case
def test_every_lesson_says_who_learnt_it_and_has_a_theme(slug: str) -> None:
    for lesson in CASES[slug].get("lessons", ()):
        assert lesson["kind"] in {"worked", "did_not_work", "condition"}
        assert lesson["themes"]
        assert lesson.get("cities") or lesson.get("organisations")


@every_case
def test_summary_and_title_keep_to_their_words(slug: str) -> None:
    row = CASES[slug]
    assert {code: len(text.split()) for code, text in row["summary"].items() if len(text.split()) > 90} == {}
    assert {code: text for code, text in row["title"].items() if len(text.split()) > 12} == {}


@pytest.mark.parametrize("slug", ["guarulhos-dondo-manhica", "canoas-matola"])
@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
def test_what_rests_on_one_source_says_so(slug: str, language: str) -> None:
    row = CASES[slug]
    told = [row["summary"][language], *(entry["text"][language] for entry in row["objectives"])]
    assert [text for text in told if not re.search(ONE_SOURCE[language], text)] == []


@pytest.mark.parametrize("key", ["mission-2012", "rabat-2013"])
@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
def test_exchange_that_rests_on_one_source_says_so(key: str, language: str) -> None:
    (activity,) = [row for row in activities(PROGRAMMES["brazil-mozambique"]) if row["key"] == key]
    assert re.search(ONE_SOURCE[language], activity["text"][language])


def test_dated_exchanges_of_the_programme_are_activities() -> None:
    dated = {
        row["key"]: (row["starts"], row.get("host")) for row in activities(PROGRAMMES["brazil-mozambique"])
    }
    assert dated == {
        "mission-2012": ("2012-03", None),
        "peer-event-maputo-2012": ("2012-11-06", "maputo"),
        "seminar-nampula-2013": ("2013-08-26", "nampula"),
        "rabat-2013": ("2013-10", "rabat"),
        "training-inhambane-2014": ("2014-07-14", "inhambane"),
        "study-2015": ("2015-02", None),
        "delegation-2015": ("2015-02-25", None),
        "review-matola-2015": ("2015-03-04", "matola"),
    }


@pytest.mark.parametrize("slug", PROGRAMMES)
def test_programmes_name_known_cities_and_organisations(slug: str) -> None:
    row = PROGRAMMES[slug]
    named = {*row["cities"], *(city for activity in activities(row) for city in activity.get("cities", ()))}
    assert named | {activity["host"] for activity in activities(row) if "host" in activity} <= set(CITIES)
    assert {partner["organisation"] for partner in row.get("partners", ())} <= ORGANISATIONS
    assert all(document["address"].startswith("http") for document in row.get("documents", ()))


@every_case
def test_what_was_given_names_who_gave_it_and_who_says_so(slug: str) -> None:
    given = CASES[slug]["partnership"].get("contributions", ())
    assert {row["organisation"] for row in given} <= ORGANISATIONS
    assert [row for row in given if "http" not in row["source"]] == []
    assert [row for row in given if ("amount" in row) != ("currency" in row)] == []


@every_case
def test_every_figure_of_a_plan_has_its_date_and_its_source(slug: str) -> None:
    plan = CASES[slug]["partnership"].get("plan", {})
    figures = [figure for indicator in plan.get("indicators", ()) for figure in indicator["figures"]]
    assert [figure for figure in figures if not (figure["date"] and figure["source"])] == []


@every_case
def test_outcomes_name_indicators_of_the_plan(slug: str) -> None:
    row = CASES[slug]
    known = {each["key"] for each in row["partnership"].get("plan", {}).get("indicators", ())}
    assert {each["indicator"] for each in row.get("outcomes", ()) if "indicator" in each} <= known


@every_case
def test_progress_names_its_source_and_an_activity_of_the_plan(slug: str) -> None:
    row = CASES[slug]
    updates, done = row["partnership"].get("updates", ()), {each["key"] for each in activities(row)}
    assert [update for update in updates if "http" not in update["text"]] == []
    assert {update["activity"] for update in updates if "activity" in update} <= done


@pytest.mark.parametrize("slug", PROGRAMMES)
def test_stages_of_a_programme_follow_each_other(slug: str) -> None:
    stages = PROGRAMMES[slug].get("stages", ())
    pairs = pairwise(stages)
    assert [(a, b) for a, b in pairs if b["starts"] < a["ends"][: len(b["starts"])]] == []


def test_coordinates_that_no_source_confirms_are_left_out() -> None:
    assert [slug for slug in WITHOUT_COORDINATES if "latitude" in CITIES[slug]] == []
    assert [
        slug for slug, row in CITIES.items() if "population" in row and not row["population_source"]
    ] == []


def test_french_keeps_its_space_before_tall_punctuation() -> None:
    french = [
        text["fr"] for row in (*CASES.values(), *PROGRAMMES.values()) for text in texts(row) if "fr" in text
    ]
    french += [
        words
        for row in CASES.values()
        if row["partnership"].get("plan", {}).get("language") == "fr"
        for words in every_value(row["partnership"]["plan"])
        if isinstance(words, str) and not words.startswith("http")
    ]
    assert french
    assert [
        text for text in french if re.search(r"[^\u00a0\u202f][:;!?»](?=\s|$)|«[^\u00a0\u202f]|'", text)
    ] == []
