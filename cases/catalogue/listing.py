"""Writing the catalogue: a case's listing made anew from its current edition."""

from functools import partial
from uuid import UUID

from django.db import transaction

from peerlearn.editing.pictures import ask_for_crops

from ..document import cover_of, published_document
from ..models import Adoption, Edition, Listing, ListingLesson, Withdrawal
from .changes import hold_changes, keep_words_sorted, record_change
from .entries import entry_of, remember_words, write_entries


@transaction.atomic
def rebuild_listing(case: int) -> None:
    """Makes the listing of a case (its id) anew from its highest edition; none when withdrawn.

    Part of every transaction that changes what the public sees, and counted in the catalogue version.
    """
    hold_changes()
    keep_words_sorted()
    listings, lessons = _rows_of(case)
    Listing.objects.filter(case=case).delete()
    edition = Edition.objects.filter(case=case).with_document().order_by("-number").first()
    if edition and not Withdrawal.objects.filter(case=case).exists():
        first = Edition.objects.filter(case=case).order_by("number").first() or edition
        document = published_document(edition)
        entries = [entry_of(edition, document, first_published_at=first.published_at)]
        write_entries(entries)
        remember_words(entries)
        _mark_adopted(case)
        if cover := cover_of(document):
            transaction.on_commit(partial(ask_for_crops, UUID(cover.picture), cover.focus))
    new_listings, new_lessons = _rows_of(case)
    record_change(listings | new_listings, lessons | new_lessons)


def rebuild_catalogue() -> int:
    """Makes all listings anew from the editions; returns how many cases are listed."""
    for case in Edition.objects.order_by("case").values_list("case", flat=True).distinct():
        rebuild_listing(case)
    return Listing.objects.count()


def _mark_adopted(case: int) -> None:
    """Says of the lessons of a case which another city tried, as far as the public sees it."""
    tried = Adoption.objects.filter(approved_at__isnull=False).values("lesson_uid")
    ListingLesson.objects.filter(listing__case=case, uid__in=tried).update(adopted="yes")


def _rows_of(case: int) -> tuple[set[int], set[int]]:
    """The ids of a case's listing and of its lessons."""
    listings = set(Listing.objects.filter(case=case).values_list("pk", flat=True))
    return listings, set(ListingLesson.objects.filter(listing__in=listings).values_list("pk", flat=True))
