"""Bringing a file in: all of it or what was agreed, only what was seen, by those who write the plan."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pghistory.models
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from partnerships.desk.planning.plans import Plan
from partnerships.desk.planning.saving import save_record
from partnerships.desk.planning.sheets import importing
from partnerships.desk.planning.sheets.keeping import keep
from partnerships.models import (
    Activity,
    Indicator,
    Measurement,
    Organisation,
    Partnership,
    PlanObjective,
    WorkPlan,
)
from peerlearn.accounts.models import User
from tests.desk.pages import Sheet
from tests.factories import (
    make_activity,
    make_editor,
    make_figure,
    make_indicator,
    make_member,
    make_organisation,
    make_partnership,
    make_programme,
)

from .files import agree, bring, bring_in, fates, trial_page, workbook

State = Measurement.State


@pytest.fixture
def indicator(plan: WorkPlan) -> Indicator:
    return make_indicator(plan=plan, name="Gardens")


def titles() -> list[str]:
    return list(Activity.objects.order_by("title").values_list("title", flat=True))


def test_first_file_begins_the_plan(desk: Client, partnership: Partnership) -> None:
    answer = bring_in(desk, partnership, b"Title,Start,Kind\nA visit,2014-07,study\n", "plan.csv")
    assert answer["Location"] == reverse("planning:plan", args=[partnership.slug])
    (activity,) = Activity.objects.all()
    assert (activity.title, activity.starts, activity.kind, activity.status) == (
        "A visit", "2014-07", "study", "planned",
    )  # fmt: skip
    assert (activity.plan.partnership, activity.plan.language) == (partnership, "en")
    assert "1 row was brought in." in desk.get(answer["Location"]).content.decode()


def test_activities_and_figures_come_together(
    desk: Client, partnership: Partnership, plan: WorkPlan, indicator: Indicator
) -> None:
    objective = PlanObjective.objects.create(plan=plan, text="Learn")
    cities = list(partnership.cities.order_by("pk"))
    activity = make_activity(plan=plan, title="Old", officials=3)
    activity.cities.set(cities)
    figure = make_figure(indicator=indicator, value="3")
    bring_in(
        desk,
        partnership,
        workbook(
            Activities=[
                ("Title", "Host city", "Cities that came", "Objectives served", "Officials", "Identifier"),
                ("Old, renamed", str(cities[1]), None, "Learn", None, str(activity.uid)),
                ("New", None, "\n".join(map(str, cities)), None, 12, None),
            ],
            Figures=[
                ("Indicator", "Date", "Value", "Note", "Identifier"),
                ("Gardens", "2016-03", 4.25, "Counted again", str(figure.uid)),
                ("Gardens", datetime(2017, 5, 4), 5, None, None),
            ],
        ),
    )
    new, old = Activity.objects.order_by("title")
    assert (old.title, old.host, old.officials, old.cities.count()) == ("Old, renamed", cities[1], None, 0)
    assert list(old.objectives.all()) == [objective]
    assert (new.title, new.officials, set(new.cities.all())) == ("New", 12, set(cities))
    assert Measurement.objects.values_list("uid", "value", "measured_on", "note", "state")[0] == (
        figure.uid, Decimal("4.25"), "2016-03", "Counted again", State.PENDING,
    )  # fmt: skip
    later = Measurement.objects.get(measured_on="2017-05-04")
    assert (later.indicator, later.value, later.state) == (indicator, Decimal(5), State.PENDING)


def test_returned_figure_waits_again_once_it_is_mended(
    desk: Client, partnership: Partnership, indicator: Indicator
) -> None:
    figure = make_figure(indicator=indicator, state="returned", reason="Too much")
    bring_in(desk, partnership, f"identifier,value\n{figure.uid},7\n".encode(), "plan.csv")
    figure.refresh_from_db()
    assert (figure.value, figure.state) == (Decimal(7), State.PENDING)


def test_nothing_comes_while_a_row_is_refused_and_nobody_said_so(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    activity = make_activity(plan=plan, title="Old")
    rows = f"identifier,title,officials\n{activity.uid},Changed,1\n,New,2\n,Wrong,N/A\n".encode()
    answer = bring_in(desk, partnership, rows, "plan.csv")
    assert answer.status_code == 422
    assert "Say that the others may come without them" in answer.content.decode()
    assert titles() == ["Old"]


def test_others_come_without_the_refused_ones_once_somebody_says_so(
    desk: Client, partnership: Partnership
) -> None:
    page = trial_page(desk, partnership, b"title,officials\nNew,2\nWrong,N/A\n", "plan.csv")
    assert agree(desk, page, without_refused="on").status_code == 302
    assert titles() == ["New"]


def test_nothing_comes_when_a_write_fails_half_way(
    desk: Client, partnership: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = save_record

    def failing(plan: object, form: object, by: object) -> None:
        if Activity.objects.count() == 2:
            raise OSError("no line to the database")
        written(plan, form, by)  # type: ignore[arg-type]

    page = trial_page(desk, partnership, b"title\nOne\nTwo\nThree\n", "plan.csv")
    monkeypatch.setattr(importing, "save_record", failing)
    with pytest.raises(OSError, match="no line"):
        agree(desk, page)
    assert titles() == []
    monkeypatch.undo()
    assert agree(desk, page).status_code == 302
    assert titles() == ["One", "Three", "Two"]


# -- only what was seen


def test_plan_that_was_changed_meanwhile_is_shown_again(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    activity = make_activity(plan=plan, title="Old", officials=1)
    rows = f"identifier,title,officials\n{activity.uid},Old,5\n,New,2\n".encode()
    page = trial_page(desk, partnership, rows, "plan.csv")
    Activity.objects.filter(pk=activity.pk).update(officials=3)
    answer = agree(desk, page)
    assert answer.status_code == 409
    assert "the plan was changed meanwhile" in answer.content.decode()
    assert answer.context["trial"].rows[0].changes[-1].before == "3"
    assert titles() == ["Old"]
    answer.address = page.address
    assert agree(desk, answer).status_code == 302
    activity.refresh_from_db()
    assert (activity.officials, titles()) == (5, ["New", "Old"])


def test_change_of_what_a_file_does_not_touch_does_not_stand_in_the_way(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    activity = make_activity(plan=plan, title="Old")
    page = trial_page(desk, partnership, f"identifier,title\n{activity.uid},Renamed\n".encode(), "plan.csv")
    Activity.objects.filter(pk=activity.pk).update(officials=3)
    assert agree(desk, page).status_code == 302
    activity.refresh_from_db()
    assert (activity.title, activity.officials) == ("Renamed", 3)


def test_figure_that_was_approved_meanwhile_stays(
    desk: Client, partnership: Partnership, indicator: Indicator, editor: User
) -> None:
    figure = make_figure(indicator=indicator, value="3")
    page = trial_page(desk, partnership, f"identifier,value\n{figure.uid},7\n".encode(), "plan.csv")
    figure.state, figure.decided_by, figure.decided_at = State.APPROVED, editor, timezone.now()
    figure.save()
    answer = agree(desk, page)
    assert (answer.status_code, fates(answer.context["trial"])) == (409, ["refused"])
    figure.refresh_from_db()
    assert figure.value == 3


def test_page_sent_twice_brings_rows_in_once(desk: Client, partnership: Partnership) -> None:
    page = trial_page(desk, partnership, b"title\nOne\n", "plan.csv")
    assert agree(desk, page).status_code == 302
    assert agree(desk, page)["Location"] == reverse("planning:sheets", args=[partnership.slug])
    assert titles() == ["One"]


def test_two_who_press_at_once_bring_rows_in_once(
    desk: Client, partnership: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = trial_page(desk, partnership, b"title\nOne\n", "plan.csv")
    monkeypatch.setattr("partnerships.desk.planning.sheets.sheet_views.forget", lambda *args, **names: None)
    agree(desk, page)
    again = agree(desk, page)  # the file is still there, as for who pressed before it was forgotten
    assert (again.status_code, fates(again.context["trial"])) == (409, ["same"])
    assert titles() == ["One"]


def test_same_file_brought_again_is_pointed_out(desk: Client, partnership: Partnership) -> None:
    content = b"title,start\nOne,2014\n"
    bring_in(desk, partnership, content, "plan.csv")
    page = trial_page(desk, partnership, content, "plan.csv")
    assert [(str(row.fate), bool(row.likeness)) for row in page.context["trial"].rows] == [("new", True)]


def test_other_language_reads_other_figures_and_asks_again(
    desk: Client, partnership: Partnership, indicator: Indicator
) -> None:
    page = trial_page(desk, partnership, b'indicator,date,value\nGardens,2016,"1,234"\n', "plan.csv")
    page.address = page.address.replace("/en/", "/pt/")
    with translation.override("pt"):
        assert agree(desk, page).status_code == 409
    assert not Measurement.objects.exists()


# -- with the desk


def test_form_that_was_open_meanwhile_asks_its_writer(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    activity = make_activity(plan=plan, title="Old", officials=1)
    form = Sheet(desk, reverse("planning:section", args=[partnership.slug, "activities"]))
    bring_in(desk, partnership, f"identifier,title\n{activity.uid},From the file\n".encode(), "plan.csv")
    answer = form.fill(activity.uid, title="From the form").send()
    assert answer.status_code == 409
    activity.refresh_from_db()
    assert activity.title == "From the file"


def test_trail_names_who_brought_the_rows(
    desk: Client, partnership: Partnership, plan: WorkPlan, writer: User
) -> None:
    activity = make_activity(plan=plan, title="Old")
    bring_in(desk, partnership, f"identifier,title\n{activity.uid},Changed\n,New\n".encode(), "plan.csv")
    events = pghistory.models.Events.objects.filter(pgh_model="partnerships.ActivityEvent")
    by = [(event.pgh_label, (event.pgh_context or {}).get("user")) for event in events.order_by("pgh_id")]
    assert by == [("insert", None), ("insert", writer.pk), ("update", writer.pk)]


# -- who may


@pytest.mark.parametrize("name", ["sheets", "workbook", "activities_csv", "figures_csv"])
def test_stranger_finds_nothing(
    name: str, partnership: Partnership, logged_in: Callable[[User], Client]
) -> None:
    stranger = logged_in(make_member(organisation=make_organisation()))
    assert stranger.get(reverse(f"planning:{name}", args=[partnership.slug])).status_code == 404


def test_file_is_there_for_who_brought_it_alone(
    desk: Client, partnership: Partnership, association: Organisation, logged_in: Callable[[User], Client]
) -> None:
    address = bring(desk, partnership, b"title\nSecret\n", "plan.csv")["Location"]
    colleague = logged_in(make_editor(organisation=association))
    assert colleague.get(address)["Location"] == reverse("planning:sheets", args=[partnership.slug])
    assert desk.get(address).status_code == 200


def test_file_can_be_brought_to_its_own_plan_alone(
    desk: Client, partnership: Partnership, writer: User, association: Organisation
) -> None:
    other = make_partnership(organisation=association)
    upload = keep(b"title\nOne\n", "plan.csv", plan=Plan(other), by=writer)
    answer = desk.get(reverse("planning:trial", args=[partnership.slug, upload]))
    assert answer["Location"] == reverse("planning:sheets", args=[partnership.slug])


def test_file_that_is_gone_is_asked_for_again(desk: Client, partnership: Partnership) -> None:
    page = trial_page(desk, partnership, b"title\nOne\n", "plan.csv")
    cache.clear()
    answer = agree(desk, page)
    assert "it is kept for an hour" in desk.get(answer["Location"]).content.decode()
    assert titles() == []


def test_joint_plan_of_a_programme_has_its_spreadsheet_as_well(
    association: Organisation, logged_in: Callable[[User], Client]
) -> None:
    programme = make_programme(coordinator=association)
    desk = logged_in(make_editor(organisation=association))
    address = reverse("joint:sheets", args=[programme.slug])
    answer = desk.post(address, {"file": SimpleUploadedFile("plan.csv", b"title\nTogether\n")})
    page = desk.get(answer["Location"])
    assert page.status_code == 200
    done = desk.post(answer["Location"], {"seen": page.context["trial"].mark})
    assert done["Location"] == reverse("joint:plan", args=[programme.slug])
    assert [activity.plan.programme for activity in Activity.objects.all()] == [programme]
    out = desk.get(reverse("joint:activities_csv", args=[programme.slug])).content.decode()
    assert "Together" in out
