"""Partnerships whose time has come: ready to write, and asked for their case once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from cases.desk.jobs import send_reminder
from cases.desk.tending.ready import ready_to_write
from cases.desk.tending.reminding import SEND, ask_for_cases, reminder_mail
from cases.models import Case
from partnerships.models import Organisation, Partnership
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from tests.factories import (
    make_activity,
    make_case,
    make_editor,
    make_member,
    make_organisation,
    make_partnership,
    make_plan,
    make_programme,
)

pytestmark = pytest.mark.django_db
TODAY = date(2016, 3, 15)
NOW = datetime(2016, 3, 15, 2, 50, tzinfo=UTC)


@pytest.fixture
def ended(association: Organisation) -> Partnership:
    """A partnership that ended, with a plan and no case."""
    partnership = make_partnership(organisation=association, ends="2015")
    make_plan(partnership=partnership)
    return partnership


def is_ready(partnership: Partnership) -> bool:
    return ready_to_write(Partnership.objects.filter(pk=partnership.pk), today=TODAY).exists()


def asked() -> list[tuple[int, int]]:
    """Whom a mail is queued for, and about which partnership."""
    jobs = ProcrastinateJob.objects.filter(task_name=SEND).order_by("pk")
    return [(job.args["user"], job.args["partnership"]) for job in jobs]


# Ready to write


@pytest.mark.parametrize(
    ("ends", "is_over"),
    [
        ("2015", True),
        ("2016", False),
        ("2016-02", True),
        ("2016-03", False),
        ("2016-03-14", True),
        ("2016-03-15", False),
        ("2017", False),
    ],
)
def test_partnership_is_over_once_the_last_day_it_may_mean_has_passed(ends: str, is_over: bool) -> None:
    partnership = make_partnership(ends=ends)
    make_plan(partnership=partnership)
    assert is_ready(partnership) == is_over


@pytest.mark.parametrize(
    ("activities", "is_over"),
    [
        ((), False),
        (({"starts": "2015-01", "ends": "2015-02"},), True),
        (({"starts": "2015-01", "status": "done"}, {"starts": "2016-04"}), False),
        (({"starts": "2015-01"}, {"starts": "2016-04", "status": "cancelled"}), True),
        (({"starts": "2015-01"}, {"starts": "2016-04", "removed_at": NOW}), True),
        (({"starts": "2015-01", "ends": "2016"},), False),
        (({"starts": "2015-01"}, {"status": "planned"}), False),
        (({"starts": "2015-01"}, {"status": "done"}), True),
        (({"status": "done"},), False),
    ],
)
def test_without_an_end_it_ends_with_its_last_activity(
    activities: tuple[dict[str, str], ...], is_over: bool
) -> None:
    partnership = make_partnership()
    plan = make_plan(partnership=partnership)
    for columns in activities:
        make_activity(plan=plan, **columns)
    assert is_ready(partnership) == is_over


def test_its_own_end_counts_whatever_its_activities_say(ended: Partnership) -> None:
    make_activity(plan=ended.work_plans.get(), starts="2016-04")
    assert is_ready(ended)


def test_partnership_without_a_plan_is_not_asked_for() -> None:
    assert not is_ready(make_partnership(ends="2015"))


def test_partnership_with_a_case_is_not_ready_any_more(ended: Partnership) -> None:
    case = make_case(partnership=ended)
    assert not is_ready(ended)
    Case.objects.filter(pk=case.pk).update(removed_at=timezone.now())
    assert is_ready(ended)


def test_home_says_what_is_ready_to_write(desk: Client, ended: Partnership) -> None:
    other = make_partnership(ends="2015")
    make_plan(partnership=other)
    shown = " ".join(desk.get(reverse("desk:home")).content.decode().split())
    assert f'href="{reverse("desk:new_from_plan", args=[ended.slug])}"' in shown
    assert "The work has come to its end (2015). No case tells of it yet." in shown
    assert other.slug not in shown


def test_home_says_nothing_of_it_once_there_is_a_case(desk: Client, ended: Partnership) -> None:
    make_case(partnership=ended)
    assert "Ready to write" not in desk.get(reverse("desk:home")).content.decode()


def test_home_asks_the_same_of_the_database_for_one_and_for_three(
    desk: Client, ended: Partnership, association: Organisation
) -> None:
    with CaptureQueriesContext(connection) as one:
        desk.get(reverse("desk:home"))
    for _number in range(2):
        make_plan(partnership=make_partnership(organisation=association, ends="2015"))
    with CaptureQueriesContext(connection) as three:
        desk.get(reverse("desk:home"))
    assert len(one) == len(three)


# Asking


def test_everybody_who_writes_for_it_is_asked(ended: Partnership, association: Organisation) -> None:
    programme = make_programme(coordinator=make_organisation())
    Partnership.objects.filter(pk=ended.pk).update(programme=programme)
    people = [
        make_member(organisation=association),
        make_editor(organisation=association),
        make_editor(organisation=programme.partners.get().organisation),
    ]
    make_member(organisation=association, role=Role.ADMINISTRATOR)
    make_member(organisation=make_organisation())
    make_member(organisation=association, is_active=False)
    assert ask_for_cases(now=NOW) == 3
    assert asked() == [(person.pk, ended.pk) for person in people]


def test_nobody_is_asked_twice_for_one_partnership(ended: Partnership, writer: User) -> None:
    assert (ask_for_cases(now=NOW), ask_for_cases(now=NOW + timedelta(days=1))) == (1, 0)
    ended.refresh_from_db()
    assert ended.case_asked_at == NOW


def test_who_has_two_roles_is_asked_once(ended: Partnership, writer: User, association: Organisation) -> None:
    writer.memberships.create(organisation=association, role=Role.EDITOR)
    assert ask_for_cases(now=NOW) == 1


def test_partnership_without_people_waits_for_somebody(ended: Partnership, association: Organisation) -> None:
    assert ask_for_cases(now=NOW) == 0
    make_member(organisation=association)
    assert ask_for_cases(now=NOW) == 1


def test_partnership_that_goes_on_or_has_a_case_is_not_asked_for(
    writer: User, ended: Partnership, association: Organisation
) -> None:
    make_case(partnership=ended)
    make_plan(partnership=make_partnership(organisation=association, ends="2017"))
    assert (ask_for_cases(now=NOW), asked()) == (0, [])


def test_mail_speaks_the_language_of_its_reader_and_leads_to_the_start(
    ended: Partnership, association: Organisation
) -> None:
    reader = make_member(organisation=association, name="Rosa", language="pt")
    with override_settings(PEERLEARN_ADDRESS="https://peerlearn.example"):
        message = reminder_mail(reader, ended.pk, now=NOW)
    assert message
    assert message.to == [reader.email]
    assert f"https://peerlearn.example/pt/desk/cases/new/{ended.slug}/\n" in message.body
    assert str(Partnership.objects.with_cities().get(pk=ended.pk)) in message.subject
    assert "\n" not in message.subject


def test_mail_is_as_plain_as_the_names_in_it(ended: Partnership, writer: User) -> None:
    city = ended.cities.all()[0]
    city.name = {"en": "L'Aquila & co"}
    city.save()
    message = reminder_mail(writer, ended.pk, now=NOW)
    assert message
    assert "L'Aquila & co" in message.subject
    assert "L'Aquila & co" in message.body


def test_nobody_is_mailed_about_what_somebody_began_meanwhile(ended: Partnership, writer: User) -> None:
    make_case(partnership=ended)
    assert reminder_mail(writer, ended.pk, now=NOW) is None


def test_nobody_is_mailed_about_what_is_not_theirs_any_more(ended: Partnership, writer: User) -> None:
    writer.memberships.all().delete()
    assert reminder_mail(writer, ended.pk, now=NOW) is None


def test_job_mails_those_who_are_still_there(ended: Partnership, writer: User, editor: User) -> None:
    User.objects.filter(pk=editor.pk).update(is_active=False)
    for person in (writer, editor):
        send_reminder(user=person.pk, partnership=ended.pk)
    assert [message.to for message in mail.outbox] == [[writer.email]]


def test_link_of_the_mail_opens_for_its_reader(
    ended: Partnership, writer: User, logged_in: Callable[[User], Client]
) -> None:
    message = reminder_mail(writer, ended.pk, now=NOW)
    assert message
    path = next(line for line in message.body.splitlines() if "/desk/cases/new/" in line)
    assert logged_in(writer).get("/en/" + path.partition("/en/")[2]).status_code == 200
