"""The brochure: two or four pages that fold, the essence within its budgets, and what it had no room for."""

import io
import itertools
from pathlib import Path
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.test import override_settings
from pypdf import PageObject, PdfReader

from cases.document import Part, Written
from cases.models import Edition
from cases.presenting import RICHEST, Brochure, Words, present
from cases.presenting.brochure import LESSONS, OUTCOME, VOICE, part_of
from cases.publications.engine.errors import EngineError
from cases.publications.engine.papers import Print
from cases.publications.engine.writing import Made, lay_out, write_pdf
from cases.publications.single.brochures import FOLDED, SHEET, brochure_html, render_brochure
from cases.publications.single.rendering import address_of
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
        ("One two three, four.", 3, "One two three…"),
        ("One two, three four five six.", 4, "One two…"),
        ("One, two three four five six.", 4, "One, two three four…"),
        ("See Dr. Who there. Three.", 3, "See Dr. Who…"),
        ("Note n.º 4 is here. Three.", 5, "Note n.º 4 is here."),
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


def test_where_there_is_room_less_is_left_out() -> None:
    long = f"<p>{'Word ' * OUTCOME}.</p><p>More.</p>"
    case = present(published(*(outcome(name, "1", long) for name in "ABCD"), voice("word " * 60)), "en")
    assert (Brochure(case, RICHEST).left_out, Brochure(case).left_out) == (
        ["1 voice"],
        ["1 outcome", "1 voice", "the end of 3 outcomes"],
    )


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
    monkeypatch.setattr("cases.publications.single.brochures.FORMS", {SHEET: 3, FOLDED: 3})
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


def lines_of(page: PageObject) -> list[tuple[float, str]]:
    """How far above the foot of the page each piece of text stands, in parts of its height."""
    found: list[tuple[float, str]] = []

    def keep(text: str, cm: list[float], tm: list[float], *_more: object) -> None:
        if text.strip():
            found.append(
                ((tm[4] * cm[1] + tm[5] * cm[3] + cm[5]) / float(page.mediabox.height), text.strip())
            )

    page.extract_text(visitor_text=keep)
    return found


def largest_gap(page: PageObject) -> float:
    """The highest stretch of a page without any words, in parts of its height."""
    heights = sorted([0.0, 1.0, *(height for height, _text in lines_of(page))])
    return max(upper - lower for lower, upper in itertools.pairwise(heights))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(
    ("slug", "language"), [*SAMPLE, ("barcelona-medellin", "es"), ("lyon-ouagadougou", "fr")]
)
def test_no_page_of_a_brochure_is_blank_for_more_than_a_third(
    sample: Path, slug: str, language: str, paper: str
) -> None:
    with override_settings(STORAGES=STATIC):
        edition = Edition.objects.with_document().get(case__slug=slug)
        pdf = render_brochure(edition, language, identifier="test", printed=Print(paper))
    gaps = [largest_gap(page) for page in PdfReader(io.BytesIO(pdf.pdf)).pages]
    assert [gap for gap in gaps if gap > 1 / 3] == []


@pytest.mark.parametrize(("letters", "millimetres"), [(90, 82), (220, 96)])
def test_way_to_the_whole_case_keeps_to_its_place(letters: int, millimetres: int) -> None:
    title = ("Village " * 40)[:letters].strip()
    edition = publish_case(make_case(title=title, parts=(outcome("A"), voice("Yes."))))
    html = brochure_html(edition, "en", SHEET)
    pages = PdfReader(
        io.BytesIO(write_pdf(html, address=address_of(edition, "en"), identifier="test").pdf)
    ).pages
    (height,) = [height for height, text in lines_of(pages[-1]) if text == "Read the whole case"]
    assert height * 297 < millimetres - 8


@pytest.mark.parametrize("filled", [(), (outcome("A"),)])
def test_sheet_is_found_in_at_most_four_layouts(
    monkeypatch: pytest.MonkeyPatch, filled: tuple[Part, ...]
) -> None:
    laid: list[str] = []
    monkeypatch.setattr(
        "cases.publications.single.brochures.lay_out",
        lambda html, **more: laid.append(html) or lay_out(html, **more),  # type: ignore[func-returns-value]
    )
    aim = part("objective", {"plan_objective": None}, text="<p>Reach it</p>")
    assert made(published(aim, *filled)).pages == 2
    assert len(laid) <= 4
    assert laid[-1].count("Reach it") == 1


def test_rich_case_fills_its_brochure_with_more_than_the_essence() -> None:
    lesson = part("lesson", dict(make_lesson().facts), title="Map first", text="<p>Then more.</p>")
    edition = published(
        outcome("A"), part("objective", {"plan_objective": None}, text="<p>Reach it</p>"), lesson
    )
    text = squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(made(edition).pdf)).pages))
    assert [text.count(squeezed(words)) for words in ("Reach it", "Then more.")] == [1, 1]


def test_outcomes_fill_the_front_where_no_city_is_told_of() -> None:
    lesson = part("lesson", dict(make_lesson().facts), title="Map first", text="<p>Then more.</p>")
    front, back = PdfReader(io.BytesIO(made(published(outcome("Half less"), lesson)).pdf)).pages
    assert "Half less" in front.extract_text()
    assert "Map first" in back.extract_text()


@pytest.mark.parametrize("has_lessons", [True, False])
def test_lessons_are_promised_where_there_are_some(*, has_lessons: bool) -> None:
    parts = [make_lesson()] if has_lessons else []
    html = brochure_html(published(outcome("A"), *parts), "en", SHEET)
    assert ("each lesson with the challenge" in html) == has_lessons
    assert ("There you find the context, the sources" in html) == (not has_lessons)


def test_code_of_the_address_has_its_text_alternative(sample: Path) -> None:
    with override_settings(STORAGES=STATIC):
        pdf = made(Edition.objects.with_document().get(case__slug="guarulhos-nampula"))
    opened = pikepdf.open(io.BytesIO(pdf.pdf))
    elements = structure(opened.Root.StructTreeRoot)
    told = [str(each.get("/Alt", "")) for each in elements if str(each.S) == "/Figure"]
    assert [each for each in told if each.startswith("Code of the address")] != []
    assert "" not in told
