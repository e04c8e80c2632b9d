"""Digests of comments: who is told, of what, once, and in which language."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from cases.completeness import SECTIONS
from cases.desk.jobs import send_digest
from cases.desk.reviewing.commenting import answer_comment, write_comment
from cases.desk.reviewing.digests import QUIET, SEND, ask_for_digests, concerned, digest_mail
from cases.desk.reviewing.passages import Passage
from cases.models import Case, Comment
from cases.workflow import submit
from partnerships.models import Membership
from peerlearn.accounts.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
START = SECTIONS[0]


def later() -> int:
    """Asks for digests when the talk has been quiet for long enough; says how many were queued."""
    return ask_for_digests(now=timezone.now() + QUIET + timedelta(minutes=1))


def queued() -> list[tuple[int, list[int]]]:
    jobs = ProcrastinateJob.objects.filter(task_name=SEND).order_by("pk")
    return [(job.args["user"], job.args["comments"]) for job in jobs]


def test_writer_is_told_of_what_the_editor_said(case: Case, writer: User, editor: User) -> None:
    submit(case, by=writer)
    comment = write_comment(case, START, "Which year?", by=editor)
    assert later() == 1
    assert queued() == [(writer.pk, [comment.pk])]


def test_nobody_is_told_twice(case: Case, writer: User, editor: User) -> None:
    submit(case, by=writer)
    write_comment(case, START, "Which year?", by=editor)
    assert (later(), later()) == (1, 0)


def test_both_who_talk_are_told_what_the_other_said(case: Case, writer: User, editor: User) -> None:
    question = write_comment(case, START, "Which year?", by=editor)
    answer = answer_comment(question, "2015.", by=writer)
    later()
    assert sorted(queued()) == sorted([(writer.pk, [question.pk]), (editor.pk, [answer.pk])])


def test_talk_that_goes_on_is_not_interrupted(case: Case, writer: User, editor: User) -> None:
    submit(case, by=writer)
    write_comment(case, START, "Which year?", by=editor)
    assert ask_for_digests(now=timezone.now() + QUIET / 2) == 0
    assert Comment.objects.filter(told_at=None).count() == 1


def test_whoever_may_not_reach_the_case_any_more_is_not_told(case: Case, writer: User, editor: User) -> None:
    submit(case, by=writer)
    Membership.objects.filter(user=writer).delete()
    write_comment(case, START, "Which year?", by=editor)
    assert concerned(case.pk) == {editor.pk}


def test_mail_says_who_said_what_where_in_the_readers_language(case: Case, editor: User) -> None:
    comment = write_comment(case, START, "Which <year>?", by=editor)
    reader = make_user(name="Rosa", language="pt")
    with override_settings(PEERLEARN_ADDRESS="https://peerlearn.example"):
        message = digest_mail(reader, [comment.pk])
    assert message
    assert message.to == [reader.email]
    assert "Edith (Título e resumo):\nWhich <year>?" in message.body
    assert f"https://peerlearn.example/pt/desk/cases/{case.uid}/" in message.body
    assert "A title" in message.body


def test_mail_says_the_words_that_a_comment_is_about(case: Case, editor: User) -> None:
    passage = Passage("in the year 2015", "en")
    comment = write_comment(case, START, "Which one?", by=editor, passage=passage)
    message = digest_mail(make_user(), [comment.pk])
    assert message
    assert "(Title and summary):\n> in the year 2015\nWhich one?" in message.body


def test_mail_about_comments_that_are_gone_is_none(case: Case) -> None:
    assert digest_mail(make_user(), [1_000_000]) is None


def test_job_sends_one_mail_to_those_who_are_still_there(case: Case, writer: User, editor: User) -> None:
    comment = write_comment(case, START, "Which year?", by=editor)
    send_digest(user=writer.pk, comments=[comment.pk])
    User.objects.filter(pk=writer.pk).update(is_active=False)
    send_digest(user=writer.pk, comments=[comment.pk])
    assert [message.to for message in mail.outbox] == [[writer.email]]
