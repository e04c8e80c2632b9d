"""The sections of a work plan: what is written, refused, asked, ordered, removed and brought back."""

from decimal import Decimal
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from partnerships.models import (
    Activity,
    Contribution,
    Document,
    Indicator,
    Milestone,
    Organisation,
    Partnership,
    PlanObjective,
    WorkPlan,
)
from peerlearn.accounts.models import User
from peerlearn.editing.conflicts import mark
from tests.desk.pages import Sheet
from tests.factories import (
    make_activity,
    make_city,
    make_figure,
    make_indicator,
    make_organisation,
    make_partnership,
    make_plan,
)

FIGURE = (
    "Write a figure, for instance 12.5. What there is no figure for stays empty; words belong in the note."
)


def sheet(desk: Client, partnership: Partnership, name: str) -> Sheet:
    return Sheet(desk, reverse("planning:section", args=[partnership.slug, name]))


def write(desk: Client, partnership: Partnership, name: str, /, **values: str | list[str]) -> Sheet:
    """Fills the one record that an empty section shows, and sends it; gives the page to look at afterwards."""
    form = sheet(desk, partnership, name)
    form.fill(form.items[0], **values)
    form.answer = form.send()
    return form


def errors(form: Sheet, field: str) -> list[str]:
    """What is said at a field of the first record."""
    (item,) = form.answer.context["form"].items
    return list(map(str, item.errors.get(field, [])))


def test_first_record_begins_the_plan(desk: Client, partnership: Partnership) -> None:
    write(desk, partnership, "objectives", text="Learn how gardens are kept.\r\n\r\nAnd by whom.")
    (objective,) = PlanObjective.objects.all()
    assert objective.text == "Learn how gardens are kept.\n\nAnd by whom."
    assert (objective.plan.partnership, objective.plan.language) == (partnership, "en")


def test_empty_record_is_not_kept(desk: Client, partnership: Partnership) -> None:
    write(desk, partnership, "activities", title="")
    assert not Activity.objects.exists()
    assert not WorkPlan.objects.exists()


def test_form_sent_twice_is_one_record(desk: Client, partnership: Partnership) -> None:
    form = write(desk, partnership, "milestones", title="A catalogue of trees", due="2016")
    form.send()
    assert [each.title for each in Milestone.objects.all()] == ["A catalogue of trees"]


def test_activity_keeps_cities_objectives_and_people(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    objective = PlanObjective.objects.create(plan=plan, text="Gardens")
    cities = [city.slug for city in partnership.cities.order_by("pk")]
    write(
        desk,
        partnership,
        "activities",
        title="A week in the other city",
        kind="visit",
        starts="2015-03-04",
        ends="2015-03",
        host=cities[0],
        cities=[cities[1]],
        objectives=[str(objective.uid)],
        officials="1,200",
        women="3",
    )
    (activity,) = Activity.objects.all()
    assert (activity.host and activity.host.slug, activity.officials, activity.women) == (cities[0], 1200, 3)
    assert [city.slug for city in activity.cities.all()] == [cities[1]]
    assert list(activity.objectives.all()) == [objective]


def test_figures_follow_the_language_of_the_page(desk: Client, partnership: Partnership) -> None:
    with translation.override("pt"):
        write(desk, partnership, "results", name="Hortas", baseline="1.234,5")
        assert Indicator.objects.get().baseline == Decimal("1234.5")
        shown = sheet(desk, partnership, "results")
        assert shown.values[f"{shown.items[0]}-baseline"] == ["1234,5"]


@pytest.mark.parametrize("typed", ["N/A", "ca. 20", "twenty", "NaN", "Infinity"])
def test_words_in_a_number_field_are_answered_with_an_example(
    typed: str, desk: Client, partnership: Partnership
) -> None:
    form = write(desk, partnership, "results", name="Gardens", target=typed)
    assert form.answer.status_code == 422
    assert errors(form, "target") == [FIGURE]
    assert (Indicator.objects.get().name, Indicator.objects.get().target) == ("Gardens", None)
    assert f'value="{typed}"' in form.answer.content.decode()


@pytest.mark.parametrize("typed", ["1e400", "1e-400", "12345678901234567890"])
def test_figure_beyond_the_column_is_refused(typed: str, desk: Client, partnership: Partnership) -> None:
    form = write(desk, partnership, "results", name="Gardens", target=typed)
    assert form.answer.status_code == 422
    assert errors(form, "target") != []
    assert Indicator.objects.get().target is None


def test_negative_people_are_refused(desk: Client, partnership: Partnership) -> None:
    form = write(desk, partnership, "activities", title="A visit", officials="-2", community="5")
    assert errors(form, "officials") == ["This can’t be less than 0."]
    assert (Activity.objects.get().officials, Activity.objects.get().community) == (None, 5)


def test_more_women_than_people_are_questioned(desk: Client, partnership: Partnership) -> None:
    form = write(desk, partnership, "activities", title="A visit", officials="4", community="5", women="10")
    assert errors(form, "women") == ["These are more women than people in all: look at both numbers."]
    assert Activity.objects.get().title == "A visit"
    assert f'value="{10}"' in form.answer.content.decode()


def test_women_are_welcome_where_people_are_not_counted(desk: Client, partnership: Partnership) -> None:
    form = write(desk, partnership, "activities", title="A visit", women="10")
    assert form.answer.status_code == 302
    assert Activity.objects.get().women == 10


def test_end_before_start_is_said_at_the_end_and_mended_with_the_next_save(
    desk: Client, partnership: Partnership
) -> None:
    form = write(desk, partnership, "activities", title="A visit", starts="2015-03", ends="2015-02-28")
    assert errors(form, "ends") == ["The end lies before the start."]
    assert Activity.objects.get().starts == Activity.objects.get().ends == ""
    again = sheet(desk, partnership, "activities")
    again.fill(again.items[0], starts="2015-03", ends="2015-03-28").send()
    assert (Activity.objects.get().starts, Activity.objects.get().ends) == ("2015-03", "2015-03-28")


def test_page_with_an_error_is_saved_when_it_is_mended(desk: Client, partnership: Partnership) -> None:
    form = write(desk, partnership, "activities", title="A visit", starts="2016", ends="2015")
    shown = Sheet(desk, form.address, form.answer)
    shown.fill(shown.items[0], starts="2014").send()
    assert (Activity.objects.get().starts, Activity.objects.get().ends) == ("2014", "2015")


@pytest.mark.parametrize("typed", ["2015-13", "2015-02-30", "soon", "4.3.2015"])
def test_date_that_is_none_is_refused(typed: str, desk: Client, partnership: Partnership) -> None:
    form = write(desk, partnership, "milestones", title="A catalogue", due=typed)
    assert form.answer.status_code == 422
    assert errors(form, "due") != []
    assert Milestone.objects.get().due == ""


def test_two_people_in_one_field_are_asked_and_nothing_is_lost(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    activity = make_activity(plan=plan, title="A visit", source="Minutes")
    mine = sheet(desk, partnership, "activities").fill(activity.uid, title="Mine", source="Minutes, p. 4")
    sheet(desk, partnership, "activities").fill(activity.uid, title="Theirs").send()
    answer = mine.send()
    activity.refresh_from_db()
    assert answer.status_code == 409
    assert (activity.title, activity.source) == ("Theirs", "Minutes, p. 4")
    (item,) = answer.context["form"].items
    mine.fill(activity.uid, **{"title-choice": item.conflicts["title"].mark}).send()
    activity.refresh_from_db()
    assert activity.title == "Mine"


def test_records_keep_the_order_they_were_sent_in(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    first, second = (
        PlanObjective.objects.create(plan=plan, text=text, position=n) for n, text in enumerate("AB")
    )
    desk.post(
        sheet(desk, partnership, "objectives").address,
        {"do": "order", "item": [str(second.uid), str(first.uid)]},
    )
    assert list(PlanObjective.objects.values_list("text", flat=True)) == ["B", "A"]
    sheet(desk, partnership, "objectives").send(f"down:{second.uid}")
    assert list(PlanObjective.objects.values_list("text", flat=True)) == ["A", "B"]


def test_removed_record_goes_to_the_bin_and_comes_back(
    desk: Client, partnership: Partnership, plan: WorkPlan, writer: User
) -> None:
    activity = make_activity(plan=plan)
    answer = sheet(desk, partnership, "activities").send(f"remove:{activity.uid}")
    activity.refresh_from_db()
    assert (activity.removed_by, "Undo" in desk.get(answer.url).content.decode()) == (writer, True)
    desk.post(answer.url.partition("?")[0], {"do": f"restore:{activity.uid}"})
    activity.refresh_from_db()
    assert (activity.removed_at, activity.removed_by) == (None, None)


def test_record_of_another_plan_is_not_written(desk: Client, partnership: Partnership) -> None:
    theirs = make_activity(plan=make_plan(partnership=make_partnership()), title="Theirs")
    form = sheet(desk, partnership, "activities")
    form.values |= {
        "item": [str(theirs.uid)],
        f"{theirs.uid}-loaded": [urlencode({"title": mark("")})],
        f"{theirs.uid}-title": ["Mine"],
    }
    form.send()
    theirs.refresh_from_db()
    assert (theirs.title, Activity.objects.count()) == ("Theirs", 1)


def test_autosave_answers_with_marks_and_errors(desk: Client, partnership: Partnership) -> None:
    uid = str(uuid4())
    address = reverse("planning:section_autosave", args=[partnership.slug, "results"])
    posted = {
        "item": uid,
        f"{uid}-loaded": urlencode({"name": mark(""), "target": mark(None)}),
        f"{uid}-name": "Gardens",
        f"{uid}-target": "many",
    }
    told = desk.post(address, posted).json()["items"][uid]
    assert (told["saved"], told["errors"], told["conflicts"]) == (["name"], {"target": FIGURE}, {})
    assert Indicator.objects.get().name == "Gardens"


def test_autosave_leaves_the_order(desk: Client, partnership: Partnership, plan: WorkPlan) -> None:
    first, second = (
        PlanObjective.objects.create(plan=plan, text=text, position=n) for n, text in enumerate("AB")
    )
    address = reverse("planning:section_autosave", args=[partnership.slug, "objectives"])
    posted: dict[str, object] = {"item": [str(second.uid), str(first.uid)]}
    for each in (first, second):
        posted |= {
            f"{each.uid}-loaded": urlencode({"text": mark(each.text)}),
            f"{each.uid}-text": f"{each.text}.",
        }
    desk.post(address, posted)
    assert list(PlanObjective.objects.values_list("text", flat=True)) == ["A.", "B."]


def test_document_without_an_address_is_kept_and_not_shown_to_readers(
    desk: Client, partnership: Partnership
) -> None:
    write(desk, partnership, "documents", title="An agreement", kind="agreement")
    assert [document.title for document in Document.objects.all()] == ["An agreement"]
    assert list(Document.objects.public()) == []


def test_section_asks_the_same_of_the_database_for_one_record_and_for_three(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    for name, make in (("activities", make_activity), ("results", make_indicator)):
        address = sheet(desk, partnership, name).address
        make(plan=plan)
        with CaptureQueriesContext(connection) as one:
            desk.get(address)
        make(plan=plan), make(plan=plan)
        with CaptureQueriesContext(connection) as three:
            desk.get(address)
        assert len(one) == len(three)


def test_contribution_is_money_with_its_currency_days_and_things(
    desk: Client, partnership: Partnership, association: Organisation
) -> None:
    write(
        desk,
        partnership,
        "contributions",
        organisation=association.slug,
        amount="12,500.50",
        currency="MZN",
        staff_days="30",
        in_kind="A truck",
        source="Agreement of 2015",
    )
    gift = Contribution.objects.get()
    assert (gift.partnership, gift.organisation, gift.amount) == (
        partnership,
        association,
        Decimal("12500.50"),
    )
    assert (gift.currency, gift.staff_days, gift.in_kind) == ("MZN", 30, {"en": "A truck"})


@pytest.mark.parametrize("posted", [{"amount": "5"}, {"currency": "EUR"}])
def test_money_is_given_with_its_currency(
    posted: dict[str, str], desk: Client, partnership: Partnership
) -> None:
    form = write(desk, partnership, "contributions", in_kind="A truck", **posted)
    (name,) = posted
    assert errors(form, name) == ["Give an amount together with its currency, for instance EUR."]
    assert (Contribution.objects.get().amount, Contribution.objects.get().currency) == (None, "")


@pytest.mark.parametrize(
    "posted",
    [
        {"amount": "-5", "currency": "EUR"},
        {"amount": "5", "currency": "XXX"},
        {"amount": "1e400", "currency": "EUR"},
        {"amount": "9999999999999", "currency": "EUR"},
        {"amount": "5.555", "currency": "EUR"},
    ],
)
def test_money_that_is_none_is_refused(
    posted: dict[str, str], desk: Client, partnership: Partnership
) -> None:
    form = write(desk, partnership, "contributions", in_kind="A truck", **posted)
    assert form.answer.status_code == 422
    assert (Contribution.objects.get().amount, Contribution.objects.get().currency) == (None, "")


def test_baseline_is_not_moved_behind_figures(desk: Client, partnership: Partnership, plan: WorkPlan) -> None:
    indicator = make_indicator(plan=plan, baseline_date="2015")
    make_figure(indicator=indicator, measured_on="2016-03")
    form = sheet(desk, partnership, "results").fill(indicator.uid, baseline_date="2016-04", unit="hectares")
    form.answer = form.send()
    assert errors(form, "baseline_date") == ["There are figures from before this date: look at both."]
    indicator.refresh_from_db()
    assert (indicator.baseline_date, indicator.unit) == ("2015", "hectares")


def test_target_before_its_baseline_is_questioned(desk: Client, partnership: Partnership) -> None:
    form = write(desk, partnership, "results", name="Gardens", baseline_date="2016", target_date="2015-12")
    assert errors(form, "target_date") == ["The date of the target lies before that of the baseline."]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1e400", "This figure has more digits than can be kept: look at it again."),
        ("12345678901234567890", "This figure has more digits than can be kept: look at it again."),
        ("1.23456", "There are more decimals than can be kept: round it."),
        ("NaN", FIGURE),
        ("", None),
    ],
)
def test_figure_that_can_not_be_kept_is_answered_in_plain_words(
    typed: str, said: str | None, desk: Client, partnership: Partnership
) -> None:
    form = write(desk, partnership, "results", name="Gardens", target=typed)
    assert (errors(form, "target") if form.answer.context else []) == ([said] if said else [])


def test_currency_that_is_none_is_answered_with_an_example(desk: Client, partnership: Partnership) -> None:
    form = write(desk, partnership, "contributions", in_kind="A truck", amount="5", currency="XXX")
    assert errors(form, "currency") == [
        "This is no currency in use. Choose its code from the list, for instance EUR."
    ]


def test_host_from_elsewhere_stays_when_the_form_is_saved(
    desk: Client, partnership: Partnership, plan: WorkPlan
) -> None:
    elsewhere = make_city(name="Walvis Bay")
    activity = make_activity(plan=plan, host=elsewhere)
    activity.cities.add(elsewhere)
    sheet(desk, partnership, "activities").fill(activity.uid, title="A launch").send()
    activity.refresh_from_db()
    assert (activity.title, activity.host, list(activity.cities.all())) == (
        "A launch",
        elsewhere,
        [elsewhere],
    )


def test_organisation_that_gave_stays_when_the_form_is_saved(desk: Client, partnership: Partnership) -> None:
    giver = make_organisation(name="A giver from elsewhere")
    gift = Contribution.objects.create(partnership=partnership, organisation=giver)
    sheet(desk, partnership, "contributions").fill(gift.uid, in_kind="A truck").send()
    gift.refresh_from_db()
    assert (gift.organisation, gift.in_kind) == (giver, {"en": "A truck"})
