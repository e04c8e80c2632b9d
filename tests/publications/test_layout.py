"""A case that has everything: every kind of item is in the PDF, well marked, whatever its length."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image
from pypdf import PdfReader

from cases.document import Part, Written
from cases.models import Edition, Narrative, Text
from cases.presenting import present
from cases.publications.engine.writing import write_pdf
from cases.publications.single.rendering import address_of, full_html
from cases.templatetags.presenting import columns_of
from partnerships.models import City, Indicator
from peerlearn.editing.pictures import keep_picture
from tests.cases.plans import SECRETS, make_whole_plan
from tests.factories import (
    make_activity,
    make_case,
    make_city,
    make_lesson,
    make_partnership,
    make_plan,
    publish_case,
)

from .reading import Tagged, squeezed
from .test_pdf import structure

pytestmark = pytest.mark.django_db
PARAGRAPH = "<p>" + "They walked the neighbourhood twice before a map was drawn. " * 5 + "</p>"


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


@dataclass
class Printed:
    """An edition's PDF: the text of each page, the file, what the engine found odd."""

    pages: list[str]
    pdf: pikepdf.Pdf
    warnings: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(self.pages)

    @property
    def elements(self) -> list[Any]:
        return structure(self.pdf.Root.StructTreeRoot)


def printed(edition: Edition) -> Printed:
    address = address_of(edition, "en")
    made = write_pdf(full_html(edition, "en"), address=address, identifier="test")
    reader = PdfReader(io.BytesIO(made.pdf))
    pages = [squeezed(page.extract_text()) for page in reader.pages]
    return Printed(pages, pikepdf.open(io.BytesIO(made.pdf)), made.warnings)


def part(kind: str, facts: dict[str, Any], uid: UUID | None = None, **texts: str) -> Part:
    return Part(uid or uuid4(), kind, facts, {name: {"en": Written(text)} for name, text in texts.items()})


def contexts(cities: list[City], paragraphs: int = 1) -> list[Part]:
    return [part("context", {"city": city.slug}, text=PARAGRAPH * paragraphs) for city in cities]


def comparison(cities: list[City]) -> list[Part]:
    uid = uuid4()
    sides = [
        part("side", {"tool": str(uid), "city": city.slug}, description=f"<p>Works in {city.slug}</p>")
        for city in cities
    ]
    return [part("comparison", {}, uid, title="Open budgets", similarities="<p>Both publish.</p>"), *sides]


def voice(city: City) -> Part:
    facts = {"group": "leader", "person": "Amina", "city": city.slug}
    facts |= {"consent_on": "2024-05-01", "consent_note": "in a letter"}
    return part("voice", facts, quote="<p>We went home with a question</p>", role="Councillor")


def illustration() -> Part:
    file = io.BytesIO()
    Image.new("RGB", (1500, 900), "teal").save(file, "JPEG")
    picture = keep_picture(SimpleUploadedFile("street.jpg", file.getvalue()))
    picture.credit = "Photographer"
    picture.save()
    facts = {"picture": str(picture.uid), "is_cover": False}
    return part("illustration", facts, alternative="Houses along a street", caption="The street")


def publish_everything(cities: list[City], *, paragraphs: int = 1, lessons: int = 3) -> Edition:
    """Publishes a case of these cities with an item of every kind."""
    outcome = {"value": "12345678.5", "indicator": None, "activities": ()}
    source = {
        "title": "A report",
        "address": f"https://example.org/{'x' * 300}",
        "language": "",
        "read_on": None,
    }
    everyone = tuple(city.slug for city in cities)
    parts = [
        *contexts(cities, paragraphs),
        part("objective", {"plan_objective": None}, text="<p>Reach it</p>"),
        part("challenge", {"themes": ()}, title="Three names for one street", text=PARAGRAPH),
        part("outcome", outcome, title="Money collected", text=PARAGRAPH, unit="meticais"),
        *[make_lesson(title=f"Lesson number {number}", cities=everyone) for number in range(lessons)],
        voice(cities[0]),
        *comparison(cities),
        illustration(),
        part("source", source),
    ]
    return publish_case(make_case(partnership=make_partnership(cities=tuple(cities)), parts=tuple(parts)))


def make_cities(count: int) -> list[City]:
    return [make_city(name=f"Town {number}") for number in range(1, count + 1)]


@pytest.mark.parametrize("count", [2, 3, 6])
def test_case_with_everything_prints_without_a_warning(count: int) -> None:
    assert printed(publish_everything(make_cities(count))).warnings == ()


def test_every_kind_of_item_is_in_the_text() -> None:
    cities = make_cities(2)
    text = printed(publish_everything(cities)).text
    words = [
        "Reach it",
        "Three names for one street",
        "12,345,678.5",
        "meticais",
        "Lesson number 2",
        "The street",
    ]
    words += [
        "We went home with a question",
        "Councillor",
        "Open budgets",
        "Both publish.",
        "Photographer",
    ]
    words += [f"Works in {city.slug}" for city in cities] + ["x" * 300]
    assert [one for one in words if squeezed(one) not in text] == []


def test_how_a_speaker_gave_consent_is_not_printed() -> None:
    assert squeezed("in a letter") not in printed(publish_everything(make_cities(2))).text


def test_picture_has_its_text_alternative() -> None:
    made = printed(publish_everything(make_cities(2)))
    figures = [str(element.get("/Alt", "")) for element in made.elements if str(element.S) == "/Figure"]
    assert "Houses along a street" in figures


def test_alternative_of_a_picture_is_said_in_its_language() -> None:
    """Of a case that isn't translated."""
    edition = publish_everything(make_cities(2))
    made = write_pdf(full_html(edition, "es"), address=address_of(edition, "es"), identifier="test")
    tagged = Tagged(made.pdf)
    said = [(each.language, each.text_of("Alt")) for each in tagged.top.all() if each.kind == "Figure"]
    assert ("en", "Houses along a street") in said


def test_comparison_is_a_table_with_headers() -> None:
    made = printed(publish_everything(make_cities(2)))
    kinds = [str(element.S) for element in made.elements]
    assert (kinds.count("/Table"), kinds.count("/TH")) == (1, 3)


@pytest.mark.parametrize(
    ("count", "paragraphs", "lessons"), [(2, 6, 3), (2, 20, 3), (3, 4, 40), (3, 20, 3), (5, 6, 3)]
)
def test_no_page_of_a_long_case_is_empty(count: int, paragraphs: int, lessons: int) -> None:
    made = printed(publish_everything(make_cities(count), paragraphs=paragraphs, lessons=lessons))
    assert [number for number, words in enumerate(made.pages[1:], 2) if len(words) < 100] == []


@pytest.mark.parametrize(
    ("count", "paragraphs", "columns"), [(1, 1, 1), (2, 1, 2), (2, 9, 1), (3, 1, 3), (3, 6, 1), (4, 1, 1)]
)
def test_columns_of_contexts(count: int, paragraphs: int, columns: int) -> None:
    cities = make_cities(max(count, 2))
    parts = tuple(contexts(cities[:count], paragraphs))
    edition = publish_case(make_case(partnership=make_partnership(cities=tuple(cities)), parts=parts))
    assert columns_of(present(edition, "en").contexts) == columns


def test_plan_and_results_are_printed_with_their_dates_and_sources() -> None:
    plan = make_whole_plan()
    gardens = Indicator.objects.get(name="Gardens", removed_at=None)
    facts = {"value": None, "indicator": str(gardens.uid), "activities": ()}
    made = printed(
        publish_case(make_case(partnership=plan, parts=(part("outcome", facts, title="Greener"),)))
    )
    words = [
        *("Visit to Alpha, 5–9 May 2014", "Online talks (planned), February 2015", "Diagnosis, 2013"),
        *("By-law adopted, due December 2014, reached March 2015", "Source: Count again", "42.5 plots"),
        *("Results in figures", "People trained", "Target reached", "Total 35"),
    ]
    assert [one for one in words if squeezed(one) not in made.text] == []
    assert [secret for secret in SECRETS if squeezed(secret) in made.text] == []
    assert made.warnings == ()
    told = [str(element.get("/Alt", "")) for element in made.elements if str(element.S) == "/Figure"]
    assert [alt for alt in told if "Visit to Alpha, 5–9 May 2014" in alt]


def test_language_of_an_activity_is_said_where_the_case_has_another() -> None:
    plan = make_plan()
    make_activity(plan=plan, title="Visit", starts="2014", status="done")
    case = make_case(partnership=plan.partnership)
    assert full_html(publish_case(case), "es").count("Anotado en") == 0
    other = make_case(partnership=plan.partnership, language="pt")
    assert full_html(publish_case(other), "pt").count("Escrito em") == 1


def test_head_of_the_page_of_the_summary_says_so() -> None:
    case = make_case(sdgs=(11,))
    narrative = Narrative.objects.get(case=case)
    Text.objects.create(item=narrative, field="summary", language="en", value="<p>They learnt.</p>")
    page = printed(publish_case(case)).pages[3]
    assert (page.count("Summary"), "Theylearnt." in page) == (2, True)


def test_long_plan_is_printed_whole() -> None:
    plan = make_plan()
    for number in range(40):
        title = f"Visit number {number} of the technical group"
        make_activity(plan=plan, title=title, starts=f"{2010 + number // 4}", status="done")
    made = printed(publish_case(make_case(partnership=plan.partnership)))
    drawn = [str(element.get("/Alt", "")) for element in made.elements if str(element.S) == "/Figure"]
    assert len([alt for alt in drawn if "Visit number" in alt]) > 1
    assert [n for n in range(40) if not any(f"Visit number {n} " in alt for alt in drawn)] == []
    assert [number for number, words in enumerate(made.pages[3:], 4) if len(words) < 100] == []
