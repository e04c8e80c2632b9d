"""The brochure: two or four pages that fold, the essence within its budgets, and what it had no room for."""

import io
from pathlib import Path
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.test import override_settings
from pypdf import PdfReader

from cases.document import Part, Written
from cases.models import Edition
from cases.presenting import Brochure, Words, present
from cases.presenting.brochure import LESSONS, OUTCOME, VOICE, part_of
from cases.publications.engine.errors import EngineError
from cases.publications.engine.writing import Made
from cases.publications.single.brochures import FOLDED, SHEET, brochure_html, render_brochure
from tests.factories import make_case, make_lesson, make_partnership, publish_case

from .printing import STATIC
from .reading import squeezed
from .test_layout import make_cities
from .test_pdf import structure

pytestmark = pytest.mark.django_db
SAMPLE = [("guarulhos-nampula", "pt"), ("montreal-port-au-prince", "fr"), ("kitakyushu-surabaya", "en")]


def words(text: str) -> Words:
    return Words(f"<p>{text}</p>", "en")  # type: ignore[arg-type]


def part(kind: str, facts: dict[str, Any], **texts: str) -> Part:
    return Part(uuid4(), kind, facts, {name: {"en": Written(text)} for name, text in texts.items()})


def outcome(title: str, value: str | None = None, text: str = "<p>It is so.</p>") -> Part:
    return part("outcome", {"value": value, "indicator": None, "activities": ()}, title=title, text=text)


def voice(quote: str) -> Part:
    facts = {"group": "leader", "person": "Amina", "city": None, "consent_on": "2024-05-01"}
    return part("voice", facts | {"consent_note": ""}, quote=f"<p>{quote}</p>", role="Councillor")


def published(*parts: Part) -> Edition:
    return publish_case(make_case(parts=parts))


def brochure(*parts: Part) -> Brochure:
    return Brochure(present(published(*parts), "en"))


def made(edition: Edition, language: str = "en") -> Made:
    return render_brochure(edition, language, identifier="test")


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("One two. Three four.", 4, "One two. Three four."),
        ("One two. Three four.", 3, "One two."),
        ("One two three, four.", 3, "One two three …"),
        ("«One two.» Three four.", 3, "«One two.»"),
    ],
)
def test_text_is_told_as_far_as_there_is_room(text: str, most: int, shown: str) -> None:
    assert str(part_of(words(text), most)) == shown


def test_outcomes_with_a_figure_come_before_others() -> None:
    told = brochure(outcome("A"), outcome("B"), outcome("C", "5"), outcome("D", "7"), outcome("E")).outcomes
    assert [each.item.title.plain for each in told] == ["A", "C", "D"]


def test_few_lessons_are_told_with_their_texts() -> None:
    lesson = part(
        "lesson", dict(make_lesson().facts), title="Map first", text="<p>Then lay more over it.</p>"
    )
    assert [str(each.text) for each in brochure(lesson).lessons] == ["Then lay more over it."]


def test_many_lessons_are_told_by_their_titles() -> None:
    lessons = [
        part("lesson", dict(make_lesson().facts), title=f"Lesson {number}", text="<p>More.</p>")
        for number in range(5)
    ]
    assert [str(each.text) for each in brochure(*lessons).lessons] == [""] * 5


def test_voice_that_is_too_long_gives_way_to_a_short_one() -> None:
    told = brochure(voice("word " * (VOICE + 1)), voice("We went home with a question.")).voice
    assert told and told.quote.plain == "We went home with a question."


def test_what_is_left_out_is_named() -> None:
    long = f"<p>{'Word ' * OUTCOME}.</p><p>More.</p>"
    lessons = [make_lesson(title=f"Lesson {number}") for number in range(LESSONS + 2)]
    told = brochure(*lessons, *(outcome(name, "1", long) for name in "ABCD"), voice("word " * 60))
    assert told.left_out == ["1 outcome", "2 lessons", "1 voice", "the end of 3 outcomes"]


def test_nothing_is_left_out_of_a_short_case() -> None:
    assert brochure(make_lesson(), outcome("A"), voice("Yes.")).left_out == []


def full_to_the_brim() -> Edition:
    cities = make_cities(4)
    title = "Village " * 14
    parts = [
        *(part("lesson", dict(make_lesson(cities=(cities[0].slug, cities[1].slug)).facts), title=title)
          for _each in range(LESSONS)),
        *(outcome(title, "12345678.5", f"<p>{"Village " * OUTCOME}</p>") for _each in range(3)),
        voice("Village " * VOICE),
    ]  # fmt: skip
    return publish_case(
        make_case(partnership=make_partnership(cities=tuple(cities)), title=title, parts=tuple(parts))
    )


def test_short_brochure_is_one_sheet() -> None:
    assert made(published(make_lesson(), outcome("A", "5"), voice("Yes."))).pages == 2


def test_longest_brochure_has_four_pages() -> None:
    assert made(full_to_the_brim()).pages == 4


def test_brochure_that_does_not_fold_is_a_failure_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.publications.single.brochures.FORMS", ((FOLDED, 2),))
    with pytest.raises(EngineError, match="4 pages"):
        made(published(make_lesson()))


@pytest.mark.parametrize("template", [SHEET, FOLDED])
def test_each_form_tells_the_same(template: str) -> None:
    edition = published(make_lesson(title="Map first"), outcome("Half less", "5"), voice("Yes."))
    html = brochure_html(edition, "en", template)
    assert [html.count(words) for words in ("Map first", "Half less", "Yes.", 'class="cite"')] == [1, 1, 1, 1]


@pytest.mark.parametrize(("slug", "language"), SAMPLE)
def test_brochure_of_a_sample_case(sample: Path, slug: str, language: str) -> None:
    with override_settings(STORAGES=STATIC):
        edition = Edition.objects.with_document().get(case__slug=slug)
        pdf = made(edition, language)
    told = Brochure(present(edition, language))
    text = squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.pdf)).pages))
    titles = [squeezed(each.item.title.plain) for each in (*told.lessons, *told.outcomes)]
    assert (pdf.pages, pdf.warnings) == (2, ())
    assert len(titles) > 2
    assert [title for title in titles if title not in text] == []


def test_code_of_the_address_has_its_text_alternative(sample: Path) -> None:
    with override_settings(STORAGES=STATIC):
        pdf = made(Edition.objects.with_document().get(case__slug="guarulhos-nampula"))
    opened = pikepdf.open(io.BytesIO(pdf.pdf))
    elements = structure(opened.Root.StructTreeRoot)
    told = [str(each.get("/Alt", "")) for each in elements if str(each.S) == "/Figure"]
    assert [each for each in told if each.startswith("Code of the address")] != []
    assert "" not in told
