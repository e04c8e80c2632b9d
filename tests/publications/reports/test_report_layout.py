"""How a report lies on its pages: within the margins, tables whole, one language named once, a calendar of its years."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from cases.publications.engine.papers import OFFICE
from cases.publications.engine.writing import lay_out
from cases.publications.reports.rendering import report_html
from cases.publications.reports.report import Report
from partnerships.following import Period
from partnerships.models import Contribution, Milestone, ProgressUpdate, Stage, WorkPlan
from tests.factories import make_activity

from .programmes import QUARTER, TODAY, Busy, make_busy

pytestmark = pytest.mark.django_db
ADDRESS = "https://peerlearn.example/en/desk/"
WIDTH, SIDE = 210 * 96 / 25.4, 24 * 96 / 25.4  # pixels: A4, its margins
LONG = "Intercambios técnicos entre ciudades intermedias"


def report_of(busy: Busy, period: Period = QUARTER, *, today: date = TODAY) -> Report:
    return Report(busy.programme, period, language=translation.get_language() or "en", today=today)


def plan_of(busy: Busy) -> WorkPlan:
    """The plan of the first pair, whose words are Portuguese."""
    return WorkPlan.objects.get(partnership=busy.partnerships[0])


def texts(page: Any) -> Iterator[Any]:
    """Every text on a laid page, with its place in pixels."""
    waiting = [page._page_box]
    while waiting:
        each = waiting.pop()
        waiting += getattr(each, "children", [])
        waiting += [each.text_box] if getattr(each, "text_box", None) else []
        if getattr(each, "text", None) and each.text.strip():
            yield each


def pages_of(busy: Busy) -> list[list[Any]]:
    laid = lay_out(report_html(report_of(busy)), address=ADDRESS, printed=OFFICE)
    return [list(texts(page)) for page in laid.document.pages]


@pytest.mark.parametrize("stages", [3, 5, 8])
@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
def test_no_word_lies_beyond_the_margins(busy: Busy, language: str, stages: int) -> None:
    for position in range(3, stages):
        Stage.objects.create(programme=busy.programme, name={"en": LONG}, position=position)
    with translation.override(language):
        pages = pages_of(busy)
    beyond = [
        each.text
        for page in pages[1:]
        for each in page
        if each.position_x < SIDE - 1 or each.position_x + each.width > WIDTH - SIDE + 1
    ]
    assert (sum(len(page) for page in pages) > 100, beyond) == (True, [])


def test_head_of_a_page_is_one_line_of_a_long_name(busy: Busy) -> None:
    name = "Brasil-Mozambique: gobiernos locales en la cooperación descentralizada"
    busy.programme.name = {"en": name}
    busy.programme.save()
    for page in pages_of(busy)[1:]:
        assert name in [each.text for each in page]


def test_contents_and_figures_share_a_page_that_has_room_for_both(busy: Busy) -> None:
    Contribution.objects.all().delete()
    words = [each.text for each in pages_of(busy)[1]]
    assert [one for one in ("Contents", "The period in figures", "Who took part") if one not in words] == []


def test_short_table_of_milestones_stays_whole() -> None:
    busy = make_busy(pairs=5)
    titles = [
        [f"Stone {step} of {number}" for step in range(6)] for number, _pair in enumerate(busy.partnerships)
    ]
    Milestone.objects.all().delete()
    for partnership, own in zip(busy.partnerships, titles, strict=True):
        plan = WorkPlan.objects.get(partnership=partnership)
        Milestone.objects.bulk_create(Milestone(plan=plan, title=title, reached="2024-02") for title in own)
    pages = [[each.text.replace("\xa0", " ") for each in page] for page in pages_of(busy)]
    torn = [own for own in titles if not any(set(own) <= set(page) for page in pages)]
    assert torn == []


def test_milestones_without_a_day_due_stand_as_they_were_reached(busy: Busy) -> None:
    Milestone.objects.filter(plan__partnership=busy.partnerships[0]).update(due="")
    plan = plan_of(busy)
    for title, reached in (("Last", "2024-03"), ("First", "2024-01-02")):
        Milestone.objects.create(plan=plan, title=title, reached=reached)
    section = report_of(busy).sections[1][0]
    titles = [shown.milestone.title for shown in section.milestones]
    assert (titles, section.has_due) == (["First", "Signed 1", "Last"], False)


def test_column_that_nobody_filled_is_left_out(busy: Busy) -> None:
    assert report_html(report_of(busy)).count('<th scope="col">Due</th>') == 2
    Milestone.objects.update(due="", reached="2024-01")
    assert report_html(report_of(busy)).count('<th scope="col">Due</th>') == 0


def test_section_in_another_language_says_so_once(busy: Busy) -> None:
    ProgressUpdate.objects.filter(partnership=busy.partnerships[0]).update(language="pt")
    assert report_html(report_of(busy)).count("Noted in Portuguese") == 1
    ProgressUpdate.objects.filter(text="First tree 1").update(language="en")
    html = report_html(report_of(busy))
    assert html.count("Noted in Portuguese") == 6  # two activities, two milestones, an update, an indicator


def test_address_in_what_people_wrote_is_a_link_and_never_hyphenated(busy: Busy) -> None:
    address = "https://example.org/municipalities-of-guarulhos"
    make_activity(plan=plan_of(busy), title="Walk", starts="2024-02", text=f"<b>See {address}</b>")
    html = report_html(report_of(busy))
    assert f'&lt;b&gt;See <a href="{address}" rel="nofollow">{address}</a>&lt;/b&gt;' in html


def test_contributions_in_words_alone_are_counted_apart(busy: Busy) -> None:
    assert report_of(busy).has_unsaid is False
    partner = busy.programme.partners.get(role="funder")
    Contribution.objects.create(partner=partner, in_kind={"en": "A bus"})
    report = report_of(busy)
    assert [(each.name, each.unsaid) for each in report.given] == [
        ("To the programme", 1),
        ("To its partnerships", 0),
        ("Together", 1),
    ]
    assert "Without an amount" in report_html(report)


def test_contributions_without_any_sum_are_not_added_up(busy: Busy) -> None:
    Contribution.objects.update(amount=None, currency="", staff_days=None, in_kind={"en": "A bus"})
    report = report_of(busy)
    assert report.given == []
    assert report_html(report).count("A bus") == 3


def test_nought_is_no_figure_of_the_summary() -> None:
    words = [number.words for number in report_of(make_busy(pairs=1, silent=1)).numbers]
    assert words == ["partnership", "activity held", "people took part"]


def test_what_a_partnership_left_open_at_its_end_is_not_late(busy: Busy) -> None:
    ended = busy.partnerships[0]
    ended.ends = "2024-03"
    ended.save()
    report = report_of(busy)
    counted = {number.words: number.value for number in report.numbers}
    assert (counted["milestone overdue"], counted["milestone not reached"]) == (1, 1)
    html = report_html(report)
    assert (html.count(">overdue<"), html.count(">not reached<"), html.count(">not done<")) == (1, 1, 1)


def test_calendar_is_that_of_the_programme_whatever_happened_years_later(busy: Busy) -> None:
    before = report_of(busy).calendar
    make_activity(plan=plan_of(busy), title="Years later", starts="2031-05", status="done")
    after = report_of(busy).calendar
    assert (before.is_cut, after.is_cut) == (False, True)
    assert (">2025<" in after.drawing, ">2031<" in after.drawing) == (True, False)


def test_calendar_of_a_programme_without_years_holds_everything(busy: Busy) -> None:
    Stage.objects.all().delete()
    busy.programme.starts = busy.programme.ends = ""
    busy.programme.save()
    make_activity(plan=plan_of(busy), title="Years later", starts="2027-05", status="done")
    calendar = report_of(busy).calendar
    assert (calendar.is_cut, ">2027<" in calendar.drawing) == (False, True)
