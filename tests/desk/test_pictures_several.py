"""Several pictures at once: each an item of its own, the same one never twice, what is refused said by name."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cases.document import case_document
from cases.models import Case, Illustration, Item
from peerlearn.accounts.models import User
from peerlearn.editing.models import Picture
from tests.factories import (
    make_case,
    make_lesson,
    make_member,
    make_organisation,
    make_partnership,
    make_user,
)
from tests.pictures import file_of, make_picture

from .pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def add(client: Client, case: Case, content: bytes, uid: UUID | None = None) -> Any:
    address = reverse("desk:add_picture", args=[case.uid])
    return client.post(address, {"item": str(uid or uuid4()), "picture": file_of(content)})


def shown(case: Case) -> list[UUID]:
    return [part.uid for part in case_document(case).authored.of_kind("illustration")]


def test_picture_sent_again_stays_one(desk: Client, case: Case) -> None:
    uid = uuid4()
    answers = [add(desk, case, make_picture(), uid) for _attempt in range(2)]
    assert [(each.status_code, each.json()) for each in answers] == [(200, {"item": str(uid)})] * 2
    assert shown(case) == [uid]


def test_pictures_stand_in_the_order_in_which_they_came(desk: Client, case: Case) -> None:
    uids = [uuid4() for _each in range(3)]
    for uid, colour in zip(uids, ("red", "green", "blue"), strict=True):
        add(desk, case, make_picture(colour=colour), uid)
    assert shown(case) == uids


def test_same_file_may_illustrate_twice_and_is_kept_once(desk: Client, case: Case) -> None:
    for _time in range(2):
        add(desk, case, make_picture())
    assert (len(shown(case)), Picture.objects.count()) == (2, 1)


def test_file_that_is_no_picture_is_refused_with_the_reason(desk: Client, case: Case) -> None:
    answer = add(desk, case, b"words")
    assert answer.status_code == 422
    assert answer.json() == {"error": "This is not a picture that can be read. Use JPEG, PNG, WebP or AVIF."}
    assert shown(case) == []


def test_picture_that_was_removed_meanwhile_stays_away(desk: Client, case: Case) -> None:
    uid = uuid4()
    add(desk, case, make_picture(), uid)
    Page(desk, case, "pictures").send(f"remove:{uid}")
    assert add(desk, case, make_picture(), uid).status_code == 200
    assert shown(case) == []


def test_identifier_of_another_item_is_not_taken_over(desk: Client, case: Case) -> None:
    lesson = make_lesson()
    other = make_case(parts=(lesson,))
    assert add(desk, case, make_picture(), lesson.uid).status_code == 404
    assert Item.objects.get(uid=lesson.uid).case == other
    assert Picture.objects.count() == 0


def test_stranger_adds_no_picture(case: Case, logged_in: Callable[[User], Client]) -> None:
    assert add(logged_in(make_user()), case, make_picture()).status_code == 404
    assert shown(case) == []


def test_picture_begins_a_sitting(desk: Client, writer: User, case: Case) -> None:
    add(desk, case, make_picture())
    assert Case.objects.get(pk=case.pk).sitting_of == writer


def test_several_files_are_added_by_the_button(desk: Client, case: Case) -> None:
    files = [file_of(make_picture(colour=colour), f"{colour}.jpg") for colour in ("red", "green")]
    answer = Page(desk, case, "pictures").send(pictures=files)
    assert answer.status_code == 302
    assert len(shown(case)) == 2


def test_form_with_files_sent_twice_adds_them_once(desk: Client, case: Case) -> None:
    page = Page(desk, case, "pictures")
    for _time in range(2):
        page.send(pictures=[file_of(make_picture())])
    assert len(shown(case)) == 1


def test_file_refused_among_others_is_named_and_the_others_are_kept(desk: Client, case: Case) -> None:
    files = [file_of(b"words", "letter.doc"), file_of(make_picture(), "visit.jpg")]
    answer = Page(desk, case, "pictures").send(pictures=files)
    assert answer.status_code == 422
    assert "<li>letter.doc: This is not a picture that can be read." in answer.content.decode()
    assert len(shown(case)) == 1


def test_picture_two_cases_share_has_one_original(desk: Client, writer: User, case: Case) -> None:
    association = make_organisation()
    make_member(organisation=association)
    other = make_case(owner=case.owner, partnership=make_partnership(organisation=case.owner))
    add(desk, case, make_picture())
    add(desk, other, make_picture())
    assert Illustration.objects.count() == 2
    assert Picture.objects.count() == 1
