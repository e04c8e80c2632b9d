"""Comments between writers and editors: on a section, an item or a passage, answered and resolved."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from peerlearn.accounts.models import User

from ...completeness import Section
from ...document import Authored
from ...models import Case, Comment, Item
from .passages import Passage, Place, place_of

LONGEST = 4_000
"""Characters of one comment."""


@dataclass(frozen=True)
class Thread:
    """A comment with its answers; `about` is the item it hangs on, in a few words, "" for the section.

    `place` is where the words stand that it is about, if it is about some.
    """

    comment: Comment
    answers: list[Comment]
    about: str
    place: Place | None = None

    @property
    def is_resolved(self) -> bool:
        return self.comment.resolved_at is not None


def threads_of(case: Case, section: Section, headings: dict[UUID, str], authored: Authored) -> list[Thread]:
    """The comments on a section, those still open first; `headings` are the words of its items."""
    rows = _of(case).filter(section=section.name).select_related("author", "item", "resolved_by")
    answers: dict[int, list[Comment]] = {}
    for row in rows:
        if row.parent_id:
            answers.setdefault(row.parent_id, []).append(row)
    threads = [
        Thread(
            comment=row,
            answers=answers.get(row.pk, []),
            about=headings.get(row.item.uid, "") if row.item else "",
            place=place_of(row, case, authored),
        )
        for row in rows
        if row.parent_id is None
    ]
    return sorted(threads, key=lambda thread: thread.is_resolved)


def open_threads(case: Case, authored: Authored) -> list[Thread]:
    """What is still open in the whole case, with the words it is about as they stand in this document."""
    rows = _of(case).filter(parent=None, resolved_at=None).select_related("author", "item")
    return [Thread(row, [], "", place_of(row, case, authored)) for row in rows]


def open_comments(case: Case) -> Counter[str]:
    """How many comments wait for an answer, by section."""
    rows = Comment.objects.filter(case=case, parent=None, resolved_at=None).exclude(section="")
    return Counter(rows.values_list("section", flat=True))


@transaction.atomic
def write_comment(
    case: Case,
    section: Section,
    text: str,
    *,
    by: User,
    item: UUID | None = None,
    passage: Passage | None = None,
) -> Comment:
    """Hangs a comment on a section, on an item of this case, or on words of it."""
    uid = passage.item if passage and passage.item else item
    about = Item.objects.filter(case=case, uid=uid).present().first() if uid else None
    return Comment.objects.create(
        case=case,
        section=section.name,
        item=about,
        field=passage.field if passage else "",
        language=passage.language if passage else "",
        quote=passage.quote if passage else "",
        text=text[:LONGEST],
        author=by,
    )


@transaction.atomic
def answer_comment(comment: Comment, text: str, *, by: User) -> Comment:
    """Adds an answer to a comment that is none itself; a resolved one is open again."""
    Comment.objects.filter(pk=comment.pk).update(resolved_at=None, resolved_by=None)
    return Comment.objects.create(
        case=comment.case,
        section=comment.section,
        item=comment.item,
        parent=comment,
        text=text[:LONGEST],
        author=by,
    )


def set_resolved(comment: Comment, *, resolved: bool, by: User) -> None:
    Comment.objects.filter(pk=comment.pk).update(
        resolved_at=timezone.now() if resolved else None, resolved_by=by if resolved else None
    )


def _of(case: Case) -> QuerySet[Comment]:
    """Comments in the order of the talk; what a reviewer asks for as a step is no part of it."""
    return Comment.objects.filter(case=case).exclude(section="").order_by("written_at", "pk")
