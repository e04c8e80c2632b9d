"""The only writers of compendia: gathering cases, arranging them, publishing an edition, taking it back.

Each in one transaction, one writer of a compendium at a time.
"""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from partnerships.models import Organisation, Programme
from peerlearn.accounts.models import User
from peerlearn.editing.arranging import move
from peerlearn.editing.translated import in_language
from peerlearn.queueing import queue_if_possible

from .models import Compendium, CompendiumChapter, CompendiumEdition, Edition, GatheredCase, Listing

MAKE = "cases.publications.running.jobs.make_compendium"
MOST = 100
"""Cases that a compendium holds."""
LONGEST_SLUG = 60
TAKEN_SLUGS = {"new"}
"""Addresses beside those of compendia that are pages of their own."""


class CantPublish(Exception):
    """What stands in the way of an edition; the message is for people."""


@transaction.atomic
def begin_compendium(
    *,
    title: dict[str, str],
    owner: Organisation,
    programme: Programme | None,
    cases: Iterable[int],
    slug: str = "",
    foreword: dict[str, str] | None = None,
) -> Compendium:
    """A new compendium that only its editors see, with these cases in this order."""
    compendium = Compendium.objects.create(
        slug=slug or _free_slug(in_language(title)),
        owner=owner,
        programme=programme,
        title=title,
        foreword=foreword or {},
    )
    add_cases(compendium, cases)
    return compendium


@transaction.atomic
def add_cases(compendium: Compendium, cases: Iterable[int]) -> tuple[int, int]:
    """Puts cases behind those that are there; says how many came in, and how many were too many."""
    locked = locked_compendium(compendium)
    there = list(locked.gathered.values_list("case", flat=True))
    fresh = [case for case in dict.fromkeys(cases) if case not in there]
    taken = fresh[: MOST - len(there)]
    last = locked.gathered.order_by("-position").values_list("position", flat=True).first()
    begin = 0 if last is None else last + 1
    GatheredCase.objects.bulk_create(
        GatheredCase(compendium=locked, case_id=case, position=position)
        for position, case in enumerate(taken, start=begin)
    )
    return len(taken), len(fresh) - len(taken)


@transaction.atomic
def move_case(compendium: Compendium, uid: UUID, *, by: int) -> tuple[int, int]:
    """Moves a case up (-1) or down (1); returns its place and how many there are."""
    return move(locked_compendium(compendium).gathered.all(), uid, by=by)


@transaction.atomic
def take_case_out(compendium: Compendium, uid: UUID) -> bool:
    """True when it was there."""
    deleted, _by_kind = locked_compendium(compendium).gathered.filter(uid=uid).delete()
    return bool(deleted)


@transaction.atomic
def publish_compendium(compendium: Compendium, *, by: User) -> CompendiumEdition:
    """The next edition, of the editions of its cases that are public now; its PDFs are queued. Raises CantPublish."""
    locked = locked_compendium(compendium)
    editions = public_editions(locked)
    if not in_language(locked.title):
        raise CantPublish(_("It needs a title."))
    if not editions:
        raise CantPublish(_("It needs a case that is published."))
    last = locked.editions.first()
    if locked.is_public and last and not differs(locked, last, editions):
        raise CantPublish(_("Nothing has changed since edition %(number)s.") % {"number": last.number})
    edition = CompendiumEdition.objects.create(
        compendium=locked,
        number=last.number + 1 if last else 1,
        title=locked.title,
        foreword=locked.foreword,
        published_by=by,
        published_at=timezone.now(),
    )
    CompendiumChapter.objects.bulk_create(
        CompendiumChapter(compendium_edition=edition, edition_id=chapter, position=position)
        for position, chapter in enumerate(editions, start=1)
    )
    locked.is_public = True
    locked.save(update_fields=["is_public"])
    transaction.on_commit(partial(queue_if_possible, MAKE, compendium_edition=edition.pk))
    return edition


@transaction.atomic
def withdraw_compendium(compendium: Compendium) -> None:
    """Takes it from readers with all its editions; its address says so."""
    locked = locked_compendium(compendium)
    locked.is_public = False
    locked.save(update_fields=["is_public"])


@transaction.atomic
def delete_compendium(compendium: Compendium) -> None:
    """Deletes one that was never published."""
    locked = locked_compendium(compendium)
    if locked.editions.exists():
        raise CantPublish(_("It was published: it can be taken back from readers, not deleted."))
    locked.delete()


def public_editions(compendium: Compendium) -> list[int]:
    """The editions (ids) of its cases that are public now, in its order."""
    current = dict(
        Listing.objects.filter(case__in=compendium.gathered.values("case")).values_list("case", "edition")
    )
    order = compendium.gathered.values_list("case", flat=True)
    return [current[case] for case in order if case in current]


def differs(compendium: Compendium, last: CompendiumEdition, editions: list[int]) -> bool:
    """Whether an edition made now would say something else than the last one."""
    told = list(last.chapters.readable().values_list("edition", flat=True))
    return (last.title, last.foreword, told) != (compendium.title, compendium.foreword, editions)


def newer_than(last: CompendiumEdition) -> dict[int, int]:
    """The cases (ids) of an edition that have a newer one of their own, each with the number of the old one."""
    told = dict(last.chapters.readable().values_list("edition__case", "edition__number"))
    now = Edition.objects.filter(listing__isnull=False, case__in=told).values_list("case", "number")
    return {case: told[case] for case, number in now if number > told[case]}


def locked_compendium(compendium: Compendium) -> Compendium:
    return Compendium.objects.select_for_update(of=("self",)).get(pk=compendium.pk)


def _free_slug(title: str) -> str:
    """An address made of the title that nobody has yet."""
    wanted = slugify(title)[:LONGEST_SLUG].strip("-") or "compendium"
    taken = set(Compendium.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken | TAKEN_SLUGS)
