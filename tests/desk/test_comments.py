"""Comments: written, answered, resolved; seen where they belong and by nobody else."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.document import case_document
from cases.models import Case, Comment
from peerlearn.accounts.models import User
from tests.factories import make_case, make_user

from .pages import Page

pytestmark = pytest.mark.django_db
type LogIn = Callable[[User], Client]


def write(client: Client, case: Case, text: str, section: str = "start", **more: str) -> str:
    """Writes a comment and returns the page that it leads to."""
    address = reverse("desk:comment", args=[case.uid, section])
    answer = client.post(address, {"text": text, **more}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, case: Case, name: str, comment: Comment, **values: str) -> str:
    answer = client.post(reverse(f"desk:{name}", args=[case.uid, comment.uid]), values, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_comment_stands_in_its_section_with_its_author(desk: Client, case: Case, writer: User) -> None:
    page = write(desk, case, "Is this <b>figure</b> right?")
    assert "Is this &lt;b&gt;figure&lt;/b&gt; right?" in page
    assert "Wanda" in page
    assert "Is this" not in Page(desk, case, "future").html


def test_comment_hangs_on_an_item_of_the_case(desk: Client, case: Case) -> None:
    page = Page(desk, case, "lessons")
    lesson = page.items[0]
    page.fill(lesson, title="Map first").send()
    assert "About “Map first”" in write(desk, case, "Says who?", "lessons", about=str(lesson))
    other = make_case()
    (foreign,) = case_document(other).authored.of_kind("narrative")
    write(desk, case, "And this?", "lessons", about=str(foreign.uid))
    assert Comment.objects.get(text="And this?").item is None


def test_overview_says_where_comments_wait(desk: Client, case: Case) -> None:
    write(desk, case, "One")
    write(desk, case, "Two", "future")
    post(desk, case, "resolve", Comment.objects.get(text="Two"), resolved="1")
    overview = desk.get(reverse("desk:case", args=[case.uid])).content.decode()
    assert overview.count("1 open comment") == 1
    assert "2 open comments" not in overview


def test_comment_is_answered_resolved_and_opened_again(
    desk: Client, case: Case, editor: User, logged_in: LogIn
) -> None:
    write(logged_in(editor), case, "Which year?")
    comment = Comment.objects.get()
    assert "2015." in post(desk, case, "answer", comment, text="2015.")
    assert "Resolved by Wanda" in post(desk, case, "resolve", comment, resolved="1")
    assert "Resolved by Wanda" not in post(desk, case, "resolve", comment)
    post(desk, case, "resolve", comment, resolved="1")
    assert "Resolved by" not in post(desk, case, "answer", comment, text="Sure?")


def test_empty_comment_is_not_kept_and_said(desk: Client, case: Case) -> None:
    assert "The comment was empty" in write(desk, case, " \x00 \n")
    assert Comment.objects.count() == 0


def test_answer_to_an_answer_is_not_found(desk: Client, case: Case) -> None:
    write(desk, case, "One")
    post(desk, case, "answer", Comment.objects.get(), text="Two")
    answer = Comment.objects.get(text="Two")
    assert (
        desk.post(reverse("desk:answer", args=[case.uid, answer.uid]), {"text": "Three"}).status_code == 404
    )


def test_stranger_can_do_nothing(case: Case, desk: Client, logged_in: LogIn) -> None:
    write(desk, case, "One")
    comment, stranger = Comment.objects.get(), logged_in(make_user())
    addresses = [
        reverse("desk:comment", args=[case.uid, "start"]),
        reverse("desk:answer", args=[case.uid, comment.uid]),
        reverse("desk:resolve", args=[case.uid, comment.uid]),
    ]
    assert [stranger.post(address, {"text": "x"}).status_code for address in addresses] == [404, 404, 404]
    assert desk.post(reverse("desk:answer", args=[case.uid, uuid4()]), {"text": "x"}).status_code == 404


def test_section_takes_the_same_queries_with_one_comment_and_with_five(desk: Client, case: Case) -> None:
    write(desk, case, "One")
    counts = []
    for turn in range(2):
        with CaptureQueriesContext(connection) as captured:
            Page(desk, case, "start")
        counts.append(len(captured))
        for number in range(4):
            write(desk, case, f"More {turn}-{number}")
            post(desk, case, "answer", Comment.objects.get(text=f"More {turn}-{number}"), text="Yes.")
    assert counts[0] == counts[1]
