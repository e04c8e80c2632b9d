"""A plan taken out: what the files hold, and that what goes out comes back unchanged."""

import csv
import io
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from partnerships.desk.planning.plans import Plan
from partnerships.desk.planning.sheets.layout import TABLES, Table, headings_of, in_all_languages, plainly
from partnerships.desk.planning.sheets.vocabulary import Vocabulary
from partnerships.models import Measurement, Partnership, PlanObjective, WorkPlan
from peerlearn.accounts.models import User
from tests.factories import make_activity, make_city, make_figure, make_indicator

from .files import changes, fates, tried

LANGUAGES = settings.INTERFACE_LANGUAGES


@pytest.fixture
def full(plan: WorkPlan, partnership: Partnership, editor: User) -> WorkPlan:
    """A plan with something in every column, and with what is awkward in a spreadsheet."""
    cities = list(partnership.cities.order_by("pk"))
    aims = [
        PlanObjective.objects.create(plan=plan, text=text) for text in ("=Learn; and teach", "Learn", "Learn")
    ]
    gone = PlanObjective.objects.create(plan=plan, text="Given up", removed_at=timezone.now())
    visit = make_activity(
        plan=plan,
        title="=1+1; -2",
        kind="workshop",
        status="done",
        starts="2014",
        ends="2014-07-21",
        host=cities[0],
        text="First line\n\n-second; =third",
        methodology='@home "quoted", with commas',
        officials=1234,
        people=None,
        women=0,
        source="'quoted",
    )
    visit.cities.set(cities)
    visit.objectives.set([*aims, gone])
    make_activity(plan=plan, title="Elsewhere", host=make_city(), starts="2014-07")
    make_activity(plan=plan, title="", text="Begun, and left without a title")
    make_activity(plan=plan, title="Removed", removed_at=timezone.now())
    for name in ("Gardens", "Gardens", "+Trees"):
        indicator = make_indicator(plan=plan, name=name, unit="hectares")
        for value in ("1.234", "1234", "-0.5", "12345678901234.5678", "1.2345", "0"):
            make_figure(indicator=indicator, value=value, note="-\nnone")
    make_figure(
        indicator=indicator, value="7", state="approved", decided_by=editor, decided_at=timezone.now()
    )
    Measurement.objects.create(indicator=indicator, value=None, measured_on="")
    return plan


def taken(desk: Client, partnership: Partnership, name: str) -> bytes:
    answer = desk.get(reverse(f"planning:{name}", args=[partnership.slug]))
    assert answer.status_code == 200
    return answer.getvalue()


def sheets(desk: Client, partnership: Partnership) -> dict[str, list[list[Any]]]:
    """The values of every sheet of the workbook, row by row."""
    book = load_workbook(io.BytesIO(taken(desk, partnership, "workbook")))
    return {sheet.title: [list(row) for row in sheet.values] for sheet in book.worksheets}


@pytest.mark.parametrize("back", LANGUAGES)
@pytest.mark.parametrize("out", LANGUAGES)
@pytest.mark.parametrize("form", ["workbook", "activities_csv", "figures_csv"])
def test_what_goes_out_comes_back_unchanged(
    form: str, out: str, back: str, desk: Client, partnership: Partnership, full: WorkPlan
) -> None:
    with translation.override(out):
        content = taken(desk, partnership, form)
    with translation.override(back):
        trial = tried(desk, partnership, content)
    expected = {"workbook": 3 + 20, "activities_csv": 3, "figures_csv": 20}[form]
    assert fates(trial) == ["same"] * expected, changes(trial)
    assert trial.opened.notes == []


def test_workbook_explains_itself_and_lists_what_can_be_chosen(
    desk: Client, partnership: Partnership, full: WorkPlan
) -> None:
    found = sheets(desk, partnership)
    assert list(found) == ["How it works", "Activities", "Figures", "Lists"]
    assert str(partnership) in found["How it works"][0][0]
    lists = dict(zip(found["Lists"][0], zip(*found["Lists"][1:], strict=True), strict=True))
    assert [word for word in lists["To choose from: Indicator"] if word] == [
        "Gardens",
        "Gardens (2)",
        "'+Trees",
    ]
    assert [word for word in lists["To choose from: Status"] if word] == [
        "planned", "under way", "done", "cancelled",
    ]  # fmt: skip


def test_columns_with_few_answers_have_drop_downs(
    desk: Client, partnership: Partnership, full: WorkPlan
) -> None:
    book = load_workbook(io.BytesIO(taken(desk, partnership, "workbook")))
    found = {
        sheet[f"{str(rule.sqref).partition(':')[0][0]}1"].value: rule.formula1
        for sheet in (book["Activities"], book["Figures"])
        for rule in sheet.data_validations.dataValidation
    }
    assert found == {
        "Kind": "'Lists'!$A$2:$A$10",
        "Status": "'Lists'!$B$2:$B$5",
        "Host city": "'Lists'!$C$2:$C$4",
        "Indicator": "'Lists'!$E$2:$E$4",
    }


def test_dates_are_text_and_numbers_are_numbers(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    make_activity(plan=plan, title="A visit", starts="2014-07", officials=12)
    book = load_workbook(io.BytesIO(taken(desk, partnership, "workbook")))
    head, row = list(book["Activities"].rows)
    cells = dict(zip([cell.value for cell in head], row, strict=True))
    assert (cells["Start"].value, cells["Start"].number_format) == ("2014-07", "@")
    assert (cells["Officials"].value, cells["Officials"].data_type) == (12, "n")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "a\n=1", "\t=1"])
def test_no_cell_is_a_formula(text: str, desk: Client, partnership: Partnership, plan: WorkPlan) -> None:
    make_activity(plan=plan, title="A visit", methodology=text)
    book = load_workbook(io.BytesIO(taken(desk, partnership, "workbook")))
    assert {cell.data_type for row in book["Activities"].rows for cell in row} <= {"s", "n"}
    rows = list(csv.reader(io.StringIO(taken(desk, partnership, "activities_csv").decode("utf-8-sig"))))
    cell = rows[1][rows[0].index("Methodology")]
    assert not any(line.lstrip().startswith(tuple("=+-@")) for line in cell.splitlines())


def test_figure_in_a_csv_can_be_read_in_one_way(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    make_figure(indicator=make_indicator(plan=plan), value="1.234")
    rows = list(csv.DictReader(io.StringIO(taken(desk, partnership, "figures_csv").decode("utf-8-sig"))))
    assert [row["Value"] for row in rows] == ["1.2340"]


def test_what_lies_in_the_bin_stays_there(desk: Client, partnership: Partnership, plan: WorkPlan) -> None:
    make_activity(plan=plan, title="Removed", removed_at=timezone.now())
    gone = make_indicator(plan=plan, removed_at=timezone.now())
    make_figure(indicator=gone)
    found = sheets(desk, partnership)
    assert (len(found["Activities"]), len(found["Figures"])) == (1, 1)


def test_plan_without_anything_can_be_taken_out(desk: Client, partnership: Partnership) -> None:
    assert [len(rows) for rows in sheets(desk, partnership).values()][1:3] == [1, 1]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_heading_means_one_column_in_all_languages(table: Table) -> None:
    for column in table.columns:
        known = {headings_of(table)[plainly(words)] for words in in_all_languages(column.heading)}
        assert known == {column}, column.name


@pytest.mark.parametrize("name", ["kind", "status"])
def test_every_word_to_choose_means_one_thing_in_all_languages(
    name: str, partnership: Partnership, plan: WorkPlan
) -> None:
    column = TABLES[0].by_name[name]
    vocabulary = Vocabulary(Plan(partnership))
    for language in LANGUAGES:
        with translation.override(language):
            for key, words in vocabulary.names(column).items():
                assert vocabulary.keys(column)[plainly(words)] == key
