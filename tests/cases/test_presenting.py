"""A document made ready to show."""

from uuid import uuid4

import pytest

from cases.document import Part, Thread, Written, apply_document, case_document
from cases.models import Case, digest
from cases.presenting import PresentedCase, present, present_draft, words_in
from tests.factories import (
    make_case,
    make_city,
    make_lesson,
    make_partnership,
    make_theme,
    publish_case,
    translated,
)

pytestmark = pytest.mark.django_db


def bilingual(title: str = "Water for all", other: str = "Água para todos") -> Case:
    case = make_case(title="")
    narrative = Part(case.items.get().uid, "narrative", {}, translated(title, other))
    document = case_document(case).authored
    apply_document(case, type(document)(language="en", parts=(narrative,)))
    return case


def test_title_is_in_the_language_asked_for() -> None:
    presented = present(publish_case(bilingual(), languages=("pt",)), "pt")
    assert (str(presented.title), presented.title.foreign) == ("Água para todos", False)


def test_language_that_the_edition_lacks_falls_back_to_the_original() -> None:
    presented = present(publish_case(bilingual(), languages=("pt",)), "fr")
    assert (str(presented.title), presented.language, presented.is_fallback, presented.title.foreign) == (
        "Water for all",
        "en",
        True,
        True,
    )


def test_language_that_is_not_marked_ready_is_not_published() -> None:
    edition = publish_case(bilingual())
    assert (edition.languages, str(present(edition, "pt").title)) == (["en"], "Water for all")


def test_translation_of_words_that_changed_since_is_stale() -> None:
    case = make_case(title="")
    texts = {"title": {"en": Written("New words"), "pt": Written("Palavras velhas", digest("Old words"))}}
    part = Part(case.items.get().uid, "narrative", {}, texts)
    document = case_document(case).authored
    apply_document(case, type(document)(language="en", parts=(part,)))
    assert present_draft(case_document(case), "pt").title.stale


def test_fresh_translation_is_not_stale() -> None:
    assert not present_draft(case_document(bilingual()), "pt").is_stale


def test_cities_have_the_colours_of_their_places() -> None:
    cities = (make_city(name="Nampula"), make_city(name="Guarulhos", country="BR"))
    presented = present_draft(case_document(make_case(partnership=make_partnership(cities=cities))), "en")
    assert [(city.name, city.colour, city.country_name) for city in presented.cities] == [
        ("Nampula", 1, "Mozambique"),
        ("Guarulhos", 2, "Brazil"),
    ]


def test_lesson_knows_what_it_answers() -> None:
    lesson = make_lesson(title="Start with organics")
    challenge = Part(uuid4(), "challenge", {"themes": ()}, {"title": {"en": Written("Waste in the streets")}})
    case = make_case(parts=(challenge, lesson), threads=(Thread(lesson.uid, challenge.uid, "answers"),))
    presented = present_draft(case_document(case), "en")
    assert [str(answered.title) for answered in presented.lessons[0].answers] == ["Waste in the streets"]


def test_voice_without_consent_is_not_shown() -> None:
    facts = {"group": "leader", "person": "A mayor", "city": None, "consent_on": None, "consent_note": ""}
    voice = Part(uuid4(), "voice", facts, {"quote": {"en": Written("<p>We did it.</p>")}})
    presented = present_draft(case_document(make_case(parts=(voice,))), "en")
    assert (len(presented.document.authored.of_kind("voice")), presented.voices) == (1, [])


def test_markup_in_a_plain_text_is_escaped() -> None:
    presented = present_draft(case_document(make_case(title="<b>Bold</b> & sure")), "en")
    assert str(presented.title) == "&lt;b&gt;Bold&lt;/b&gt; &amp; sure"


def test_old_edition_shows_names_as_they_were() -> None:
    theme, city = make_theme(slug="cadastre", name="Cadastre"), make_city(name="Old name")
    partnership = make_partnership(cities=(city, make_city()))
    edition = publish_case(make_case(partnership=partnership, themes=(theme.slug,)))
    city.name, theme.name = {"en": "New name"}, {"en": "Land register"}
    city.save()
    theme.save()
    presented = present(edition, "en")
    assert (presented.cities[0].name, presented.themes[0].name) == ("Old name", "Cadastre")


def test_unknown_text_of_an_item_is_an_error() -> None:
    presented: PresentedCase = present_draft(case_document(make_case(parts=(make_lesson(),))), "en")
    with pytest.raises(AttributeError):
        _ = presented.lessons[0].nonsense


@pytest.mark.parametrize(
    ("texts", "shown", "language", "is_foreign"),
    [
        ({"pt": "Água", "en": "Water"}, "Água", "pt", False),
        ({"fr": "Eau", "en": "Water"}, "Water", "en", True),
        ({"fr": "Eau", "en": ""}, "Eau", "fr", True),
        ({"pt": "Água & <b>"}, "Água &amp; &lt;b&gt;", "pt", False),
        ({"pt": ""}, "", "", False),
    ],
)
def test_words_by_language_are_shown_in_the_one_asked_for_else_english_else_any(
    texts: dict[str, str], shown: str, language: str, is_foreign: bool
) -> None:
    words = words_in(texts, "pt")
    assert (words.html, words.language, words.foreign) == (shown, language, is_foreign)
