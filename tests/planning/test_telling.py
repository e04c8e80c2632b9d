"""Mails about figures: who is told what waits, once a day at most, and who is told what came back."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from partnerships.desk.planning.approving import seen_in
from partnerships.desk.planning.telling import (
    SEND_RETURNED,
    SEND_WAITING,
    ask_for_decisions,
    returned_mail,
    waiting_mail,
)
from partnerships.jobs import send_figure_returned, send_figures_waiting
from partnerships.models import Indicator, Measurement, Membership, Organisation, Partnership, WorkPlan
from peerlearn.accounts.models import User
from peerlearn.editing.trail import kinds
from tests.desk.pages import Sheet
from tests.factories import make_editor, make_figure, make_indicator, make_organisation, make_programme


@pytest.fixture
def indicator(plan: WorkPlan) -> Indicator:
    return make_indicator(plan=plan, name="Gardens", unit="hectares")


def enter(client: Client, indicator: Indicator, partnership: Partnership, **values: str) -> Measurement:
    """A figure written at the desk: the trail knows by whom."""
    form = Sheet(client, reverse("planning:figures", args=[partnership.slug, indicator.uid]))
    form.fill(form.items[-1], **({"value": "12.5", "measured_on": "2016-03"} | values)).send()
    return Measurement.objects.latest("pk")


def give_back(
    client: Client, partnership: Partnership, figure: Measurement, reason: str = "Which year?"
) -> None:
    client.post(
        reverse("planning:decide", args=[partnership.slug, figure.uid]),
        {"do": "return", "seen": seen_in(figure), "reason": reason},
    )


def asked() -> int:
    return ask_for_decisions(now=timezone.now())


def queued(name: str = SEND_WAITING) -> list[dict[str, object]]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name=name).order_by("pk")]


def test_editor_is_told_of_all_that_waits_in_one_mail(
    indicator: Indicator, partnership: Partnership, desk: Client, editor: User
) -> None:
    first = enter(desk, indicator, partnership)
    form = Sheet(
        desk,
        reverse("planning:figures", args=[partnership.slug, indicator.uid]) + "?new=" + str(partnership.uid),
    )
    form.fill(partnership.uid, value="13", measured_on="2017").send()
    second = Measurement.objects.get(uid=partnership.uid)
    assert asked() == 1
    assert queued() == [{"user": editor.pk, "figures": [first.pk, second.pk]}]


def test_nobody_is_told_twice_of_a_figure(indicator: Indicator, editor: User) -> None:
    make_figure(indicator=indicator)
    assert (asked(), asked()) == (1, 0)


def test_figure_without_a_date_does_not_wait_yet(indicator: Indicator, editor: User) -> None:
    make_figure(indicator=indicator, measured_on="")
    assert asked() == 0


def test_editor_is_not_told_of_what_they_entered_themselves(
    indicator: Indicator, partnership: Partnership, editor: User, logged_in: Callable[[User], Client]
) -> None:
    enter(logged_in(editor), indicator, partnership)
    assert asked() == 0


def test_editors_of_other_organisations_are_not_told(indicator: Indicator, editor: User) -> None:
    make_editor(organisation=make_organisation())
    make_figure(indicator=indicator)
    asked()
    assert [job["user"] for job in queued()] == [editor.pk]


def test_figure_that_has_no_editor_waits_for_one(indicator: Indicator, association: Organisation) -> None:
    make_figure(indicator=indicator)
    assert asked() == 0
    make_editor(organisation=association)
    assert asked() == 1


def test_figure_of_a_joint_plan_is_told_to_the_coordinator(association: Organisation, editor: User) -> None:
    plan = WorkPlan.objects.create(programme=make_programme(coordinator=association), language="en")
    figure = make_figure(indicator=make_indicator(plan=plan))
    asked()
    assert queued() == [{"user": editor.pk, "figures": [figure.pk]}]
    sent = waiting_mail(editor, [figure.pk])
    assert sent and f"/en/desk/plans/{plan.programme and plan.programme.slug}/" in str(sent.body)


def test_mail_says_what_waits_in_the_language_of_its_reader(indicator: Indicator, editor: User) -> None:
    figure = make_figure(indicator=indicator)
    User.objects.filter(pk=editor.pk).update(language="pt")
    send_figures_waiting(editor.pk, [figure.pk])
    (sent,) = mail.outbox
    assert sent.to == [editor.email]
    assert "Gardens, março de 2016: 12,5 hectares" in str(sent.body).lower().replace("gardens", "Gardens")
    assert "/pt/desk/partnerships/" in str(sent.body)


def test_mail_is_not_sent_when_nothing_waits_any_more(
    indicator: Indicator, editor: User, association: Organisation
) -> None:
    figure = make_figure(indicator=indicator)
    assert waiting_mail(editor, [figure.pk]) is not None
    Membership.objects.all().delete()
    assert waiting_mail(editor, [figure.pk]) is None


def test_telling_is_not_in_the_audit_trail(indicator: Indicator, editor: User) -> None:
    figure = make_figure(indicator=indicator)
    events = kinds()["measurement"].objects.filter(pgh_obj=figure.pk)
    before = events.count()
    asked()
    figure.refresh_from_db()
    assert (figure.told_at is None, events.count()) == (False, before)


def test_who_entered_a_figure_is_told_why_it_came_back(
    indicator: Indicator,
    partnership: Partnership,
    desk: Client,
    writer: User,
    editor: User,
    logged_in: Callable[[User], Client],
) -> None:
    figure = enter(desk, indicator, partnership)
    give_back(logged_in(editor), partnership, figure)
    assert queued(SEND_RETURNED) == [{"user": writer.pk, "figure": figure.pk}]
    send_figure_returned(writer.pk, figure.pk)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([writer.email], "A figure came back: Gardens")
    assert "> Which year?" in str(sent.body)
    assert reverse("planning:figures", args=[partnership.slug, indicator.uid]) in str(sent.body)


def test_nobody_is_told_what_they_returned_to_themselves(
    indicator: Indicator, partnership: Partnership, editor: User, logged_in: Callable[[User], Client]
) -> None:
    client = logged_in(editor)
    give_back(client, partnership, enter(client, indicator, partnership))
    assert queued(SEND_RETURNED) == []


def test_figure_that_was_mended_is_told_anew_and_its_return_no_more(
    indicator: Indicator,
    partnership: Partnership,
    desk: Client,
    writer: User,
    editor: User,
    logged_in: Callable[[User], Client],
) -> None:
    figure = enter(desk, indicator, partnership)
    asked()
    give_back(logged_in(editor), partnership, figure)
    assert returned_mail(writer, figure.pk) is not None
    form = Sheet(desk, reverse("planning:figures", args=[partnership.slug, indicator.uid]))
    form.fill(figure.uid, value="14").send()
    assert returned_mail(writer, figure.pk) is None
    assert asked() == 1
