"""The cases that a partnership has already, so that nobody starts a second one unawares."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from partnerships.models import Partnership
from peerlearn.editing.conflicts import mark

from ...models import Case, Text


class CaseThere(Exception):
    """There is a case already that the writer has not seen; the form comes back with it."""

    def __init__(self, cases: list[Any]) -> None:
        super().__init__()
        self.cases = cases


def cases_of(partnership: Partnership) -> list[Any]:
    """Its cases, the latest first, each with its `title`. Whoever keeps its plan may write all of them."""
    return list(titled(Case.objects.present().filter(partnership=partnership)))


def titled(cases: "QuerySet[Case]") -> "QuerySet[Any]":
    """Cases with the headline of each in the language it is written in."""
    titles = Text.objects.filter(
        item__case=OuterRef("pk"),
        item__kind="narrative",
        item__removed_at=None,
        field="title",
        language=F("item__case__language"),
    )
    return cases.annotate(title=Subquery(titles.values("value")[:1]))


def mark_of(cases: Iterable[Case]) -> str:
    """A mark of the cases that a writer sees before starting another one."""
    return mark(sorted(str(case.uid) for case in cases))
