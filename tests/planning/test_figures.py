"""Figures wait for an editor, are locked once approved, and corrected by new entries."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction
from django.db.utils import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.desk.planning.approving import Refused, decide, seen_in
from partnerships.models import Indicator, Measurement, Organisation, Partnership, WorkPlan
from peerlearn.accounts.models import User
from tests.desk.pages import Sheet
from tests.factories import make_editor, make_figure, make_indicator, make_organisation, make_programme

State = Measurement.State


@pytest.fixture
def indicator(plan: WorkPlan) -> Indicator:
    return make_indicator(plan=plan, name="Gardens", unit="hectares", baseline_date="2015-06")


def approved(figure: Measurement, by: User) -> Measurement:
    decide(figure, is_approved=True, seen=seen_in(figure), reason="", by=by, now=timezone.now())
    figure.refresh_from_db()
    return figure


def address(partnership: Partnership, name: str, of: Indicator | Measurement) -> str:
    return reverse(f"planning:{name}", args=[partnership.slug, of.uid])


def test_figure_is_written_below_its_indicator_and_waits(
    desk: Client, partnership: Partnership, indicator: Indicator
) -> None:
    form = Sheet(desk, address(partnership, "figures", indicator))
    form.fill(form.items[0], value="12,5", measured_on="2016-03", source="Survey").send()
    (figure,) = Measurement.objects.all()
    assert (figure.indicator, figure.value, figure.state) == (indicator, Decimal("12.5"), State.PENDING)
    shown = desk.get(reverse("planning:plan", args=[partnership.slug])).content.decode()
    assert "Figures that wait for an editor" in shown
    assert "Approve<" not in shown


def test_measurement_before_its_baseline_is_questioned(
    desk: Client, partnership: Partnership, indicator: Indicator
) -> None:
    form = Sheet(desk, address(partnership, "figures", indicator))
    answer = form.fill(form.items[0], value="3", measured_on="2015-05").send()
    (item,) = answer.context["form"].items
    assert list(item.errors["measured_on"]) == ["This lies before the date of the baseline."]
    assert Measurement.objects.get().value == 3


def test_editor_approves_what_they_see(
    editor: User, partnership: Partnership, indicator: Indicator, logged_in: Callable[[User], Client]
) -> None:
    figure = make_figure(indicator=indicator)
    answer = logged_in(editor).post(
        address(partnership, "decide", figure), {"do": "approve", "seen": seen_in(figure)}
    )
    figure.refresh_from_db()
    assert answer.status_code == 302
    assert (figure.state, figure.decided_by) == (State.APPROVED, editor)
    assert figure.decided_at is not None


def test_editor_of_the_coordinator_approves_as_well(
    partnership: Partnership, indicator: Indicator, logged_in: Callable[[User], Client]
) -> None:
    coordinator = make_organisation()
    partnership.programme = make_programme(coordinator=coordinator)
    partnership.save()
    figure = make_figure(indicator=indicator)
    logged_in(make_editor(organisation=coordinator)).post(
        address(partnership, "decide", figure), {"do": "approve", "seen": seen_in(figure)}
    )
    figure.refresh_from_db()
    assert figure.state == State.APPROVED


def test_contributor_does_not_approve(desk: Client, partnership: Partnership, indicator: Indicator) -> None:
    figure = make_figure(indicator=indicator)
    answer = desk.post(address(partnership, "decide", figure), {"do": "approve", "seen": seen_in(figure)})
    figure.refresh_from_db()
    assert (answer.status_code, figure.state) == (404, State.PENDING)


def test_figure_changed_while_somebody_looked_is_not_approved(editor: User, indicator: Indicator) -> None:
    figure = make_figure(indicator=indicator, value="3")
    seen = seen_in(figure)
    Measurement.objects.update(value="300")
    with pytest.raises(Refused, match="Look again"):
        decide(figure, is_approved=True, seen=seen, reason="", by=editor, now=timezone.now())
    figure.refresh_from_db()
    assert figure.state == State.PENDING


def test_returned_figure_says_why_and_waits_again_once_it_is_mended(
    desk: Client, editor: User, partnership: Partnership, indicator: Indicator
) -> None:
    figure = make_figure(indicator=indicator)
    decide(
        figure, is_approved=False, seen=seen_in(figure), reason="Which year?", by=editor, now=timezone.now()
    )
    form = Sheet(desk, address(partnership, "figures", indicator))
    assert "Returned by Edith: Which year?" in form.html
    form.fill(figure.uid, measured_on="2016").send()
    figure.refresh_from_db()
    assert (figure.state, figure.measured_on) == (State.PENDING, "2016")


def test_figure_is_not_returned_without_a_reason(editor: User, indicator: Indicator) -> None:
    figure = make_figure(indicator=indicator)
    with pytest.raises(Refused):
        decide(figure, is_approved=False, seen=seen_in(figure), reason=" ", by=editor, now=timezone.now())


def test_approved_figure_is_locked_in_the_database(editor: User, indicator: Indicator) -> None:
    figure = approved(make_figure(indicator=indicator), editor)
    for change in ({"value": 1}, {"state": "pending"}, {"removed_at": timezone.now()}):
        with pytest.raises(ProgrammingError, match="approved measurement"), transaction.atomic():
            Measurement.objects.filter(pk=figure.pk).update(**change)
    with pytest.raises(ProgrammingError, match="approved measurement"), transaction.atomic():
        figure.delete()


def test_nothing_is_approved_without_a_figure_or_an_approver(editor: User, indicator: Indicator) -> None:
    figure = make_figure(indicator=indicator)
    with pytest.raises(IntegrityError, match="measurement_approved_is_whole"), transaction.atomic():
        Measurement.objects.filter(pk=figure.pk).update(state=State.APPROVED)


def test_approved_figure_has_no_form_and_is_not_written_by_one(
    desk: Client, editor: User, partnership: Partnership, indicator: Indicator
) -> None:
    figure = make_figure(indicator=indicator, value="12.5")
    before = Sheet(desk, address(partnership, "figures", indicator))
    approved(figure, editor)
    before.fill(figure.uid, value="99").send()
    figure.refresh_from_db()
    assert figure.value == Decimal("12.5")
    assert f"{figure.uid}-value" not in desk.get(before.address).content.decode()


def test_correction_is_a_new_entry_that_names_what_it_corrects(
    desk: Client, editor: User, partnership: Partnership, indicator: Indicator
) -> None:
    figure = approved(make_figure(indicator=indicator, value="12.5"), editor)
    for _twice in range(2):
        desk.post(address(partnership, "correct", figure))
    correction = Measurement.objects.exclude(pk=figure.pk).get()
    assert (correction.corrects, correction.value, correction.state) == (
        figure,
        Decimal("12.5"),
        State.PENDING,
    )
    Measurement.objects.filter(pk=correction.pk).update(value="15")
    correction.refresh_from_db()
    approved(correction, editor)
    assert "<s>12.5</s>" in desk.get(address(partnership, "figures", indicator)).content.decode()


def test_editor_sees_at_home_how_many_figures_wait(
    editor: User,
    desk: Client,
    association: Organisation,
    indicator: Indicator,
    logged_in: Callable[[User], Client],
) -> None:
    make_figure(indicator=indicator)
    words = "1 figure waits for approval"
    home = reverse("desk:home")
    assert words in logged_in(editor).get(home).content.decode()
    assert words not in desk.get(home).content.decode()
