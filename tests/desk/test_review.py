"""The editor's queue: what waits for review, what is ready to publish, what changed since the last edition."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.desk.reviewing.queue import cases_to_review, reviews_of
from cases.document import Part, Written, apply_document, case_document
from cases.models import Case, Comment, Revision, Translation
from cases.revisions import cut_revision
from cases.workflow import approve, publish, redact, schedule, submit
from partnerships.models import Organisation
from peerlearn.accounts.models import User
from tests.factories import (
    make_case,
    make_editor,
    make_lesson,
    make_organisation,
    make_theme,
    publish_case,
    translated,
)

pytestmark = pytest.mark.django_db
type LogIn = Callable[[User], Client]
REVIEW = "desk:review"


@pytest.fixture
def review(editor: User, logged_in: LogIn) -> Client:
    """The editor's browser."""
    return logged_in(editor)


def page(client: Client, name: str = REVIEW, case: Case | None = None, **query: str) -> str:
    answer = client.get(reverse(name, args=[case.uid] if case else [], query=query or None))
    assert answer.status_code == 200
    return answer.content.decode()


def changed(case: Case, *lessons: Part, title: str = "A title") -> None:
    """Makes the case hold this title and these lessons."""
    authored = case_document(case).authored
    (narrative,) = authored.of_kind("narrative")
    narrative = Part(narrative.uid, "narrative", {}, {"title": {"en": Written(title)}})
    apply_document(case, type(authored)(language="en", parts=(narrative, *lessons)))


# What is kept


def test_whoever_submits_is_named_though_the_words_were_kept_before(
    case: Case, writer: User, editor: User
) -> None:
    kept = cut_revision(case, reason=Revision.Reason.SITTING, author=writer)
    assert submit(case, by=editor) == kept
    assert (case.submitted_by, case.submitted_at and case.submitted_at > kept.cut_at) == (editor, True)


def test_what_is_published_is_not_submitted_any_more(case: Case) -> None:
    publish_case(case)
    case.refresh_from_db()
    assert (case.submitted, case.submitted_by, case.submitted_at) == (None, None, None)


# The queue


def test_queue_has_the_oldest_submission_first_and_what_is_approved_last(
    case: Case, editor: User, writer: User, association: Organisation
) -> None:
    approved, first, last = case, make_case(owner=association), make_case(owner=association)
    make_case(owner=association)  # still in writing
    for each in (approved, first, last):
        submit(each, by=editor)
    approve(approved, by=editor)
    Case.objects.filter(pk=last.pk).update(submitted_at=timezone.now() - timedelta(minutes=1))
    assert list(cases_to_review(editor)) == [last, first, approved]
    assert list(cases_to_review(writer)) == []


def test_queue_is_for_those_who_review(desk: Client, review: Client, case: Case, logged_in: LogIn) -> None:
    stranger = logged_in(make_editor(organisation=make_organisation()))
    statuses = [client.get(reverse(REVIEW)).status_code for client in (review, desk, stranger)]
    assert statuses == [200, 404, 404]


def test_navigation_says_how_many_wait_to_those_who_review(
    desk: Client, review: Client, case: Case, writer: User
) -> None:
    assert "Review (0)" in page(review, "desk:home")
    submit(case, by=writer)
    assert "Review (1)" in page(review, "desk:home")
    assert reverse(REVIEW) not in page(desk, "desk:home")


def test_queue_says_who_submitted_and_how_long_it_waits(
    review: Client, case: Case, writer: User, editor: User
) -> None:
    submit(case, by=writer)
    assert "Waits since today" in page(review)
    Case.objects.update(submitted_at=timezone.now() - timedelta(days=3, hours=1))
    shown = page(review)
    assert ("Submitted by Wanda" in shown, "Waits for 3 days" in shown) == (True, True)


def test_first_edition_leads_to_what_was_submitted(review: Client, case: Case, writer: User) -> None:
    submit(case, by=writer)
    address = reverse("desk:preview", args=[case.uid], query={"of": "submitted"})
    assert f'<a href="{address}">Everything is new: read it</a>' in page(review)


def test_queue_says_in_a_line_what_changed_since_the_last_edition_and_leads_to_all_of_it(
    review: Client, case: Case, writer: User
) -> None:
    publish_case(case)
    changed(case, make_lesson(title="Ask first"), title="Another title")
    submit(case, by=writer)
    changed(case, title="Typed afterwards")
    shown = page(review)
    address = reverse("desk:compare", args=[case.uid]) + "?a=edition-1&amp;b=submitted"
    assert f'<a href="{address}">Title changed; Lessons: 1 added</a>' in shown
    assert "Typed afterwards" not in shown
    compared = page(review, "desk:compare", case, a="edition-1", b="submitted")
    assert "Ask first" in compared
    assert "Typed afterwards" not in compared


def test_version_that_is_none_is_not_found(review: Client, case: Case) -> None:
    publish_case(case)
    address = reverse("desk:compare", args=[case.uid])
    for key in ("edition-2", "submitted", "edition-", "edition-999999999999999999", "edition-x"):
        assert review.get(address, {"a": key}).status_code == 404, key


def test_redacted_words_are_not_in_the_queue(review: Client, case: Case, writer: User, editor: User) -> None:
    voice = Part(uuid4(), "voice", {"group": "leader", "consent_on": "2020-01-01", "person": "Ana"}, {})
    authored = case_document(case).authored
    apply_document(case, type(authored)(language="en", parts=(*authored.parts, voice)))
    publish_case(case)
    changed(case, title="Another title")
    submit(case, by=writer)
    assert reviews_of(cases_to_review(editor))[0].changes == "Title changed; Voices: 1 removed"
    redact(case, voice.uid, by=editor, reason="Consent was taken back")
    assert reviews_of(cases_to_review(editor))[0].changes == "Title changed"


def test_queue_says_what_is_lacking_in_what_was_submitted(case: Case, writer: User, editor: User) -> None:
    submit(case, by=writer)
    changed(case, make_lesson(title="Typed afterwards", themes=(make_theme().slug,)))
    (waiting,) = reviews_of(cases_to_review(editor))
    assert "lessons" in [state.section.name for state in waiting.missing]


def test_queue_counts_open_comments_and_names_the_languages_that_are_ready(
    case: Case, writer: User, editor: User
) -> None:
    lesson = Part(uuid4(), "lesson", make_lesson().facts, translated("Ask first", "Pergunte antes"))
    changed(case, lesson)
    for code in ("pt", "fr"):  # nothing is written in French
        Translation.objects.create(case=case, language=code)
    Comment.objects.create(case=case, section="start", text="Which year?", author=editor)
    submit(case, by=writer)
    (waiting,) = reviews_of(cases_to_review(editor))
    assert (waiting.standing.open_comments, waiting.languages) == (1, ["English", "Português"])


def test_queue_asks_the_same_number_of_queries_for_one_case_and_three(
    review: Client, case: Case, association: Organisation, writer: User
) -> None:
    def add(each: Case) -> None:
        publish_case(each)
        changed(each, make_lesson(), title="Another title")
        submit(each, by=writer)

    counts = []
    more = [make_case(owner=association, partnership=case.partnership) for _each in range(2)]
    for cases in ([case], more):
        for each in cases:
            add(each)
        with CaptureQueriesContext(connection) as captured:
            page(review)
        counts.append(len(captured))
    assert counts[0] == counts[1]


# Ready to publish


def test_approved_case_shows_its_stamp_and_is_published_from_the_queue(
    review: Client, case: Case, writer: User, editor: User
) -> None:
    submit(case, by=writer)
    approve(case, by=editor)
    for shown in (page(review), page(review, "desk:case", case)):
        assert "Approved by Edith" in shown
    step = reverse("desk:step", args=[case.uid])
    answer = review.post(step, {"step": "publish", "back": "review"})
    assert (answer["Location"], case.editions.count()) == (reverse(REVIEW), 1)


def test_scheduled_case_says_when_and_offers_no_button(
    review: Client, case: Case, writer: User, editor: User
) -> None:
    submit(case, by=writer)
    approve(case, by=editor)
    schedule(case, by=editor, at=timezone.now() + timedelta(days=2))
    shown = page(review)
    assert ("Published by itself on" in shown, 'value="publish"' in shown) == (True, False)
    assert "Waiting for you" not in page(review, "desk:home")


def test_history_of_editions_says_who_approved_and_who_published(
    desk: Client, case: Case, editor: User, association: Organisation
) -> None:
    submit(case, by=editor)
    approve(case, by=editor)
    publish(case, by=make_editor(organisation=association, name="Paula"))
    shown = page(desk, "desk:case", case)
    assert ("Approved by Edith" in shown, "Published by Paula" in shown) == (True, True)


# My cases


def test_case_that_waits_stands_once_on_my_cases(review: Client, case: Case, writer: User) -> None:
    submit(case, by=writer)
    address = reverse("desk:case", args=[case.uid])
    assert page(review, "desk:home").count(f'href="{address}"') == 1


def test_my_cases_shows_the_first_that_wait_and_leads_to_the_others(
    review: Client, association: Organisation, writer: User
) -> None:
    for number in range(4):
        submit(make_case(owner=association, title=f"Case {number}"), by=writer)
    shown = page(review, "desk:home")
    first = shown[: shown.index("The other cases")]
    assert [f"Case {number}" in first for number in range(4)] == [True, True, True, False]
    assert "4 cases to review or publish" in first


# One case


def test_what_comes_next_stands_before_the_sections(desk: Client, case: Case) -> None:
    shown = page(desk, "desk:case", case)
    assert shown.index('id="next"') < shown.index('id="sections"')


def test_blocker_leads_to_its_section(desk: Client, association: Organisation) -> None:
    case = make_case(owner=association, title="")
    address = reverse("desk:section", args=[case.uid, "start"])
    assert f'The case has no title. <a href="{address}">Title and summary</a>' in page(
        desk, "desk:case", case
    )


def test_publishing_stands_before_asking_for_changes(
    review: Client, case: Case, writer: User, editor: User
) -> None:
    submit(case, by=writer)
    approve(case, by=editor)
    shown = page(review, "desk:case", case)
    assert shown.index('value="publish"') < shown.index('value="request_changes"')


def test_both_see_words_typed_since_and_which(desk: Client, review: Client, case: Case, writer: User) -> None:
    submit(case, by=writer)
    changed(case, title="Typed afterwards")
    address = reverse("desk:compare", args=[case.uid]) + "?a=submitted&amp;b=now"
    for client in (desk, review):
        assert address in page(client, "desk:case", case)
        assert "Typed" in page(client, "desk:compare", case, a="submitted", b="now")


def test_form_says_that_words_wait_while_an_editor_has_the_case(
    desk: Client, case: Case, writer: User
) -> None:
    address = reverse("desk:section", args=[case.uid, "start"])
    said = "What you type now waits for the next round."
    assert said not in desk.get(address).content.decode()
    submit(case, by=writer)
    assert said in desk.get(address).content.decode()


def test_withdrawn_case_says_to_staff_who_withdrew_it_and_why(
    desk: Client, review: Client, case: Case
) -> None:
    publish_case(case)
    review.post(reverse("desk:step", args=[case.uid]), {"step": "withdraw", "note": "A wrong figure"})
    shown = page(desk, "desk:case", case)
    assert ("Withdrawn by Edith" in shown, "A wrong figure" in shown) == (True, True)
