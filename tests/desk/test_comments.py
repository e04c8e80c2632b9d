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


# On a passage


def lesson_with(desk: Client, case: Case, **texts: str) -> str:
    page = Page(desk, case, "lessons")
    page.fill(page.items[0], **texts).send()
    return str(page.items[0])


def test_comment_on_words_says_them_and_leads_to_their_field(desk: Client, case: Case) -> None:
    lesson = lesson_with(desk, case, title="Map first", text="Ask the neighbours.\n\nThen draw.")
    shown = write(desk, case, "All of them?", "lessons", quote=" the neighbours.\nThen ", about=lesson)
    comment = Comment.objects.get()
    assert (str(comment.item and comment.item.uid), comment.field) == (lesson, "text")
    assert (comment.language, comment.quote) == ("en", "the neighbours. Then")
    assert "“the neighbours. Then”" in shown
    assert f'?open={lesson}#id_{lesson}-text_label"' in shown
    assert "were changed since" not in shown


def test_words_are_found_without_being_told_where(desk: Client, case: Case) -> None:
    lesson = lesson_with(desk, case, title="Map first")
    write(desk, case, "Why?", "lessons", quote="Map")
    comment = Comment.objects.get()
    assert (str(comment.item and comment.item.uid), comment.field) == (lesson, "title")


def test_words_that_are_changed_afterwards_are_said_to_be(desk: Client, case: Case) -> None:
    lesson = lesson_with(desk, case, title="Map first")
    write(desk, case, "Why?", "lessons", quote="Map first")
    assert "were changed since" not in Page(desk, case, "lessons").html
    Page(desk, case, "lessons").fill(lesson, title="Draw first").send()
    shown = Page(desk, case, "lessons").html
    assert ("“Map first”" in shown, "These words were changed since." in shown) == (True, True)


def test_comment_on_a_translation_keeps_its_language_and_leads_back_to_it(desk: Client, case: Case) -> None:
    lesson = lesson_with(desk, case, title="Map first")
    Page(desk, case, "lessons", language="pt").fill(lesson, title="Mapear antes").send()
    address = reverse("desk:comment", args=[case.uid, "lessons"], query={"language": "pt"})
    answer = desk.post(address, {"text": "Primeiro?", "quote": "antes", "passage_language": "pt"})
    comment = Comment.objects.get()
    assert (comment.language, comment.field) == ("pt", "title")
    here = reverse("desk:section", args=[case.uid, "lessons"], query={"language": "pt"})
    assert answer["Location"] == f"{here}#comment-{comment.uid}"
    assert f"open={lesson}&amp;language=pt" in desk.get(here).content.decode()


def test_passage_that_names_what_is_none_is_kept_as_words_alone(desk: Client, case: Case) -> None:
    lesson_with(desk, case, title="Map first")
    other = make_case(title="Map first")
    (foreign,) = case_document(other).authored.of_kind("narrative")
    strange = {"passage_item": str(foreign.uid), "passage_field": "nosuch", "passage_language": "xx"}
    shown = write(desk, case, "And?", "lessons", quote="Map first \x00" + "x" * 500, **strange)
    comment = Comment.objects.get()
    assert (comment.item, comment.field, comment.language, len(comment.quote)) == (None, "", "en", 400)
    assert "These words were changed since." in shown


def test_reader_of_the_preview_comments_on_words_of_any_section(desk: Client, case: Case) -> None:
    lesson = lesson_with(desk, case, title="Map first")
    address = reverse("desk:comment_while_reading", args=[case.uid])
    asked = {"text": "Why?", "section": "start", "passage_anchor": f"lesson-{lesson[:8]}"}
    answer = desk.post(address, {**asked, "quote": "Map first"})
    comment = Comment.objects.get()
    assert (comment.section, comment.field) == ("lessons", "title")
    assert (
        answer["Location"] == f"{reverse('desk:preview', args=[case.uid])}?language=en#comment-{comment.uid}"
    )
    shown = desk.get(answer["Location"]).content.decode()
    assert ("1 open comment" in shown, "“Map first”" in shown) == (True, True)


def test_reader_of_the_preview_names_a_section_without_words(desk: Client, case: Case) -> None:
    address = reverse("desk:comment_while_reading", args=[case.uid])
    desk.post(address, {"text": "Nobody is quoted.", "section": "voices", "quote": ""})
    assert Comment.objects.get().section == "voices"
    assert desk.post(address, {"text": "x", "section": "nosuch"}).status_code == 404


def test_words_of_what_was_submitted_are_found_though_they_changed_since(desk: Client, case: Case) -> None:
    lesson = lesson_with(desk, case, title="Map first")
    desk.post(reverse("desk:step", args=[case.uid]), {"step": "submit"})
    Page(desk, case, "lessons").fill(lesson, title="Draw first").send()
    address = reverse("desk:comment_while_reading", args=[case.uid], query={"of": "submitted"})
    answer = desk.post(address, {"text": "Why?", "section": "start", "quote": "Map first"})
    assert Comment.objects.get().field == "title"
    assert "were changed since" not in desk.get(answer["Location"]).content.decode()
    assert "were changed since" in desk.get(reverse("desk:preview", args=[case.uid])).content.decode()


def test_stranger_does_not_comment_while_reading(case: Case, logged_in: LogIn) -> None:
    address = reverse("desk:comment_while_reading", args=[case.uid])
    assert logged_in(make_user()).post(address, {"text": "x", "section": "start"}).status_code == 404
    assert Comment.objects.count() == 0


def test_comment_as_long_as_can_be_is_kept_whole_and_no_longer(desk: Client, case: Case) -> None:
    write(desk, case, "x" * 4_001)
    assert len(Comment.objects.get().text) == 4_000


def test_preview_takes_the_same_queries_with_one_comment_and_with_three(desk: Client, case: Case) -> None:
    lesson_with(desk, case, title="Map first")
    counts = []
    for turn in range(2):
        for number in range(turn + 1):
            write(desk, case, f"Why {turn}-{number}?", "lessons", quote="Map first")
        with CaptureQueriesContext(connection) as captured:
            desk.get(reverse("desk:preview", args=[case.uid]))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_my_cases_say_how_many_comments_wait(desk: Client, case: Case) -> None:
    for text in ("Who learnt it?", "A typing error"):
        write(desk, case, text)
    post(desk, case, "resolve", Comment.objects.get(text="A typing error"), resolved="1")
    shown = desk.get(reverse("desk:home")).content.decode()
    assert (shown.count("open comment"), shown.count("1 open comment")) == (1, 1)
