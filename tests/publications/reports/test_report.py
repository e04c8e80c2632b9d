"""What a report tells: every pair, milestone and figure of the values, in marked-up pages; and nothing else."""

import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from pypdf import PdfReader

from cases.publications.engine.writing import Made, write_pdf
from cases.publications.reports.rendering import report_html
from cases.publications.reports.report import Report
from cases.publications.single.rendering import contents
from cases.templatetags.presenting import figure, period
from partnerships.following import Period
from partnerships.models import Milestone, Programme
from peerlearn.editing.dates import in_words
from tests.factories import make_activity, make_partnership, make_plan, make_programme
from tests.publications.passages import all_faults
from tests.publications.reading import squeezed
from tests.publications.test_pdf import lines, outline, structure

from .programmes import QUARTER, TODAY, Busy, make_busy

pytestmark = pytest.mark.django_db
ADDRESS = "https://peerlearn.example/en/desk/"
LEVELS = {"/H1": 1, "/H2": 2, "/H3": 3, "/H4": 4}


@dataclass
class Printed:
    """A report with its HTML and PDF: the text of each page, the file."""

    report: Report
    html: str
    made: Made
    pages: list[str]
    pdf: pikepdf.Pdf

    @property
    def text(self) -> str:
        return "".join(self.pages)

    @property
    def elements(self) -> list[Any]:
        return structure(self.pdf.Root.StructTreeRoot)

    def lacks(self, *words: str) -> list[str]:
        return [one for one in words if squeezed(one) not in self.text]


def printed(
    programme: Programme, period: Period = QUARTER, *, language: str = "en", today: date = TODAY
) -> Printed:
    with translation.override(language):
        report = Report(programme, period, language=language, today=today)
        html = report_html(report)
    made = write_pdf(html, address=ADDRESS, identifier="test")
    pages = [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(made.pdf)).pages]
    return Printed(report, html, made, pages, pikepdf.open(io.BytesIO(made.pdf)))


@pytest.fixture(scope="module")
def report(django_db_setup: None, django_db_blocker: Any) -> Iterator[Printed]:
    """The report of a programme that has everything, made once for all tests that only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield printed(make_busy().programme)
        transaction.set_rollback(True)


def test_every_pair_is_in_the_text_and_has_a_section(report: Printed) -> None:
    names = [pair.name for pair in report.report.progress.pairs]
    headings = [heading.words for heading in contents(report.html)]
    assert len(names) == 2
    assert report.lacks(*names) == []
    assert [name for name in names if name in headings] == names


def test_every_activity_milestone_and_update_of_the_period_is_in_the_text(report: Printed) -> None:
    plans = report.report.progress.plans
    words = [each.title for plan in plans for each in plan.activities]
    words += [each.title for plan in plans for each in (*plan.milestones, *plan.overdue)]
    words += [update.text for rows in report.report.told.updates.values() for update in rows]
    assert len(words) == 13
    assert report.lacks(*words, "They walked route 1 together.", "Both mayors") == []


def test_every_figure_is_in_the_text(report: Printed) -> None:
    results = [result for plan in report.report.progress.plans for result in plan.results]
    figures = [each for result in results for each in (result.baseline, result.target, result.actual)]
    figures += [each.value for plan in report.report.progress.plans for each in plan.figures]
    assert len(figures) == 8
    assert report.lacks(*(figure(value) for value in figures)) == []


def test_summary_counts_what_the_values_say(report: Printed) -> None:
    counted = [(number.value, number.words) for number in report.report.numbers]
    assert counted == [
        (2, "partnerships"),
        (3, "activities held"),
        (56, "people took part"),
        (4, "updates"),
        (2, "milestones reached"),
        (2, "milestones overdue"),
        (2, "approved figures"),
    ]
    assert report.lacks(*(f"{value}{words}" for value, words in counted)) == []


def test_people_are_told_by_group_with_women(report: Printed) -> None:
    assert report.lacks("Politicians 4", "Officials 12", "Group not known 40", "Women among them 6") == []


def test_contributions_are_added_up_by_currency_and_name_their_source(report: Printed) -> None:
    assert report.lacks("To its partnerships 2,003 – 24", "To the programme – 50,000 –") == []
    assert report.lacks("1,001 EUR", "12 days of staff time", "A bus 2", "Ledger 1", "The grant letter") == []


def test_what_is_not_public_is_told_and_marked(report: Printed) -> None:
    assert report.lacks("For us alone 1") == []
    assert report.html.count('class="closed"') == 3  # an update of each, and one of the partnerships


def test_what_lies_outside_the_period_is_left_out(report: Printed) -> None:
    assert [words for words in ("Last year 1", "Later thing 1", "Printed 1") if not report.lacks(words)] == []


def test_figure_that_nobody_approved_is_left_out(report: Printed) -> None:
    assert report.lacks("99,999") == ["99,999"]


def test_what_lies_in_the_bin_is_left_out(busy: Busy) -> None:
    Milestone.objects.filter(title="Signed 1").update(removed_at=timezone.now())
    assert printed(busy.programme).lacks("Signed 1", "Signed 2") == ["Signed 1"]


def test_other_programmes_are_left_out(busy: Busy) -> None:
    other = make_partnership(programme=make_programme())
    make_activity(plan=make_plan(partnership=other), title="Elsewhere", starts="2024-02", status="done")
    assert printed(busy.programme).lacks("Elsewhere") == ["Elsewhere"]


def test_stages_stand_in_a_table_with_every_pair(report: Printed) -> None:
    assert report.lacks("Getting to know 2023", "Looking back 2025", "1 of 3") == []


def test_cover_names_programme_period_coordinator_and_funder(report: Printed) -> None:
    cover = report.pages[0]
    words = (
        report.report.progress.name,
        period("2024-01", "2024-03"),
        "The association of towns",
        "The bank of roads",
    )
    assert [one for one in words if squeezed(one) not in cover] == []


def test_imprint_says_when_where_and_in_which_language(report: Printed) -> None:
    last = report.pages[-1]
    words = (in_words(TODAY.isoformat()), "English", settings.PEERLEARN_ADDRESS)
    assert [one for one in words if squeezed(one) not in last] == []


def test_source_is_named_by_its_number(report: Printed) -> None:
    listed = [source.address or source.title for source in report.report.sources.listed]
    number = listed.index("https://example.org/visit/2") + 1
    assert f'<a class="source-link" href="#source-{number}">' in report.html
    assert f'id="source-{number}"' in report.html


def test_headings_go_down_step_by_step(report: Printed) -> None:
    levels = [LEVELS[str(each.S)] for each in report.elements if str(each.S) in LEVELS]
    assert (levels.count(1), max(levels)) == (1, 4)
    assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_bookmarks_are_the_headings(report: Printed) -> None:
    with report.pdf.open_outline() as bookmarks:
        titles = outline(bookmarks.root)
    assert titles == [report.report.progress.name, *lines(contents(report.html))]


def test_every_table_has_headers_for_its_columns_and_rows(report: Printed) -> None:
    tables = [each for each in report.elements if str(each.S) == "/Table"]
    assert len(tables) == 9
    for table in tables:
        first, *others = [each for each in structure(table) if str(each.S) == "/TR"]
        kinds = [str(cell.S) for cell in structure(first) if str(cell.S) in ("/TH", "/TD")]
        assert kinds.count("/TH") >= len(kinds) - 1
        assert {str(structure(row)[0].S) for row in others} == {"/TH"}


def test_every_picture_says_what_it_shows(report: Printed) -> None:
    said = [str(each.get("/Alt", "")) for each in report.elements if str(each.S) == "/Figure"]
    assert len(said) == 4
    assert said[0] == "Map of the cities that learn from each other. Norte 1 – Sul 1; Norte 2 – Sul 2"
    assert said[1].startswith("Timeline of the programme. Getting to know: 2023. ")
    assert said[2] == "Gardens of pair 1. Baseline 3 gardens, Actual 701.5 gardens, Target 1,201 gardens"


def test_words_in_another_language_are_marked(report: Printed) -> None:
    assert '<h4 lang="pt">Visit number 1</h4>' in report.html
    assert "<h4>Visit number 2</h4>" in report.html


def test_pdf_says_what_it_is(report: Printed) -> None:
    info = report.pdf.docinfo
    assert str(report.pdf.Root.Lang) == "en"
    title = f"Progress report: {report.report.progress.name}, {period('2024-01', '2024-03')}"
    assert (str(info.Title), str(info.Author)) == (title, "The association of towns")
    with report.pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_report_has_no_faults(report: Printed) -> None:
    assert all_faults(report.made.pdf, report.html) == []


def test_engine_finds_nothing_odd(report: Printed) -> None:
    assert report.made.warnings == ()


def test_made_twice_is_the_same_to_the_byte(report: Printed) -> None:
    assert write_pdf(report.html, address=ADDRESS, identifier="test").pdf == report.made.pdf


@pytest.mark.parametrize("language", ["es", "fr", "pt"])
def test_report_is_made_in_every_language(busy: Busy, language: str) -> None:
    made = printed(busy.programme, language=language)
    assert (str(made.pdf.Root.Lang), made.made.warnings) == (language, ())


def test_long_table_repeats_its_head_on_every_page() -> None:
    made = printed(make_busy(pairs=30).programme)
    heading = squeezed("Partnership Status Getting to know")
    assert sum(heading in page for page in made.pages) == 2
    assert made.made.warnings == ()
    assert [number for number, words in enumerate(made.pages[1:], 2) if len(words) < 150] == []


def test_pairs_without_news_stand_together() -> None:
    busy = make_busy(pairs=3, silent=2)
    made = printed(busy.programme)
    assert [section.pair.pk for section in made.report.silent if section.pair] == [
        partnership.pk for partnership in busy.partnerships[:2]
    ]
    assert made.lacks("Without news", "Norte 1", "Norte 2") == []


def test_period_without_anything_says_so(busy: Busy) -> None:
    made = printed(busy.programme, Period(date(2022, 1, 1), date(2022, 3, 31)))
    assert made.lacks(f"Nothing was noted for {period('2022-01', '2022-03')}: no activity") == []
    assert made.lacks("What happened", "Updates", "Who took part") == [
        "What happened",
        "Updates",
        "Who took part",
    ]


def test_programme_without_partnerships_says_so() -> None:
    made = printed(make_programme())
    assert made.lacks("No partnership belongs to this programme yet") == []
    assert [str(each.S) for each in made.elements if str(each.S) == "/Table"] == []
    assert made.made.warnings == ()
