"""The cases of the partnerships of a programme: which are told, which are being written, which could be."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.following import PairProgress, ProgrammeProgress

from ...models import Case, Edition, Text, Withdrawal


@dataclass(frozen=True)
class CaseOfPair:
    """A case of a partnership as its coordinator sees it: `edition` is the number of the one that the public
    reads, 0 for none; `href` leads to where the reader may read or write it, "" where they may not."""

    uid: UUID
    slug: str
    title: str
    language: str
    state: str
    edition: int
    is_withdrawn: bool
    href: str

    @property
    def is_public(self) -> bool:
        return bool(self.edition) and not self.is_withdrawn

    @property
    def state_code(self) -> str:
        """What its mark follows: the public side, else what the working copy is doing."""
        return "public" if self.is_public else self.state

    @property
    def standing(self) -> str:
        """How it stands, in words: what the public sees, and what the working copy is doing where that says more."""
        if not self.edition:
            return _in_words(self.state)
        public = (
            _("Withdrawn") if self.is_withdrawn else _("Edition %(number)d public") % {"number": self.edition}
        )
        return public if self.state == Case.State.WRITING else f"{public} · {_in_words(self.state)}"


@dataclass(frozen=True)
class Story:
    """A partnership that has something to tell, with the cases that do."""

    pair: PairProgress
    cases: tuple[CaseOfPair, ...]

    @property
    def is_ready(self) -> bool:
        """Nobody has begun to write it."""
        return not self.cases


def stories_of(progress: ProgrammeProgress, cases: dict[int, tuple[CaseOfPair, ...]]) -> tuple[Story, ...]:
    """Partnerships that are over and have outcomes, or have a case: first those that nobody writes about, then
    those whose case is not public yet."""
    found = [
        Story(pair, cases.get(pair.pk, ()))
        for pair in progress.pairs
        if pair.pk in cases or (pair.is_over and pair.plan.has_outcomes)
    ]
    return tuple(sorted(found, key=lambda story: (not story.is_ready, _all_public(story.cases))))


def cases_of_pairs(programme: int, writable: Collection[int]) -> dict[int, tuple[CaseOfPair, ...]]:
    """The cases by partnership (ids), in one query. Who may not write a case learns its title once it is public."""
    edition = Edition.objects.filter(case=OuterRef("pk")).order_by("-number").values("number")[:1]
    title = Text.objects.filter(
        item__case=OuterRef("pk"), item__kind="narrative", item__removed_at=None, field="title",
        language=OuterRef("language"),
    )  # fmt: skip
    rows = (
        Case.objects.present()
        .filter(partnership__programme=programme)
        .annotate(
            edition=Coalesce(Subquery(edition), 0),
            withdrawn=Exists(Withdrawal.objects.filter(case=OuterRef("pk"))),
            title=Coalesce(Subquery(title.values("value")[:1]), Value("", TextField())),
        )
        .order_by("created_at", "pk")
        .values_list("partnership", "uid", "slug", "title", "language", "state", "edition", "withdrawn")
    )
    found: dict[int, list[CaseOfPair]] = defaultdict(list)
    for partnership, uid, slug, title_, language, state, edition_, is_withdrawn in rows:
        may_write, is_public = partnership in writable, bool(edition_) and not is_withdrawn
        shown = title_ if may_write or is_public else ""
        href = _address(uid, slug, may_write=may_write, is_public=is_public)
        found[partnership].append(CaseOfPair(uid, slug, shown, language, state, edition_, is_withdrawn, href))
    return {partnership: tuple(cases) for partnership, cases in found.items()}


def _address(uid: UUID, slug: str, *, may_write: bool, is_public: bool) -> str:
    if may_write:
        return reverse("desk:case", args=[uid])
    return reverse("library:case", args=[slug]) if is_public else ""


def _all_public(cases: Iterable[CaseOfPair]) -> bool:
    return all(case.is_public for case in cases)


def _in_words(state: str) -> str:
    return capfirst(str(Case.State(state).label))
