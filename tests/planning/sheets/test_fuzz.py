"""Whatever stands in a file: a page comes back, every row has a fate, and what is imported goes out and comes back unchanged."""

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.desk.planning.plans import Plan
from partnerships.desk.planning.sheets.fates import Fate
from partnerships.desk.planning.sheets.giving import csv_of, workbook_of
from partnerships.desk.planning.sheets.importing import import_rows
from partnerships.desk.planning.sheets.keeping import Kept
from partnerships.desk.planning.sheets.layout import TABLES, Table
from partnerships.desk.planning.sheets.limits import Unreadable
from partnerships.desk.planning.sheets.opening import opened
from partnerships.desk.planning.sheets.trying import Trial
from partnerships.models import Partnership, PlanObjective, WorkPlan
from peerlearn.accounts.models import User
from tests.factories import make_figure, make_indicator

from .files import bring, workbook

quick = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WORDS = ["visit", "Oficina", "done", "Gardens", "2014", "2014-07", "2015-02-30", "N/A", "1e400", "-3", "1,234", "12.5",
         "=1", "'=1", "+x", "\t@", "; ;", "Learn", "Learn\nLearn (2)", "00000000-0000-0000-0000-000000000000", "x" * 500,
         "１２", "٣", "\u202e", "İ", "a\r\nb", "\x01", "_x000D_", "0000", "9999-12-31", "1e999999999", "--", ".", "1.2.3"]  # fmt: skip
text = st.one_of(
    st.sampled_from(WORDS),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
)
NO_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
in_xml = text.map(lambda words: NO_XML.sub("", words))
cell = st.one_of(
    st.none(),
    in_xml,
    st.integers(),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)


@pytest.fixture
def begun(plan: WorkPlan) -> WorkPlan:
    for _number in range(2):
        PlanObjective.objects.create(plan=plan, text="Learn")
    make_figure(indicator=make_indicator(plan=plan, name="Gardens", baseline_date="2014"))
    return plan


def headings(table: Table) -> list[str]:
    return [column.title for column in table.columns]


@st.composite
def rows(draw: st.DrawFn, cells: st.SearchStrategy[Any]) -> tuple[Table, list[list[Any]]]:
    table = draw(st.sampled_from(TABLES))
    width = len(table.columns)
    return table, draw(st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=4))


@quick
@given(drawn=rows(cell))
def test_any_cells_of_a_workbook_give_a_page(
    drawn: tuple[Table, list[list[Any]]], desk: Client, partnership: Partnership, begun: WorkPlan
) -> None:
    table, lines = drawn
    _shows_a_page(desk, partnership, workbook(Sheet=[headings(table), *lines]))


@quick
@given(
    drawn=rows(text),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    separator=st.sampled_from(",;\t"),
)
def test_any_cells_of_a_csv_give_a_page(
    drawn: tuple[Table, list[list[str]]],
    encoding: str,
    separator: str,
    desk: Client,
    partnership: Partnership,
    begun: WorkPlan,
) -> None:
    table, lines = drawn
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([headings(table), *lines])
    _shows_a_page(desk, partnership, out.getvalue().encode(encoding))


@quick
@given(
    content=st.binary(max_size=400),
    beginning=st.sampled_from([b"", b"PK\x03\x04", b"Title,Start\n", b"\xff\xfe"]),
)
def test_any_bytes_give_a_page(
    content: bytes, beginning: bytes, desk: Client, partnership: Partnership
) -> None:
    _shows_a_page(desk, partnership, beginning + content)


def test_workbook_that_breaks_anywhere_gives_a_page(desk: Client, partnership: Partnership) -> None:
    whole = workbook(Sheet=[["Title"], ["A"]])
    for place in range(0, len(whole), 97):
        _shows_a_page(desk, partnership, whole[:place] + b"\xaa\x55" + whole[place + 2 :])
        _shows_a_page(desk, partnership, whole[:place])


def _shows_a_page(desk: Client, partnership: Partnership, content: bytes) -> None:
    answer = bring(desk, partnership, content, "any")
    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        assert desk.get(answer["Location"]).status_code == 200


@quick
@given(drawn=rows(text))
def test_what_was_imported_goes_out_and_comes_back_unchanged(
    drawn: tuple[Table, list[list[str]]], partnership: Partnership, begun: WorkPlan, writer: User
) -> None:
    table, lines = drawn
    out = io.StringIO(newline="")
    csv.writer(out).writerows([headings(table)[:-1], *[line[:-1] for line in lines]])
    file = Kept(begun.partnership.uid, "plan.csv", out.getvalue().encode()) if begun.partnership else None
    assert file
    plan = Plan(partnership)
    try:
        trial = Trial(plan, opened(file.content), file.upload)
        import_rows(plan, file, seen=trial.mark, without_refused=True, by=writer)
    except Unreadable:
        return
    for content in (csv_of(plan, table).encode(), workbook_of(plan).read()):
        try:
            again = Trial(Plan(partnership), opened(content), file.upload)
        except Unreadable:  # nothing was imported
            continue
        assert {str(row.fate) for row in again.rows} <= {Fate.SAME}, [row.changes for row in again.rows]
