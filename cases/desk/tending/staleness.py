"""What became stale in the cases of a person: translations, reviews, addresses of sources, figures of the plan."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, Count, F, Func, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from peerlearn.accounts.models import User
from peerlearn.editing.languages import own_name

from ...models import Case, Edition, Outcome, Source, SourceAddress, Text
from .offers import Offer, offers_to

REVIEW_LASTS = timedelta(days=730)
"""Two years: then somebody should read again what the public reads. The stamp of the last edition counts."""


class Mark(Func):
    """The digest of a text, as `cases.models.digest` makes it."""

    template = "left(encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex'), 16)"
    output_field = CharField()


@dataclass
class Stale:
    """One case with what became stale in it."""

    case: Case
    title: str = ""
    translations: list[tuple[str, str, int]] = field(default_factory=list)
    """Language, its own name, number of texts."""
    reviewed_at: datetime | None = None
    """When an editor read it last, where that is too long ago."""
    dead: list[Source] = field(default_factory=list)
    figures: list[Offer] = field(default_factory=list)
    """Outcomes whose work plan has another figure by now."""


def what_became_stale(user: User, *, now: datetime) -> list[Stale]:
    """Cases that the user writes and in which something became stale; those with most to do first."""
    mine = Case.objects.present().writable_by(user).order_by()
    translations, reviews, dead, figures = (
        _translations(mine),
        _reviews(mine, now),
        _dead(mine),
        _figures(mine),
    )
    cases = Case.objects.in_bulk(translations.keys() | reviews.keys() | dead.keys() | figures.keys())
    titles = _titles(cases) if cases else {}
    found = [
        Stale(
            case,
            titles.get(pk, case.slug),
            sorted((code, own_name(code), count) for code, count in translations[pk].items()),
            reviews.get(pk),
            dead[pk],
            figures[pk],
        )
        for pk, case in cases.items()
    ]
    return sorted(found, key=lambda each: (-_weight(each), each.case.pk))


def _weight(stale: Stale) -> int:
    return len(stale.dead) + len(stale.figures) + sum(count for _code, _name, count in stale.translations)


def _translations(mine: QuerySet[Case]) -> dict[int, dict[str, int]]:
    """Texts made from other words than the original has now, by case and language."""
    original = Text.objects.filter(
        item=OuterRef("item"), field=OuterRef("field"), language=OuterRef("item__case__language")
    )
    texts = (
        Text.objects.filter(item__case__in=mine, item__removed_at__isnull=True)
        .exclude(made_from="")
        .exclude(language=F("item__case__language"))
        .exclude(item__comparisonside__tool__removed_at__isnull=False)  # in the bin with its comparison
        .annotate(mark=Subquery(original.values(mark=Mark("value"))[:1]))
        .filter(mark__isnull=False)
        .exclude(made_from=F("mark"))
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for case, language, count in texts.values_list("item__case", "language").annotate(count=Count("pk")):
        found[case][language] = count
    return found


def _reviews(mine: QuerySet[Case], now: datetime) -> dict[int, datetime]:
    """Public cases whose last review is too long ago, and that lie with no editor now."""
    editions = Edition.objects.filter(case=OuterRef("pk")).order_by("-number")
    last = editions.values(at=Coalesce("approved_at", "published_at"))[:1]
    old = mine.filter(
        withdrawal__isnull=True, state__in=[Case.State.WRITING, Case.State.CHANGES_REQUESTED]
    ).annotate(reviewed_at=Subquery(last))
    rows: Any = old.filter(reviewed_at__lt=now - REVIEW_LASTS).values_list("pk", "reviewed_at")
    return dict(rows)


def _dead(mine: QuerySet[Case]) -> dict[int, list[Source]]:
    sources = Source.objects.filter(
        case__in=mine,
        removed_at__isnull=True,
        address__in=SourceAddress.objects.dead().values("address"),
    )
    found: dict[int, list[Source]] = defaultdict(list)
    for source in sources.order_by("position", "pk"):
        found[source.case_id].append(source)
    return found


def _figures(mine: QuerySet[Case]) -> dict[int, list[Offer]]:
    """Outcomes that tell another figure than the work plan has, each called by its title or its indicator."""
    title = Text.objects.filter(item=OuterRef("pk"), field="title", language=OuterRef("case__language"))
    named = Outcome.objects.filter(case__in=mine, removed_at__isnull=True, indicator__isnull=False)
    outcomes: Any = named.select_related("indicator", "case").annotate(
        title=Subquery(title.values("value")[:1])
    )
    found: dict[int, list[Offer]] = defaultdict(list)
    for offer in offers_to(outcomes.order_by("position", "pk")).values():
        outcome: Any = offer.outcome
        language = outcome.case.language if outcome.title else offer.figure.language
        named_so = replace(offer, title=outcome.title or str(outcome.indicator), language=language)
        found[outcome.case_id].append(named_so)
    return found


def _titles(cases: dict[int, Case]) -> dict[int, str]:
    """The headline of each case in the language it is written in."""
    texts = Text.objects.filter(
        item__case__in=cases,
        item__kind="narrative",
        item__removed_at__isnull=True,
        field="title",
        language=F("item__case__language"),
    )
    return dict(texts.values_list("item__case", "value"))
