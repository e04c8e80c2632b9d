"""Gathering cases, arranging them, publishing an edition, taking it back."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from cases import gathering
from cases.gathering import (
    CantPublish,
    add_cases,
    begin_compendium,
    delete_compendium,
    move_case,
    newer_than,
    publish_compendium,
    take_case_out,
    withdraw_compendium,
)
from cases.models import Compendium, CompendiumEdition
from cases.workflow import withdraw
from partnerships.models import Organisation
from peerlearn.accounts.models import User
from tests.factories import (
    make_administrator,
    make_case,
    make_editor,
    make_member,
    make_organisation,
    publish_case,
)

from .conftest import Gather

pytestmark = pytest.mark.django_db


def cases_of(compendium: Compendium) -> list[int]:
    return list(compendium.gathered.values_list("case", flat=True))


def chapters_of(edition: CompendiumEdition) -> list[int]:
    return list(edition.chapters.values_list("edition", flat=True))


def test_cases_come_in_behind_those_that_are_there_and_each_once(gather: Gather) -> None:
    first, second, third = publish_case(), publish_case(), publish_case()
    compendium = gather(second)
    assert add_cases(compendium, [first.case_id, second.case_id, third.case_id, first.case_id]) == (2, 0)
    assert cases_of(compendium) == [second.case_id, first.case_id, third.case_id]


def test_cases_beyond_the_limit_stay_out(gather: Gather, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST", 2)
    compendium = gather(publish_case())
    assert add_cases(compendium, [publish_case().case_id, publish_case().case_id]) == (1, 1)
    assert len(cases_of(compendium)) == 2


def test_case_moves_up_and_stays_at_the_top(gather: Gather) -> None:
    first, second = publish_case(), publish_case()
    compendium = gather(first, second)
    uid = compendium.gathered.get(case=second.case_id).uid
    assert move_case(compendium, uid, by=-1) == (1, 2)
    assert move_case(compendium, uid, by=-1) == (1, 2)
    assert cases_of(compendium) == [second.case_id, first.case_id]


def test_case_is_taken_out_of_this_compendium_only(gather: Gather) -> None:
    edition = publish_case()
    compendium, other = gather(edition), gather(edition)
    uid = other.gathered.get().uid
    assert take_case_out(compendium, uid) is False
    assert take_case_out(other, uid) is True
    assert (cases_of(compendium), cases_of(other)) == ([edition.case_id], [])


def test_addresses_are_made_of_titles_and_differ(network: Organisation) -> None:
    titles = ("Águas e solos", "Águas e solos", "New", "東京")
    slugs = [
        begin_compendium(title={"pt": title}, owner=network, programme=None, cases=[]).slug
        for title in titles
    ]
    assert slugs == ["aguas-e-solos", "aguas-e-solos-2", "new-2", "compendium"]


def test_edition_holds_the_editions_of_its_cases_in_their_order(gather: Gather, editor: User) -> None:
    first, second = publish_case(), publish_case()
    newer = publish_case(second.case)
    compendium = gather(newer, first)
    edition = publish_compendium(compendium, by=editor)
    compendium.refresh_from_db()
    assert (edition.number, edition.title, compendium.is_public) == (1, {"en": "Learning together"}, True)
    assert chapters_of(edition) == [newer.pk, first.pk]


def test_next_edition_takes_in_what_is_newer(gather: Gather, editor: User) -> None:
    first = publish_case()
    compendium = gather(first)
    old = publish_compendium(compendium, by=editor)
    newer = publish_case(first.case)
    assert newer_than(old) == {first.case_id: 1}
    edition = publish_compendium(compendium, by=editor)
    assert (edition.number, chapters_of(edition), chapters_of(old)) == (2, [newer.pk], [first.pk])
    assert newer_than(edition) == {}


def test_nothing_is_published_twice(gather: Gather, editor: User) -> None:
    compendium = gather(publish_case())
    publish_compendium(compendium, by=editor)
    with pytest.raises(CantPublish, match=r"^Nothing has changed since edition 1\.$"):
        publish_compendium(compendium, by=editor)


def test_withdrawn_case_is_in_no_new_edition(gather: Gather, editor: User) -> None:
    kept, gone = publish_case(), publish_case()
    compendium = gather(gone, kept)
    withdraw(gone.case, by=make_administrator(), reason="test")
    assert chapters_of(publish_compendium(compendium, by=editor)) == [kept.pk]


def test_compendium_without_a_case_that_is_public_is_not_published(gather: Gather, editor: User) -> None:
    compendium = gather()
    add_cases(compendium, [make_case().pk])
    with pytest.raises(CantPublish, match=r"^It needs a case that is published\.$"):
        publish_compendium(compendium, by=editor)
    assert not CompendiumEdition.objects.exists()


def test_withdrawn_compendium_can_be_published_again(gather: Gather, editor: User) -> None:
    compendium = gather(publish_case())
    publish_compendium(compendium, by=editor)
    withdraw_compendium(compendium)
    assert not Compendium.objects.public().exists()
    assert publish_compendium(compendium, by=editor).number == 2


def test_compendium_that_was_published_is_not_deleted(gather: Gather, editor: User) -> None:
    never, once = gather(publish_case()), gather(publish_case())
    publish_compendium(once, by=editor)
    delete_compendium(never)
    with pytest.raises(CantPublish):
        delete_compendium(once)
    assert list(Compendium.objects.all()) == [once]


def test_editions_and_chapters_never_change(gather: Gather, editor: User) -> None:
    edition = publish_compendium(gather(publish_case()), by=editor)
    for change in (
        lambda: CompendiumEdition.objects.update(number=7),
        lambda: edition.chapters.update(position=7),
        lambda: edition.chapters.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            change()


def test_publishing_queues_the_pdfs(
    gather: Gather, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        edition = publish_compendium(gather(publish_case()), by=editor)
    jobs = ProcrastinateJob.objects.filter(task_name=gathering.MAKE).values_list("args", flat=True)
    assert list(jobs) == [{"compendium_edition": edition.pk}]


def test_editors_of_the_owner_alone_may_edit(gather: Gather, editor: User) -> None:
    compendium = gather(publish_case())
    others = [make_member(organisation=compendium.owner), make_editor(organisation=make_organisation())]
    may = {user: Compendium.objects.editable_by(user).exists() for user in (editor, *others)}
    assert list(may.values()) == [True, False, False]
