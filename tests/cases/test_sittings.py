"""When a revision is cut: at the end of a sitting, and never at a single save."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from cases.desk.jobs import keep_what_was_written
from cases.desk.writing.saving import save_texts
from cases.document import Authored, Written, case_document
from cases.models import Case, Item, Redaction, Revision
from cases.revisions import SITTING, end_sittings, sit_down
from cases.workflow import redact, restore, submit
from peerlearn.accounts.models import User
from tests.factories import make_administrator, make_case, make_lesson, make_user

pytestmark = pytest.mark.django_db
Reason = Revision.Reason


@pytest.fixture
def case() -> Case:
    return make_case(title="First")


def write(case: Case, title: str, *, by: User) -> None:
    sit_down(case, by=by)
    save_texts(Item.objects.get(case=case, kind="narrative"), "en", {"title": Written(title)}, by=by)


def kept(case: Case) -> list[tuple[str, str, User | None]]:
    """The revisions, the oldest first: title, reason and author."""
    return [
        (_title(Authored.from_json(revision.authored)), revision.reason, revision.author)
        for revision in case.revisions.order_by("pk")
    ]


def _title(authored: Authored) -> str:
    written = authored.of_kind("narrative")[0].text("title", "en")
    return written.value if written else ""


def in_a_while() -> datetime:
    return timezone.now() + SITTING + timedelta(seconds=1)


def sat_down_long_ago(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(sitting_at=timezone.now() - SITTING)


def test_saving_again_and_again_keeps_nothing(case: Case) -> None:
    writer = make_user()
    for title in ("Second", "Third"):
        write(case, title, by=writer)
    assert kept(case) == []


def test_somebody_else_begins_and_what_was_left_is_kept_in_the_name_of_its_author(case: Case) -> None:
    first, second = make_user(), make_user()
    write(case, "Second", by=first)
    write(case, "Third", by=second)
    write(case, "Fourth", by=second)
    assert kept(case) == [("Second", Reason.SITTING, first)]


def test_sitting_ends_when_nobody_wrote_for_a_while(case: Case) -> None:
    writer = make_user()
    write(case, "Second", by=writer)
    end_sittings(now=timezone.now())
    assert kept(case) == []
    end_sittings(now=in_a_while())
    end_sittings(now=in_a_while())
    assert kept(case) == [("Second", Reason.SITTING, writer)]


def test_worker_ends_sittings(case: Case) -> None:
    writer = make_user()
    write(case, "Second", by=writer)
    sat_down_long_ago(case)
    keep_what_was_written(0)
    assert kept(case) == [("Second", Reason.SITTING, writer)]


def test_writer_who_comes_back_after_a_while_begins_a_new_sitting_whatever_the_worker_does(
    case: Case,
) -> None:
    writer = make_user()
    write(case, "Second", by=writer)
    sat_down_long_ago(case)
    write(case, "Third", by=writer)
    assert kept(case) == [("Second", Reason.SITTING, writer)]


def test_case_that_nobody_touched_is_left_alone(case: Case) -> None:
    end_sittings(now=in_a_while())
    assert kept(case) == []


def test_submitting_ends_the_sitting(case: Case) -> None:
    writer = make_administrator()
    write(case, "Second", by=writer)
    submit(case, by=writer)
    end_sittings(now=in_a_while())
    write(case, "Third", by=make_user())
    assert kept(case) == [("Second", Reason.SUBMITTED, writer)]


def test_restoring_keeps_what_it_replaces_in_the_name_of_who_wrote_it(case: Case) -> None:
    first, second = make_user(), make_user()
    write(case, "Second", by=first)
    end_sittings(now=in_a_while())
    write(case, "Third", by=first)
    restore(case, case.revisions.get(), by=second)
    assert kept(case) == [
        ("Second", Reason.SITTING, first),
        ("Third", Reason.SITTING, first),
        ("Second", Reason.RESTORED, second),
    ]
    assert _title(case_document(case).authored) == "Second"


def test_restoring_does_not_bring_back_what_was_redacted() -> None:
    lesson = make_lesson(title="Not to be seen")
    case, writer = make_case(parts=(lesson,)), make_user()
    write(case, "Second", by=writer)
    end_sittings(now=in_a_while())
    redact(case, lesson.uid, by=writer, reason="consent taken back")
    restore(case, case.revisions.get(), by=writer)
    assert Redaction.objects.filter(item_uid=lesson.uid).exists()
    assert case_document(case).authored.of_kind("lesson") == ()
