"""Hits show the passage that has the words, marked: in which text, in which language, and nothing but what is public."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.catalogue.finding import CASES, LESSONS, Found
from cases.document import Part, Written, apply_document, case_document
from cases.library.cards import listed_cases, listed_lessons
from cases.library.finding.marking import LONGEST, Marker
from cases.library.finding.passages import passages_of_cases, passages_of_lessons
from cases.models import Case
from cases.workflow import redact
from tests.factories import (
    make_administrator,
    make_case,
    make_lesson,
    make_partnership,
    make_theme,
    publish_case,
)

pytestmark = pytest.mark.django_db


def told(kind: str, title: str, text: str = "", language: str = "en", **facts: Any) -> Part:
    """A part with a title and perhaps a text."""
    texts = {"title": {language: Written(title)}} | ({"text": {language: Written(text)}} if text else {})
    return Part(uuid4(), kind, facts, texts)


def outcome(title: str, text: str = "", language: str = "en") -> Part:
    return told("outcome", title, text, language, value=None, indicator=None, activities=())


def lesson(title: str, text: str = "", language: str = "en") -> Part:
    part = make_lesson(title=title, language=language)
    return Part(part.uid, "lesson", part.facts, told("lesson", title, text, language).texts)


def publish(
    *parts: Part,
    title: str = "A case",
    summary: str = "",
    slug: str = "told",
    language: str = "en",
    themes: tuple[str, ...] = (),
) -> Case:
    case = make_case(slug=slug, title=title, parts=parts, language=language, themes=themes)
    if summary:
        document = case_document(case).authored
        document.of_kind("narrative")[0].texts["summary"] = {language: Written(summary)}  # type: ignore[index]
        apply_document(case, document)
    publish_case(case)
    return case


def cards(client: Client, address: str) -> list[str]:
    page = client.get(f"/en/{address}").content.decode()
    return re.findall(r"<article.*?</article>|<div class=\"row\">.*?</div> </div>", page, re.DOTALL)


def passages(client: Client, address: str) -> list[Any]:
    return list(client.get(f"/en/{address}").context["passages"].values())


def html(client: Client, address: str) -> list[str]:
    return [str(passage.words) for passage in passages(client, address)]


def test_the_words_are_marked_where_the_summary_has_them(client: Client) -> None:
    publish(summary="First they met. Then two cities built a market. Nobody was sorry.")
    assert html(client, "cases/?q=markets+city") == [
        "Then two <mark>cities</mark> built a <mark>market</mark>. Nobody was sorry."
    ]
    [card] = cards(client, "cases/?q=markets+city")
    assert ("First they met" in card, "<mark>market</mark>" in card) == (False, True)
    [card] = cards(client, "cases/")
    assert ("First they met" in card, "<mark>" in card) == (True, False)


def test_a_title_that_says_it_already_needs_no_passage(client: Client) -> None:
    publish(title="A market for all", summary="The market stands. It has a roof.")
    publish(title="A city", slug="other", summary="The market of Beira has a roof.")
    assert html(client, "cases/?q=market") == ["The <mark>market</mark> of Beira has a roof."]
    assert html(client, "cases/?q=market+roof")[-1] == "It has a <mark>roof</mark>."


@pytest.mark.parametrize(
    ("language", "text", "words", "marked"),
    [
        ("pt", "A participação dos moradores", "participacao", ["participação"]),
        ("pt", "Educação para todos", "educações", ["Educação"]),
        ("es", "Las CIUDADES participan", "ciudad", ["CIUDADES"]),
        ("fr", "Une œuvre d’art", "oeuvres", ["œuvre"]),
        ("fr", "L’eau et l’assainissement", "eau", ["eau"]),
        ("en", "One party, many parties, no partition", "party", ["party", "parties"]),
        ("en", "A city hall", '"city hall"', ["city hall"]),
        ("en", "Stairs in Xai-Xai", "xai-xai", ["Xai", "Xai"]),
        ("pt", "İstanbul e Maputo", "maputo", ["Maputo"]),
    ],
)
def test_what_is_marked_is_what_is_found(
    client: Client, language: str, text: str, words: str, marked: list[str]
) -> None:
    publish(title="Something else", summary=f"{text}.", language=language)
    [found] = html(client, f"cases/?q={words}")
    assert re.findall("<mark>(.*?)</mark>", found) == marked
    assert unescape(re.sub("</?mark>", "", found)) == f"{text}."


def test_a_passage_of_a_lesson_leads_there(client: Client) -> None:
    part = lesson("Ask the vendors", "They know the <em>market</em> best.")
    publish(part, summary="Two cities.")
    [passage] = passages(client, "cases/?q=market")
    assert (str(passage.words), str(passage.place), passage.href, str(passage.title)) == (
        "They know the <mark>market</mark> best.",
        "In a lesson:",
        f"/en/lessons/{part.uid}/",
        "Ask the vendors",
    )


def test_the_name_of_a_theme_stands_beside_the_summary(client: Client) -> None:
    make_theme(slug="handling", name="Waste & its handling")
    publish(summary="Two cities.", themes=("handling",))
    [card] = cards(client, "cases/?q=handling")
    assert "Two cities." in card
    assert '<a href="/en/themes/handling/">Waste &amp; its <mark>handling</mark></a>' in card


def test_a_passage_of_the_body_leads_to_its_place_on_the_page(client: Client) -> None:
    publish(outcome("Roofs &c.", "<p>Forty <strong>stalls</strong> &amp; a roof.</p><p>More came.</p>"))
    [passage] = passages(client, "cases/?q=stall")
    assert str(passage.words) == "Forty <mark>stalls</mark> &amp; a roof. More came."
    assert str(passage.place) == "In an outcome"
    page, anchor = passage.href.split("#")
    assert f'id="{anchor}"' in client.get(page).content.decode()


def test_a_passage_in_another_language_says_which(client: Client) -> None:
    case = make_case(slug="both", title="A case", parts=(outcome("Stalls"),))
    document = case_document(case).authored
    document.of_kind("outcome")[0].texts["title"]["pt"] = Written("Quarenta bancas")  # type: ignore[index]
    apply_document(case, document)
    publish_case(case, languages=("pt",))
    [card] = cards(client, "cases/?q=bancas")
    assert '<p lang="pt">Quarenta <mark>bancas</mark></p>' in card
    assert "lang=" not in cards(client, "cases/?q=stalls")[0]


def test_a_lesson_found_in_another_language_shows_it(client: Client) -> None:
    case = make_case(slug="both", title="A case", parts=(lesson("Ask the vendors"),))
    document = case_document(case).authored
    document.of_kind("lesson")[0].texts["title"]["pt"] = Written("Ouvir as vendedoras")  # type: ignore[index]
    apply_document(case, document)
    publish_case(case, languages=("pt",))
    assert [(p.words.language, str(p.words)) for p in passages(client, "lessons/?q=vendedoras")] == [
        ("pt", "Ouvir as <mark>vendedoras</mark>")
    ]
    assert passages(client, "lessons/?q=vendors") == []


def test_what_people_wrote_stays_text(client: Client) -> None:
    publish(
        lesson("Ask & listen", 'The market &lt;i&gt;alert("x")&lt;/i&gt; <strong>a</strong> &lt; b.'),
        outcome("Other things &lt;i&gt;", "Roofs &lt;i&gt; of tin."),
    )
    [passage] = passages(client, "cases/?q=market+alert")
    assert str(passage.words) == (
        "The <mark>market</mark> &lt;i&gt;<mark>alert</mark>(&quot;x&quot;)&lt;/i&gt; a &lt; b."
    )
    assert str(passage.title) == "Ask &amp; listen"
    assert html(client, "cases/?q=tin") == ["Roofs &lt;i&gt; of <mark>tin</mark>."]


def test_a_translation_that_is_not_ready_is_not_shown(client: Client) -> None:
    case = make_case(slug="told", title="A case", parts=(outcome("A sauvage thing"),))
    document = case_document(case).authored
    document.of_kind("outcome")[0].texts["title"]["fr"] = Written("Le sauvage secret")  # type: ignore[index]
    apply_document(case, document)
    publish_case(case)
    page = client.get("/fr/cases/?q=sauvage").content.decode()
    assert ("<mark>sauvage</mark> thing" in page, "secret" in page) == (True, False)


def test_a_redacted_passage_is_not_shown(client: Client) -> None:
    hidden = outcome("The harbour of somebody named here")
    case = publish(hidden, outcome("The harbour opened"))
    assert html(client, "cases/?q=harbour") == ["The <mark>harbour</mark> of somebody named here"]
    redact(case, hidden.uid, by=make_administrator(), reason="Consent was taken back.")
    assert html(client, "cases/?q=harbour") == ["The <mark>harbour</mark> opened"]


def test_passages_take_as_many_queries_for_three_as_for_one() -> None:
    counts = []
    for number in range(3):
        parts = (outcome("A harbour"), lesson(f"Ask {number}", "Of the harbour."))
        publish_case(make_case(title="A case", partnership=make_partnership(), parts=parts))
        publish_case(make_case(title="A case", parts=(outcome("A harbour"),)))
        cases, lessons = (Found(catalogue, QueryDict("q=harbour"), "en") for catalogue in (CASES, LESSONS))
        shown = listed_cases(cases.page(0, 9), "en"), listed_lessons(lessons.page(0, 9), "en")
        with CaptureQueriesContext(connection) as asked:
            found = passages_of_cases(cases, shown[0]), passages_of_lessons(lessons, shown[1])
        assert tuple(map(len, found)) == (2 * number + 2, number + 1)
        counts.append(len(asked))
    assert counts == [5, 5, 5]


@pytest.fixture
def marker() -> Marker:
    return Marker(lambda _language: ["market", "roof"])


def test_a_long_sentence_is_cut_around_its_first_word(marker: Marker) -> None:
    text = "It rained " * 40 + "on the market " + "for a very long time " * 40
    marker.learn([("en", text)])
    found = marker.best("en", text)
    assert found
    plain = re.sub("</?mark>", "", found.html)
    assert (plain.startswith("… "), plain.endswith(" …"), len(plain) <= LONGEST + 4) == (True, True, True)
    assert re.findall(r"\S+ <mark>market</mark> \S+", found.html) == ["the <mark>market</mark> for"]


def test_the_sentence_with_most_of_the_words_is_shown(marker: Marker) -> None:
    text = "A market. A house. The market has a roof! It rains."
    marker.learn([("en", text)])
    found = marker.best("en", text)
    assert found and found.html == "The <mark>market</mark> has a <mark>roof</mark>! It rains."
    assert marker.best("en", "A house.") is None


def test_a_passage_says_what_the_title_does_not(marker: Marker) -> None:
    text = "The market and the market. A roof."
    marker.learn([("en", text)])
    found = marker.best("en", text, marker.stems_in("en", "market"))
    assert found and found.html == "A <mark>roof</mark>."
