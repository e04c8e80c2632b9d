"""Comments between writers and editors: on a section or one of its items, answered and resolved."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from peerlearn.accounts.models import User

from ...completeness import Section
from ...models import Case, Comment, Item

LONGEST = 4_000
"""Characters of one comment."""


@dataclass(frozen=True)
class Thread:
    """A comment with its answers; `about` is the item it hangs on, in a few words, "" for the section."""

    comment: Comment
    answers: list[Comment]
    about: str

    @property
    def is_resolved(self) -> bool:
        return self.comment.resolved_at is not None


def threads_of(case: Case, section: Section, headings: dict[UUID, str]) -> list[Thread]:
    """The comments on a section, those still open first; `headings` are the words of its items."""
    rows = _of(case, section).select_related("author", "item", "resolved_by")
    answers: dict[int, list[Comment]] = {}
    for row in rows:
        if row.parent_id:
            answers.setdefault(row.parent_id, []).append(row)
    threads = [
        Thread(row, answers.get(row.pk, []), headings.get(row.item.uid, "") if row.item else "")
        for row in rows
        if row.parent_id is None
    ]
    return sorted(threads, key=lambda thread: thread.is_resolved)


def open_comments(case: Case) -> Counter[str]:
    """How many comments wait for an answer, by section."""
    rows = Comment.objects.filter(case=case, parent=None, resolved_at=None).exclude(section="")
    return Counter(rows.values_list("section", flat=True))


@transaction.atomic
def write_comment(case: Case, section: Section, text: str, *, by: User, item: UUID | None = None) -> Comment:
    """Hangs a comment on a section, or on an item of this case."""
    about = Item.objects.filter(case=case, uid=item).present().first() if item else None
    return Comment.objects.create(case=case, section=section.name, item=about, text=text[:LONGEST], author=by)


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


def _of(case: Case, section: Section) -> QuerySet[Comment]:
    return Comment.objects.filter(case=case, section=section.name).order_by("written_at", "pk")
