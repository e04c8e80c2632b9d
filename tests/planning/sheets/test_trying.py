"""What would become of each row, by the rules of the desk, and that nothing is written meanwhile."""

from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import Workbook

from partnerships.models import Activity, Indicator, Measurement, Partnership, PlanObjective, WorkPlan
from peerlearn.accounts.models import User
from tests.factories import make_activity, make_figure, make_indicator, make_partnership, make_plan

from .files import bring, changes, fates, problems, saved, trial_page, tried, tried_csv, workbook

FIGURE = (
    "Write a figure, for instance 12.5. What there is no figure for stays empty; words belong in the note."
)
DATE = "Write a date as 2015, 2015-03 or 2015-03-04."
FORMULA = "A formula stands here, and nothing is calculated. Write its value in its place."


@pytest.fixture
def indicator(plan: WorkPlan) -> Indicator:
    return make_indicator(plan=plan, name="Gardens", unit="hectares", baseline_date="2015-06")


def test_new_row_is_shown_with_all_that_it_says(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    PlanObjective.objects.create(plan=plan, text="Learn; and teach")
    cities = [str(city) for city in partnership.cities.order_by("pk")]
    trial = tried(
        desk,
        partnership,
        workbook(
            Activities=[
                ("Title", "Kind", "Start", "Host city", "Cities that came", "Objectives served", "Officials"),
                (
                    "A week",
                    "Workshop",
                    "2014-07",
                    cities[0].upper(),
                    "; ".join(cities),
                    "learn; and teach",
                    12,
                ),
            ]
        ),
    )
    assert fates(trial) == ["new"]
    assert changes(trial) == [
        {
            "Title": ("", "A week"),
            "Kind": ("", "workshop"),
            "Start": ("", "July 2014"),
            "Host city": ("", cities[0]),
            "Cities that came": ("", ", ".join(cities)),
            "Officials": ("", "12"),
            "Objectives served": ("", "Learn; and teach"),
        }
    ]
    assert not Activity.objects.exists()


def test_changed_row_is_shown_field_by_field(desk: Client, partnership: Partnership, plan: WorkPlan) -> None:
    activity = make_activity(
        plan=plan, title="A visit", starts="2014", officials=3, methodology="Side by side"
    )
    trial = tried_csv(
        desk,
        partnership,
        f"Identifier,Start,Officials,Methodology\n{activity.uid},2014-07-21,,Side by side\n",
    )
    assert fates(trial) == ["changed"]
    assert changes(trial) == [{"Start": ("2014", "21 July 2014"), "Officials": ("3", "empty")}]


def test_what_has_no_column_stays_as_it_is(desk: Client, partnership: Partnership, plan: WorkPlan) -> None:
    activity = make_activity(plan=plan, title="A visit", kind="study")
    activity.cities.set(partnership.cities.all())
    trial = tried_csv(desk, partnership, f"Identifier;Title\n{activity.uid};Another visit\n")
    assert changes(trial) == [{"Title": ("A visit", "Another visit")}]


def test_empty_kind_and_status_stay_as_they_are(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    activity = make_activity(plan=plan, kind="study", status="done")
    trial = tried_csv(desk, partnership, f"Identifier,Kind,Status,Title\n{activity.uid},,,A visit\n")
    assert fates(trial) == ["same"]


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
@pytest.mark.parametrize(
    "heading", ["Title,Kind,Host city", "Título,Tipo,Ciudad anfitriona", "TITRE,type,ville hote", "título,tipo,cidade anfitriã"]
)  # fmt: skip
def test_headings_and_words_are_understood_in_any_language(
    heading: str, language: str, desk: Client, partnership: Partnership
) -> None:
    rows = f"{heading}\nUma semana,Visita de intercâmbio,\nUne semaine,atelier,\n"
    with translation.override(language):
        trial = tried_csv(desk, partnership, rows)
        assert [row.form.changes["title"] for row in trial.rows if row.form] == ["Uma semana", "Une semaine"]
        assert [row.form.cleaned_data["kind"] for row in trial.rows if row.form] == ["visit", "workshop"]


@pytest.mark.parametrize(
    ("cell", "format_", "read"),
    [
        (2014, "General", "2014"),
        ("2014-07", "@", "2014-07"),
        (datetime(2014, 7, 21), "yyyy-mm-dd", "2014-07-21"),
        (date(2014, 7, 21), "dd/mm/yy", "2014-07-21"),
        (datetime(2014, 7, 1), "mmm-yy", "2014-07"),
        (datetime(2014, 1, 1), "yyyy", "2014"),
        ("2014-07-21 00:00:00", "@", "2014-07-21"),
    ],
)
def test_dates_are_as_precise_as_they_are_shown(
    cell: object, format_: str, read: str, desk: Client, partnership: Partnership
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Title", "Start"])
    sheet.append(["A visit", cell])
    sheet["B2"].number_format = format_
    trial = tried(desk, partnership, saved(book))
    assert [row.form.changes["starts"] for row in trial.rows if row.form] == [read]


@pytest.mark.parametrize(
    ("language", "written", "read"),
    [
        ("en", "1,234", "1234"),
        ("pt", "1,234", "1.234"),
        ("pt", "1.234", "1234"),
        ("en", "1 234.5", "1234.5"),
        ("es", "1.234,5", "1234.5"),
        ("fr", "12,5", "12.5"),
    ],
)
def test_figures_are_read_as_the_reader_writes_them(
    language: str, written: str, read: str, desk: Client, partnership: Partnership, indicator: Indicator
) -> None:
    with translation.override(language):
        trial = tried_csv(desk, partnership, f'indicator;value;date\nGardens;"{written}";2016\n')
    assert [row.form.changes["value"] for row in trial.rows if row.form] == [read]


def test_figure_that_can_be_read_in_two_ways_is_named(
    desk: Client, partnership: Partnership, indicator: Indicator
) -> None:
    page = trial_page(
        desk, partnership, b'indicator;value;date\nGardens;"1,234";2016\nGardens;12.5;2017\n', "a.csv"
    )
    assert page.context["notes"] == [
        "One figure could be read in two ways. It was read as it is written in English: “1,234” as thousands."
    ]


@pytest.mark.parametrize(
    ("value", "read"), [(12.5, "12.5"), (0.1 + 0.2, "0.3"), (1.234, "1.234"), (1e3, "1000"), (-7, "-7")]
)
def test_numbers_of_a_workbook_need_no_language(
    value: float, read: str, desk: Client, partnership: Partnership, indicator: Indicator
) -> None:
    content = workbook(Figures=[("Indicator", "Date", "Value"), ("Gardens", "2016", value)])
    with translation.override("pt"):
        trial = tried(desk, partnership, content)
    assert [row.form.changes["value"] for row in trial.rows if row.form] == [read]


# -- refused


@pytest.mark.parametrize("typed", ["N/A", "ca. 20", "twenty", "NaN", "Infinity", "#N/A"])
def test_words_in_a_number_field_are_refused_with_an_example(
    typed: str, desk: Client, partnership: Partnership
) -> None:
    trial = tried_csv(desk, partnership, f"title,officials\nA visit,{typed}\n")
    assert problems(trial) == [[("Officials", FIGURE)]]


@pytest.mark.parametrize("typed", ["1e400", "1e-400", "12345678901234567890"])
def test_figure_beyond_the_column_is_refused(
    typed: str, desk: Client, partnership: Partnership, indicator: Indicator
) -> None:
    trial = tried_csv(desk, partnership, f"indicator,date,value\nGardens,2016,{typed}\n")
    assert [[column for column, _why in row] for row in problems(trial)] == [["Value"]]


@pytest.mark.parametrize("value", [float("inf"), float("nan"), 1e308, 10**40])
def test_figure_of_a_workbook_beyond_the_column_is_refused(
    value: float, desk: Client, partnership: Partnership, indicator: Indicator
) -> None:
    content = workbook(Figures=[("Indicator", "Date", "Value"), ("Gardens", "2016", value)])
    trial = tried(desk, partnership, content)
    assert [[column for column, _why in row] for row in problems(trial)] == [["Value"]]


def test_every_cell_that_is_wrong_is_named(desk: Client, partnership: Partnership) -> None:
    trial = tried_csv(
        desk,
        partnership,
        "title,kind,start,end,host city,officials,community members,women among them\n"
        ",party,21/07/2014,2014-13,Nowhere,-2,4,\n"
        "A visit,,2015-03-04,2014,,4,5,10\n",
    )
    cities = ", ".join(str(city) for city in partnership.cities.order_by("pk"))
    kinds = "exchange visit, workshop, seminar, training, mission, meeting, technical assistance, study, online exchange"
    assert [sorted(row) for row in problems(trial)] == [
        sorted(
            [
                ("Kind", f"“party” is not one of these: {kinds}."),
                ("Host city", f"“Nowhere” is not one of these: {cities}."),
                ("Start", DATE),
                ("End", DATE),
                ("Officials", "This can’t be less than 0."),
                ("Title", "This is needed."),
            ]
        ),
        sorted(
            [
                ("End", "The end lies before the start."),
                ("Women among them", "These are more women than people in all: look at both numbers."),
            ]
        ),
    ]


def test_measurement_before_its_baseline_is_refused(
    desk: Client, partnership: Partnership, indicator: Indicator
) -> None:
    trial = tried_csv(desk, partnership, "indicator,date,value\nGardens,2015-05,3\nGardens,2015-06,3\n")
    assert problems(trial) == [[("Date", "This lies before the date of the baseline.")], []]


def test_formula_is_refused_and_never_calculated(desk: Client, partnership: Partnership) -> None:
    content = workbook(
        Activities=[("Title", "Officials", "Mine"), ("A visit", "=1+1", "=2"), ("Two", 3, "=4")]
    )
    trial = tried(desk, partnership, content)
    assert problems(trial) == [[("Officials", FORMULA)], []]
    assert problems(tried_csv(desk, partnership, "title,officials\nA visit,=1+1\n")) == [
        [("Officials", FORMULA)]
    ]


def test_merged_cells_are_refused_where_they_are(desk: Client, partnership: Partnership) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Our year"])
    sheet.append(["Title", "Start"])
    for row in (["One", "2014"], [None, "2015"], ["Three", "2016"]):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("A3:A4")
    merged = "This cell is merged with others. Undo the merge, and write into each cell what belongs there."
    assert problems(tried(desk, partnership, saved(book))) == [[("Title", merged)], [("Title", merged)], []]


def test_identifiers_are_this_plan_s_and_stand_once(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    mine, twice = make_activity(plan=plan, title="Mine"), make_activity(plan=plan, title="Twice")
    gone = make_activity(plan=plan, title="Gone", removed_at=timezone.now())
    foreign = make_activity(plan=make_plan(partnership=make_partnership()), title="Secret")
    uids = [mine.uid, twice.uid, twice.uid, gone.uid, foreign.uid, uuid4(), "yes"]
    trial = tried_csv(desk, partnership, "identifier,title\n" + "".join(f"{uid},A visit\n" for uid in uids))
    nothing = "This plan has nothing with this identifier. Leave the cell empty for a new row."
    several = "Several rows have this identifier. A copied row needs none: leave its cell empty."
    assert [[why for _column, why in row] for row in problems(trial)] == [
        [],
        [several],
        [several],
        ["This was removed. Bring it back from the removed items first."],
        [nothing],
        [nothing],
        ["This is no identifier. Leave the cell empty for a new row."],
    ]


def test_approved_figure_is_locked(
    desk: Client, partnership: Partnership, indicator: Indicator, editor: User
) -> None:
    figure = make_figure(
        indicator=indicator, value="3", state="approved", decided_by=editor, decided_at=timezone.now()
    )
    head = "identifier,indicator,date,value\n"
    assert fates(tried_csv(desk, partnership, f"{head}{figure.uid},Gardens,2016-03,3\n")) == ["same"]
    locked = "This figure is approved and locked. A correction is a new entry: press “Correct” beside it at the desk."
    assert problems(tried_csv(desk, partnership, f"{head}{figure.uid},Gardens,2016-03,4\n")) == [
        [("", locked)]
    ]


def test_figure_stays_with_its_indicator(
    desk: Client, partnership: Partnership, plan: WorkPlan, indicator: Indicator
) -> None:
    make_indicator(plan=plan, name="Trees")
    figure = make_figure(indicator=indicator)
    trial = tried_csv(desk, partnership, f"identifier,indicator\n{figure.uid},Trees\n")
    assert problems(trial) == [
        [("Indicator", "A figure stays with its indicator. Write a new row for another one.")]
    ]


def test_new_figure_needs_indicator_date_and_value(
    desk: Client, partnership: Partnership, indicator: Indicator
) -> None:
    needed = "This is needed."
    trial = tried_csv(desk, partnership, "indicator,date,value\n,2016,3\nGardens,,\n")
    assert problems(trial) == [[("Indicator", needed)], [("Date", needed), ("Value", needed)]]


def test_copy_of_what_is_there_is_pointed_out(
    desk: Client, partnership: Partnership, plan: WorkPlan, indicator: Indicator
) -> None:
    make_activity(plan=plan, title="A visit", starts="2014")
    make_figure(indicator=indicator, measured_on="2016")
    trial = tried(
        desk,
        partnership,
        workbook(
            Activities=[("Title", "Start"), ("a VISIT", "2014"), ("A visit", "2015"), ("A visit", "2015")],
            Figures=[("Indicator", "Date", "Value"), ("Gardens", "2016", 3), ("Gardens", "2017", 3)],
        ),
    )
    assert [bool(row.likeness) for row in trial.rows] == [True, False, True, True, False]


# -- the page


def test_page_tells_each_row_and_counts_them(desk: Client, partnership: Partnership, plan: WorkPlan) -> None:
    activity = make_activity(plan=plan, title="Stays")
    page = trial_page(
        desk,
        partnership,
        workbook(
            Activities=[
                ("Title", "Officials", "Identifier", "Our own"),
                ("Stays", None, str(activity.uid), "x"),
                ("Comes", 2, None, None),
                ("Fails", "N/A", None, None),
            ],
            Notes=[("Nothing of ours",)],
        ),
    )
    assert [(str(fate), len(rows)) for fate, _title, rows in page.context["groups"]] == [
        ("refused", 1),
        ("changed", 0),
        ("new", 1),
        ("same", 1),
    ]
    assert page.context["notes"] == [
        "Columns that a plan does not have were passed over: Our own.",
        "The sheet “Notes” was not read: its columns are not those of activities or figures.",
    ]
    shown = page.content.decode()
    assert ("Activities, row 4" in shown, FIGURE in shown, "Bring in 1 row" in shown) == (True, True, True)


def test_hidden_sheet_is_not_read_and_named(desk: Client, partnership: Partnership) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Title"])
    book.active.append(["A visit"])
    hidden = book.create_sheet("Old plan")
    hidden.append(["Title"])
    hidden.append(["Another"])
    hidden.sheet_state = "hidden"
    trial = tried(desk, partnership, saved(book))
    assert (fates(trial), trial.opened.notes) == (["new"], ["The hidden sheet “Old plan” was not read."])


def test_words_of_a_file_are_no_markup(desk: Client, partnership: Partnership) -> None:
    page = trial_page(desk, partnership, b"title,officials\n<b>A</b>,<i>x</i>\n", "<u>.csv")
    shown = page.content.decode()
    assert ("<b>A</b>" in shown, "<i>x</i>" in shown, "<u>.csv" in shown) == (False, False, False)
    assert "&lt;b&gt;A&lt;/b&gt;" in shown


def test_trial_asks_the_same_of_the_database_for_one_row_and_for_three(
    desk: Client, partnership: Partnership, plan: WorkPlan, indicator: Indicator
) -> None:
    def queries(number: int) -> int:
        content = workbook(
            Activities=[("Title", "Host city"), *[(f"{number} {each}", None) for each in range(number)]],
            Figures=[("Indicator", "Date", "Value"), *[("Gardens", "2016", each) for each in range(number)]],
        )
        answer = bring(desk, partnership, content)
        with CaptureQueriesContext(connection) as asked:
            desk.get(answer["Location"])
        return len(asked)

    assert queries(1) == queries(3)


def test_nothing_is_written_by_a_trial(
    desk: Client, partnership: Partnership, plan: WorkPlan, indicator: Indicator
) -> None:
    activity = make_activity(plan=plan, title="A visit", officials=3)
    figure = make_figure(indicator=indicator, value="3")
    tried_csv(desk, partnership, f"identifier,title,officials\n{activity.uid},Changed,4\n,New,5\n")
    tried_csv(
        desk, partnership, f"identifier,indicator,date,value\n{figure.uid},Gardens,2017,4\n,Gardens,2017,5\n"
    )
    assert list(Activity.objects.values_list("title", "officials")) == [("A visit", 3)]
    assert list(Measurement.objects.values_list("value", "measured_on")) == [(Decimal(3), "2016-03")]


def test_page_of_bringing_says_what_a_file_may_hold(desk: Client, partnership: Partnership) -> None:
    shown = desk.get(reverse("planning:sheets", args=[partnership.slug])).content.decode()
    assert ".xlsx or .csv, at most 1,000 rows and 5 MB" in " ".join(shown.split())
