"""The past of a case at the desk: what was kept, what changed, and the way back."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.desk.past.changes import summary
from cases.document import Authored, Part, Written, apply_document, case_document
from cases.document.comparing import compare
from cases.models import Case, Revision
from cases.revisions import cut_revision
from cases.workflow import redact
from peerlearn.accounts.models import User
from tests.factories import make_case, make_lesson, publish_case

pytestmark = pytest.mark.django_db


def keep(case: Case, *lessons: Part, title: str = "A title", by: User | None = None) -> Revision:
    """Makes the case hold these lessons below its title, and keeps it so."""
    authored = case_document(case).authored
    (narrative,) = authored.of_kind("narrative")
    narrative = replace(narrative, texts={"title": {"en": Written(title)}})
    apply_document(case, replace(authored, parts=(narrative, *lessons), threads=()), author=by)
    return cut_revision(case, reason=Revision.Reason.SITTING, author=by)


def page(client: Client, name: str, case: Case, *args: int, **query: object) -> str:
    answer = client.get(reverse(f"desk:{name}", args=[case.uid, *args], query=query or None))
    assert answer.status_code == 200
    return answer.content.decode()


def test_list_says_who_kept_what_and_why(desk: Client, case: Case, writer: User) -> None:
    keep(case)
    keep(case, make_lesson(), title="Another title", by=writer)
    shown = page(desk, "history", case)
    assert "Title changed; Lessons: 1 added" in shown
    assert "The first one kept" in shown
    assert f"{writer}, end of a sitting" in shown


def test_list_of_a_case_without_a_past_says_so(desk: Client, case: Case) -> None:
    assert "Nothing is kept yet." in page(desk, "history", case)


def test_list_says_what_changed_since(desk: Client, case: Case) -> None:
    keep(case)
    assert "Nothing changed since." in page(desk, "history", case)
    keep(case, make_lesson())
    apply_document(case, replace(case_document(case).authored, sdgs=(11,)))
    assert "Sustainable Development Goals changed" in page(desk, "history", case)


def test_list_names_the_editions(desk: Client, case: Case) -> None:
    publish_case(case)
    assert "Edition 1" in page(desk, "history", case)


def test_list_is_paged(desk: Client, case: Case) -> None:
    for number in range(21):
        keep(case, title=f"Title {number}")
    assert "Page 1 of 2" in page(desk, "history", case)
    assert page(desk, "history", case, page=2).count("Restore this one") == 1


def test_number_of_queries_does_not_grow_with_the_list(desk: Client, case: Case) -> None:
    counts = []
    for titles in (("1",), ("2", "3")):
        for title in titles:
            keep(case, make_lesson(), title=title)
        with CaptureQueriesContext(connection) as captured:
            page(desk, "history", case)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_number_of_queries_does_not_grow_with_what_is_compared(desk: Client, case: Case) -> None:
    counts = []
    for lessons in (1, 3):
        before = keep(case, title="Before")
        after = keep(case, *(make_lesson() for _lesson in range(lessons)))
        with CaptureQueriesContext(connection) as captured:
            page(desk, "compare", case, a=before.pk, b=after.pk)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_words_that_changed_are_marked(desk: Client, case: Case) -> None:
    lesson = make_lesson(title="Ask the people")
    before = keep(case, lesson)
    after = keep(case, replace(lesson, texts={"title": {"en": Written("Ask all people")}}))
    shown = page(desk, "compare", case, a=before.pk, b=after.pk)
    assert "the</del>" in shown
    assert "all</ins>" in shown


def test_values_of_a_fact_are_compared_one_by_one(desk: Client, case: Case) -> None:
    before = keep(case)
    apply_document(case, replace(case_document(case).authored, sdgs=(6, 11)))
    middle = cut_revision(case, reason=Revision.Reason.SITTING, author=None)
    apply_document(case, replace(case_document(case).authored, sdgs=(11,)))
    after = cut_revision(case, reason=Revision.Reason.SITTING, author=None)
    shown = page(desk, "compare", case, a=middle.pk, b=after.pk)
    assert re.search(r"<p><del>.*6\. [^<]*</del></p><p>11\. [^<]*</p>", shown)
    assert "11. " in page(desk, "compare", case, a=before.pk, b=after.pk)


def test_only_the_language_that_is_asked_for_is_shown(desk: Client, case: Case) -> None:
    before, after = translated(case)
    assert "In this language nothing changed." in page(
        desk, "compare", case, a=before.pk, b=after.pk, language="en"
    )
    assert "O mesmo" in page(desk, "compare", case, a=before.pk, b=after.pk, language="pt")


def test_language_in_which_something_changed_is_opened_when_none_is_asked_for(
    desk: Client, case: Case
) -> None:
    before, after = translated(case)
    assert "O mesmo" in page(desk, "compare", case, a=before.pk, b=after.pk)


def translated(case: Case) -> tuple[Revision, Revision]:
    """A lesson before and after it was translated into Portuguese."""
    lesson = make_lesson(title="The same")
    both = {"title": {"en": Written("The same"), "pt": Written("O mesmo")}}
    return keep(case, lesson), keep(case, replace(lesson, texts=both))


def test_latest_is_compared_with_now_when_nothing_is_asked(desk: Client, case: Case) -> None:
    keep(case)
    assert "Nothing changed between these two." in page(desk, "compare", case)
    lesson = make_lesson(title="Not kept yet")
    authored = case_document(case).authored
    apply_document(case, replace(authored, parts=(*authored.parts, lesson)))
    assert "Not kept yet" in page(desk, "compare", case)


def test_redacted_words_are_not_in_the_past(desk: Client, case: Case, editor: User) -> None:
    lesson = make_lesson(title="Not to be seen")
    before, after = keep(case), keep(case, lesson)
    redact(case, lesson.uid, by=editor, reason="consent taken back")
    assert "Not to be seen" not in page(desk, "compare", case, a=before.pk, b=after.pk)
    assert "1 added" not in page(desk, "history", case)


def test_restoring_is_asked_first_and_done_then(desk: Client, case: Case) -> None:
    before = keep(case)
    keep(case, make_lesson(title="Gone soon"))
    assert "Lessons: 1 removed" in page(desk, "restore", case, before.pk)
    assert len(case_document(case).authored.of_kind("lesson")) == 1
    answer = desk.post(reverse("desk:restore", args=[case.uid, before.pk]), follow=True)
    assert "Restored." in answer.content.decode()
    assert case_document(case).authored.of_kind("lesson") == ()
    assert case.revisions.count() == 3


def test_revision_like_now_has_nothing_to_restore(desk: Client, case: Case) -> None:
    assert "there is nothing to restore" in page(desk, "restore", case, keep(case).pk)


@pytest.mark.parametrize("key", ["x", "-1", "0", "9" * 30, "١"])
def test_what_is_no_revision_of_the_case_is_not_found(desk: Client, case: Case, key: str) -> None:
    keep(case)
    address = reverse("desk:compare", args=[case.uid], query={"a": key})
    assert desk.get(address).status_code == 404


def test_revision_of_another_case_is_not_found(desk: Client, case: Case) -> None:
    keep(case)
    other = keep(make_case())
    assert desk.get(reverse("desk:compare", args=[case.uid], query={"b": other.pk})).status_code == 404
    assert desk.post(reverse("desk:restore", args=[case.uid, other.pk])).status_code == 404


def test_stranger_can_not_restore(
    case: Case, logged_in: Callable[[User], Client], django_user_model: type[User]
) -> None:
    stranger = django_user_model.objects.create_user("stranger@test.example", None, name="S")
    address = reverse("desk:restore", args=[case.uid, keep(case).pk])
    assert logged_in(stranger).post(address).status_code == 404


def written(*parts: Part) -> Authored:
    return Authored(language="en", parts=parts)


def test_summary_names_the_language_of_a_translation() -> None:
    lesson = make_lesson(title="One")
    both = replace(lesson, texts={"title": {"en": Written("One"), "pt": Written("Um")}})
    assert summary(compare(written(lesson), written(both)), "en") == "Lessons: 1 changed (Português)"


def test_summary_counts_a_comparison_once() -> None:
    tool = Part(make_lesson().uid, "comparison", {}, {"title": {"en": Written("Budget")}})
    sides = tuple(
        Part(make_lesson().uid, "side", {"tool": str(tool.uid), "city": city}) for city in ("a", "b")
    )
    assert summary(compare(written(), written(tool, *sides)), "en") == "Side by side: 1 added"
    assert summary(compare(written(tool), written(tool, *sides)), "en") == "Side by side: 1 changed"


def test_summary_says_when_the_order_is_another() -> None:
    first, second = make_lesson(), make_lesson()
    changes = compare(written(first, second), written(second, first))
    assert summary(changes, "en") == "Lessons: another order"


def test_summary_of_nothing_says_so() -> None:
    assert summary(compare(written(), written()), "en") == "No words changed"
