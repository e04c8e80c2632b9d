"""Words as readers type them: plurals in four languages, accents or none, phrases, what to leave out."""

import pytest
from django.http import QueryDict
from django.test import Client

from cases.catalogue.changes import record_everything
from cases.catalogue.finding import CASES, Found
from cases.document import Written, apply_document, case_document
from cases.models import Case, Listing
from tests.factories import make_case, make_lesson, publish_case

pytestmark = pytest.mark.django_db


def publish_titled(slug: str, **titles: str) -> Case:
    """A published case with a title in each language named."""
    first, *others = titles
    case = make_case(slug=slug, title=titles[first], language=first)
    document = case_document(case).authored
    for language in others:
        document.of_kind("narrative")[0].texts["title"][language] = Written(titles[language])  # type: ignore[index]
    apply_document(case, document)
    publish_case(case, languages=tuple(others))
    return case


def found(words: str, language: str = "en") -> list[str]:
    query = QueryDict(mutable=True)
    query["q"] = words
    return [row.slug for row in Found(CASES, query, language).rows]


def find_guess(words: str) -> str:
    query = QueryDict(mutable=True)
    query["q"] = words
    search = Found(CASES, query, "en").search
    return search.guess if search else ""


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("en", "A market for everyone", ("market", "markets", "MARKETS")),
        ("es", "Mercado de participación", ("mercados", "participacion", "participaciones", "Participación")),
        ("fr", "Un marché et une déchèterie", ("marchés", "marches", "decheteries", "déchèteries")),
        ("pt", "Educação e habitação", ("educações", "educacao", "educacoes", "habitacao", "habitações")),
    ],
)
def test_plurals_and_accents_are_found(language: str, title: str, words: tuple[str, ...]) -> None:
    publish_titled("told", **{language: title})
    publish_titled("other", en="Something else altogether")
    assert {word: found(word) for word in words} == {word: ["told"] for word in words}


@pytest.mark.parametrize(
    ("language", "pairs"),
    [
        ("en", "woman women, child children, NGO NGOs"),
        ("es", "ciudad ciudades, mujer mujeres, participación participaciones, gestión gestiones"),
        ("fr", "travail travaux, municipal municipaux, réseau réseaux, eau eaux"),
        ("pt", "gestão gestões, papel papéis, municipal municipais, viagem viagens"),
    ],
)
def test_plurals_that_stemmers_take_for_other_words_are_found(language: str, pairs: str) -> None:
    for number, pair in enumerate(pairs.split(", ")):
        one, many = pair.split()
        publish_titled(f"one-{number}", **{language: f"Xyz {one} xyz"})
        publish_titled(f"many-{number}", **{language: f"Xyz {many} xyz"})
    for number, pair in enumerate(pairs.split(", ")):
        for word in pair.split():
            assert sorted(found(f"xyz {word}")) == [f"many-{number}", f"one-{number}"], word


@pytest.mark.parametrize("words", ["Xai-Xai", "xai xai", "XAI‑XAI", '"xai-xai"', "-zebra xai-xai"])
def test_words_are_the_same_however_they_are_joined(words: str) -> None:
    publish_titled("joined", en="The mayor of Xai-Xai")
    publish_titled("apart", en="In Xai Xai")
    publish_titled("other", en="The mayor of Maputo")
    assert sorted(found(words)) == ["apart", "joined"]


@pytest.mark.parametrize("words", ["cooperation", "2015", "l'eau", "eau", "Water/sanitation"])
def test_what_joins_words_in_a_text_hides_none_of_them(words: str) -> None:
    publish_titled("told", en="Training/cooperation 2013-2015, water/sanitation", fr="De l’eau")
    publish_titled("other", en="Something else altogether")
    assert found(words) == ["told"]


def test_words_in_two_languages_find_a_case_that_has_both() -> None:
    publish_titled("told", en="Street lighting", fr="Éclairage public")
    publish_titled("other", en="Street markets")
    assert (found("lighting éclairage"), find_guess("lighting éclairage")) == (["told"], "")


def test_one_misspelt_word_of_several_is_replaced() -> None:
    publish_titled("told", en="Composting in Maputo")
    publish_titled("other", en="Composting in Durban")
    assert (found("compostign in Maputo"), find_guess("compostign in Maputo")) == (
        ["told"],
        "composting Maputo",
    )


def test_a_case_is_found_by_the_words_of_each_of_its_languages() -> None:
    publish_titled("told", en="Street lighting", fr="Éclairage public")
    for reading in ("en", "fr", "pt"):
        assert (found("lighting", reading), found("eclairage", reading)) == (["told"], ["told"])


def test_a_phrase_is_found_as_it_stands() -> None:
    publish_titled("phrase", en="The city hall opens its books")
    publish_titled("apart", en="A hall for the city")
    assert (found('"city hall"'), sorted(found("city hall"))) == (["phrase"], ["apart", "phrase"])


def test_a_minus_leaves_out() -> None:
    publish_titled("with", en="Waste and composting")
    publish_titled("without", en="Waste and water")
    assert (found("waste -composting"), sorted(found("waste"))) == (["without"], ["with", "without"])


def test_the_best_match_comes_first_then_the_complete_then_the_newest() -> None:
    in_text = publish_titled("in-text", en="Roads")
    document = case_document(in_text).authored
    document.of_kind("narrative")[0].texts["future"] = {"en": Written("Markets are named here.")}  # type: ignore[index]
    apply_document(in_text, document)
    for slug in ("complete", "older", "newer"):
        publish_titled(slug, en="Markets")
    publish_case(make_case(slug="in-lesson", title="Streets", parts=(make_lesson(title="Ask the market"),)))
    publish_case(in_text)
    Listing.objects.filter(slug="complete").update(completeness=1)
    record_everything()
    assert found("markets") == ["complete", "newer", "older", "in-lesson", "in-text"]


@pytest.mark.parametrize("words", ["cœur", "coeur", "CŒUR", "Straße", "strasse", "STRASSE"])
def test_letters_that_are_written_in_two_ways_are_one(words: str) -> None:
    publish_titled("told", en="Straße", fr="Au cœur de la ville")
    publish_titled("other", en="Something else altogether")
    assert (found(words), find_guess(words)) == (["told"], "")


@pytest.mark.parametrize("words", ["educacoes", "mapotu", "compostign", "Mapotu compostign"])
def test_words_spelt_alike_are_found_when_nothing_has_the_words(words: str) -> None:
    publish_titled("told", pt="Educação e compostagem", en="Composting and education in Maputo")
    publish_titled("other", en="Something else altogether")
    assert found(words) == ["told"]


def test_a_word_with_more_letters_in_their_place_is_meant_rather_than_a_shorter_one() -> None:
    publish_titled("told", en="Composting in Maputo")
    for slug, word in (("map", "Mapa"), ("maps", "Mapas"), ("mapped", "Mapping")):
        publish_titled(slug, en=f"{word} of the town")
    assert found("mapotu") == ["told"]


@pytest.mark.parametrize("words", ["zebra", "mapo", '"mapotu"', "-mapotu", "waste -mapotu"])
def test_nothing_is_guessed_from_short_words_phrases_or_what_is_left_out(words: str) -> None:
    publish_titled("told", en="Composting in Maputo")
    assert found(words) in ([], ["told"] if words == "-mapotu" else [])


def test_a_guess_is_said(client: Client) -> None:
    publish_titled("told", en="Composting in Maputo")
    said = "Nothing has exactly these words."
    pages = {q: client.get(f"/en/cases/?q={q}").content.decode() for q in ("mapotu", "maputo", "zebra")}
    assert {q: said in page for q, page in pages.items()} == {"mapotu": True, "maputo": False, "zebra": False}
