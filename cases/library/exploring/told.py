"""What cases tell of a plan: outcomes with the activities and objectives that led to them, lessons with the outcomes
that show them; read from the current edition of each case, through its redactions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst

from peerlearn.kept import Kept

from ...models import Edition
from ...presenting import PresentedCase, PresentedItem, Words, present_all
from ...templatetags.presenting import figure
from ..cards import CaseCard

MOST = 1_000
LONGEST = 160
"""Characters of what has no title of its own."""


@dataclass(frozen=True)
class Told:
    """An outcome or a lesson: `by` names activities of the plan (an outcome) or outcomes (a lesson), `serves`
    objectives of the plan, `cities` who learnt it."""

    key: str
    words: Words
    note: str
    href: str
    by: frozenset[str]
    serves: frozenset[str] = frozenset()
    cities: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseTold:
    """What hangs on a plan in one case."""

    outcomes: tuple[Told, ...]
    lessons: tuple[Told, ...]


_kept: Kept[CaseTold] = Kept(MOST)
"""By the id of the listing and the language: what is published or redacted is listed in a new row."""


def told_in(cards: Sequence[CaseCard], language: str) -> list[CaseTold]:
    """What the cases tell, in their order; two queries for those that aren't kept yet."""
    rows = {card.listing.edition_id: card.listing.pk for card in cards}
    known = _kept.known((row, language) for row in rows.values())
    fresh = [edition for edition, row in rows.items() if (row, language) not in known]
    editions = list(Edition.objects.with_document().filter(pk__in=fresh)) if fresh else []
    for edition, case in zip(editions, present_all(editions, language) if editions else (), strict=True):
        name = (rows[edition.pk], language)
        known[name] = _kept.keep(name, _told(case))
    return [known[row, language] for row in rows.values() if (row, language) in known]


def _told(case: PresentedCase) -> CaseTold:
    address = reverse("library:case", args=[case.slug])
    return CaseTold(
        tuple(_outcome(item, address) for item in case.outcomes),
        tuple(_lesson(item) for item in case.lessons),
    )


def _outcome(item: PresentedItem, address: str) -> Told:
    measured = figure(item.value) if item.value is not None else ""
    aims = (served.facts.get("plan_objective") for served in item.serves)
    return Told(
        key=str(item.uid),
        words=_named(item),
        note=f"{measured} {item.unit.plain}".strip(),
        href=f"{address}#{item.anchor}",
        by=frozenset(map(str, item.facts.get("activities") or ())),
        serves=frozenset(str(aim) for aim in aims if aim),
    )


def _lesson(item: PresentedItem) -> Told:
    return Told(
        key=str(item.uid),
        words=_named(item),
        note=capfirst(item.kind_of_lesson),
        href=reverse("library:lesson", args=[item.uid]),
        by=frozenset(str(outcome.uid) for outcome in item.shown_by),
        cities=tuple(city.slug for city in item.cities),
    )


def _named(item: PresentedItem) -> Words:
    """The title; of what has none, how its text begins."""
    if item.title:
        return item.title
    begins = Truncator(item.text.plain).chars(LONGEST)
    return Words(SafeString(escape(begins)), item.text.language, item.text.foreign)
