"""The bin: what was removed comes back for thirty days, and then goes for good."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.desk.past.bin import delete_case, purge, remove_item, removed_items, restore_item
from cases.document import Authored, Part, Thread, Written, apply_document, case_document, published_document
from cases.models import Case, Comment, Item, Link, Revision, Text
from cases.revisions import cut_revision
from cases.workflow import WorkflowError, redact, withdraw
from partnerships.models import Organisation
from peerlearn.accounts.models import User
from tests.factories import (
    make_administrator,
    make_case,
    make_editor,
    make_lesson,
    make_member,
    make_organisation,
    make_partnership,
    publish_case,
)

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=30, minutes=1)


def add(case: Case, *parts: Part, threads: tuple[Thread, ...] = ()) -> None:
    authored = case_document(case).authored
    apply_document(case, replace(authored, parts=(*authored.parts, *parts), threads=threads))


def age(case: Case, uid: UUID) -> None:
    Item.objects.filter(case=case, uid=uid).update(removed_at=timezone.now() - LONG_AGO)


def get(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def take_back(case: Case) -> None:
    """Deleted so long ago that the bin has kept it for its time."""
    Case.objects.filter(pk=case.pk).update(removed_at=timezone.now() - LONG_AGO)


# -- items


def test_removed_item_is_listed_with_who_and_how_long(desk: Client, case: Case, writer: User) -> None:
    lesson = make_lesson(title="Ask early")
    add(case, lesson)
    assert "Ask early" not in get(desk, "removed", case.uid)
    remove_item(case, lesson.uid, by=writer)
    (found,) = removed_items(case, now=timezone.now())
    assert (found.heading, found.section.name, found.by, found.days_left) == (
        "Ask early",
        "lessons",
        writer,
        30,
    )
    shown = get(desk, "removed", case.uid)
    assert "Ask early" in shown
    assert "Wanda, 30 days left" in " ".join(shown.split())


def test_restored_item_is_what_it_was(desk: Client, case: Case, writer: User) -> None:
    first, lesson = make_lesson(title="First"), make_lesson(title="Second")
    thread = Thread(lesson.uid, first.uid, Link.Kind.ANSWERS)
    add(case, first, lesson, threads=(thread,))
    before = case_document(case).authored
    remove_item(case, lesson.uid, by=writer)
    assert case_document(case).authored.threads == ()
    desk.post(reverse("desk:removed", args=[case.uid]), {"item": str(lesson.uid)})
    assert case_document(case).authored == before


def test_sides_of_a_comparison_come_back_with_it(case: Case, writer: User) -> None:
    tool = Part(uuid4(), "comparison", {}, {"title": {"en": Written("Budget")}})
    cities = case.partnership.cities.values_list("slug", flat=True)
    sides = [
        Part(uuid4(), "side", {"tool": str(tool.uid), "city": city}, {"lacks": {"en": Written("Time")}})
        for city in cities
    ]
    without = case_document(case).authored
    add(case, tool, *sides)
    before = case_document(case).authored
    apply_document(case, without, author=writer)
    assert [each.heading for each in removed_items(case, now=timezone.now())] == ["Budget"]
    restore_item(case, tool.uid, by=writer)
    assert case_document(case).authored == before


def test_redacted_item_can_not_come_back(desk: Client, case: Case, editor: User) -> None:
    lesson = make_lesson(title="Not to be seen")
    add(case, lesson)
    redact(case, lesson.uid, by=editor, reason="consent taken back")
    assert "Not to be seen" not in get(desk, "removed", case.uid)
    desk.post(reverse("desk:removed", args=[case.uid]), {"item": str(lesson.uid)})
    assert case_document(case).authored.of_kind("lesson") == ()


def test_item_of_another_case_is_not_restored(desk: Client, case: Case, writer: User) -> None:
    other, lesson = make_case(), make_lesson()
    add(other, lesson)
    remove_item(other, lesson.uid, by=writer)
    desk.post(reverse("desk:removed", args=[case.uid]), {"item": str(lesson.uid)})
    assert case_document(other).authored.of_kind("lesson") == ()


def test_text_of_a_city_that_has_a_new_one_is_not_offered(case: Case, writer: User) -> None:
    city = case.partnership.cities.all()[0].slug
    old, new = (
        Part(uuid4(), "context", {"city": city}, {"text": {"en": Written("x")}}) for _each in range(2)
    )
    add(case, old)
    remove_item(case, old.uid, by=writer)
    assert len(removed_items(case, now=timezone.now())) == 1
    add(case, new)
    assert removed_items(case, now=timezone.now()) == []


def test_bin_of_a_case_asks_the_same_queries_for_any_number(desk: Client, case: Case, writer: User) -> None:
    counts: list[int] = []
    for _round in range(2):
        for _lesson in range(1 if not counts else 2):
            lesson = make_lesson()
            add(case, lesson)
            remove_item(case, lesson.uid, by=writer)
        with CaptureQueriesContext(connection) as captured:
            get(desk, "removed", case.uid)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_purged_item_is_gone_but_for_editions(case: Case, editor: User, writer: User) -> None:
    lesson, newer = make_lesson(title="In the edition"), make_lesson(title="Removed today")
    add(case, lesson, newer)
    edition = publish_case(case, by=editor)
    remove_item(case, lesson.uid, by=writer)
    remove_item(case, newer.uid, by=writer)
    age(case, lesson.uid)
    assert [each.heading for each in removed_items(case, now=timezone.now())] == ["Removed today"]
    purge(now=timezone.now())
    assert not Item.objects.filter(uid=lesson.uid).exists()
    assert not Text.objects.filter(value="In the edition").exists()
    assert Item.objects.filter(uid=newer.uid).exists()
    titles = [
        part.texts["title"]["en"].value for part in published_document(edition).authored.of_kind("lesson")
    ]
    assert titles == ["In the edition", "Removed today"]


def test_item_past_its_time_is_not_restored_before_the_job_has_run(case: Case, writer: User) -> None:
    lesson = make_lesson()
    add(case, lesson)
    remove_item(case, lesson.uid, by=writer)
    age(case, lesson.uid)
    assert restore_item(case, lesson.uid, by=writer) is False


# -- cases


def test_deleting_is_asked_first_and_done_then(desk: Client, case: Case, writer: User) -> None:
    before = case_document(case).authored
    assert "with its history and its comments" in get(desk, "delete", case.uid)
    assert Case.objects.present().count() == 1
    answer = desk.post(reverse("desk:delete", args=[case.uid]), follow=True)
    shown = " ".join(answer.content.decode().split())
    assert "A title" in shown
    assert "Wanda, 30 days left" in shown
    assert desk.get(reverse("desk:case", args=[case.uid])).status_code == 404
    assert "A title" not in get(desk, "home")
    desk.post(reverse("desk:bin"), {"case": str(case.uid)})
    assert case_document(case).authored == before
    assert "A title" in get(desk, "home")


def test_public_case_is_withdrawn_first(
    case: Case, editor: User, logged_in: Callable[[User], Client]
) -> None:
    publish_case(case, by=editor)
    client = logged_in(editor)
    assert "An editor withdraws it first" in get(client, "delete", case.uid)
    with pytest.raises(WorkflowError):
        delete_case(case, by=editor)
    client.post(reverse("desk:delete", args=[case.uid]))
    assert Case.objects.present().count() == 1
    withdraw(case, by=editor, reason="")
    client.post(reverse("desk:delete", args=[case.uid]))
    assert Case.objects.present().count() == 0
    assert client.get(reverse("library:case", args=[case.slug])).status_code == 410


def test_scheduled_case_does_not_publish_itself_when_it_comes_back(case: Case, writer: User) -> None:
    Case.objects.filter(pk=case.pk).update(publish_at=timezone.now())
    delete_case(case, by=writer)
    assert Case.objects.get(pk=case.pk).publish_at is None


@pytest.fixture
def people(association: Organisation, case: Case) -> dict[str, User]:
    """Everybody around a case of which the owner coordinates nothing."""
    partner = make_organisation()
    case.partnership.participations.filter(position=2).update(organisation=partner)
    return {
        "contributor": make_member(organisation=association),
        "editor": make_editor(organisation=association),
        "partner": make_editor(organisation=partner),
        "stranger": make_editor(organisation=make_organisation()),
        "administrator": make_administrator(),
    }


@pytest.mark.parametrize(
    ("role", "never_public", "was_public"),
    [
        ("contributor", 200, 404),
        ("editor", 200, 200),
        ("partner", 404, 404),
        ("stranger", 404, 404),
        ("administrator", 200, 200),
    ],
)
def test_who_deletes_and_restores(
    role: str,
    never_public: int,
    was_public: int,
    case: Case,
    people: dict[str, User],
    logged_in: Callable[[User], Client],
) -> None:
    client, delete = logged_in(people[role]), reverse("desk:delete", args=[case.uid])
    assert client.get(delete).status_code == never_public
    publish_case(case)
    withdraw(case, by=people["administrator"], reason="")
    assert client.get(delete).status_code == was_public
    delete_case(case, by=people["administrator"])
    assert ("A title" in get(client, "bin")) is (was_public == 200)
    restored = client.post(reverse("desk:bin"), {"case": str(case.uid)}).status_code
    assert restored == (302 if was_public == 200 else 404)


def test_case_page_shows_the_way_to_the_bin_to_those_who_may(
    case: Case, people: dict[str, User], logged_in: Callable[[User], Client]
) -> None:
    address = reverse("desk:delete", args=[case.uid])
    assert address in get(logged_in(people["contributor"]), "case", case.uid)
    assert address not in get(logged_in(people["partner"]), "case", case.uid)


def test_bin_asks_the_same_queries_for_any_number(
    desk: Client, association: Organisation, writer: User
) -> None:
    counts: list[int] = []
    for number in (1, 2):
        for _case in range(number):
            place = make_partnership(organisation=association)
            delete_case(make_case(owner=association, partnership=place), by=writer)
        with CaptureQueriesContext(connection) as captured:
            get(desk, "bin")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_purged_case_that_was_never_public_leaves_nothing(case: Case, writer: User) -> None:
    add(case, make_lesson())
    cut_revision(case, reason=Revision.Reason.SUBMITTED, author=writer)
    Case.objects.filter(pk=case.pk).update(state=Case.State.IN_REVIEW, submitted=Revision.objects.get())
    Comment.objects.create(case=case, section="lessons", text="Hm", author=writer)
    delete_case(case, by=writer)
    purge(now=timezone.now())
    assert Case.objects.count() == 1
    take_back(case)
    purge(now=timezone.now())
    assert [model.objects.count() for model in (Case, Revision, Item, Text, Comment)] == [0, 0, 0, 0, 0]


def test_purged_case_that_was_public_keeps_editions_only(case: Case, editor: User, client: Client) -> None:
    edition = publish_case(case, by=editor)
    withdraw(case, by=editor, reason="")
    delete_case(case, by=editor)
    take_back(case)
    purge(now=timezone.now())
    assert [Item.objects.count(), Text.objects.count()] == [0, 0]
    assert (
        published_document(edition).authored.of_kind("narrative")[0].texts["title"]["en"].value == "A title"
    )
    assert client.get(reverse("library:case", args=[case.slug])).status_code == 410


def test_revision_can_not_be_deleted_before_its_time(case: Case, writer: User) -> None:
    revision = cut_revision(case, reason=Revision.Reason.SITTING, author=writer)
    delete_case(case, by=writer)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        revision.delete()


def test_revision_of_a_case_that_was_public_can_never_be_deleted(case: Case, writer: User) -> None:
    publish_case(case)
    revision = cut_revision(case, reason=Revision.Reason.SITTING, author=writer)
    take_back(case)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Revision.objects.filter(pk=revision.pk)._raw_delete("default")


def test_revision_restored_brings_back_what_was_purged(case: Case, writer: User) -> None:
    lesson = make_lesson(title="Once more")
    add(case, lesson)
    before: Authored = case_document(case).authored
    remove_item(case, lesson.uid, by=writer)
    age(case, lesson.uid)
    purge(now=timezone.now())
    apply_document(case, before, author=writer)
    assert case_document(case).authored == before
