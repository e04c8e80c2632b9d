"""Working copies as the desk opens them: many cases in a fixed number of queries.

`cases.document` reads one case with all it is about; a form and a list need less, but of more
cases at once. The authored part is the same value, to the last digest; a test holds the two together.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects

from ..completeness import Completeness, completeness
from ..document import Authored, CaseDocument, Part, Thread, Written
from ..document.facts import read_facts
from ..models import (
    KINDS,
    Case,
    Illustration,
    Item,
    Link,
    Outcome,
    Redaction,
    Revision,
    SourceAddress,
    Text,
    Voice,
    digest,
)
from .starting.plan_words import PlanWords, plan_words
from .tending.offers import Offer, offers_to

KEPT = 20
"""Revisions that are searched for the words a translation was made from."""
_OWN_ROWS = [kind.__name__.lower() for kind in KINDS.values()]


@dataclass(frozen=True)
class Draft:
    """The working copy of one case: as a value, and the rows it was read from by UUID."""

    case: Case
    document: CaseDocument
    rows: dict[UUID, Item]

    @property
    def authored(self) -> Authored:
        return self.document.authored

    @property
    def completeness(self) -> Completeness:
        return completeness(self.document)

    @property
    def title(self) -> str:
        """The headline in the language the case is written in; "" when there is none yet."""
        for part in self.authored.of_kind("narrative"):
            written = part.text("title", self.case.language)
            return written.value if written else ""
        return ""

    @cached_property
    def dead_addresses(self) -> dict[str, SourceAddress]:
        """Addresses of its sources at which nothing is found any more; asked for when a page shows sources."""
        named = [part.facts["address"] for part in self.authored.of_kind("source")]
        return {each.address: each for each in SourceAddress.objects.dead().filter(address__in=named)}

    @cached_property
    def figure_offers(self) -> dict[UUID, Offer]:
        """What its work plan offers to its outcomes; asked for when a page shows outcomes."""
        return offers_to(row for row in self.rows.values() if isinstance(row, Outcome))

    @cached_property
    def plan_words(self) -> dict[UUID, PlanWords]:
        """What its work plan calls the items that are linked to it; asked for when a page shows some."""
        return plan_words(self.rows.values())

    def former_text(self, uid: UUID, name: str, mark: str) -> str | None:
        """The words of a text in the case's own language that had this digest once; None when not kept."""
        for authored in self._kept:
            for part in authored["parts"]:
                if part["uid"] == str(uid):
                    value = str(part["texts"].get(name, {}).get(self.case.language, {}).get("value", ""))
                    if digest(value) == mark:
                        return value
        return None

    @cached_property
    def _kept(self) -> list[Any]:
        """What the latest revisions hold; asked for only when a translation is stale."""
        return list(Revision.objects.filter(case=self.case).values_list("authored", flat=True)[:KEPT])


def open_draft(case: Case) -> Draft:
    """The working copy of one case."""
    return open_drafts([case])[0]


def open_drafts(cases: Iterable[Case]) -> list[Draft]:
    """The working copies of `cases`, in the same order."""
    cases = list(cases)
    prefetch_related_objects(cases, "themes", "partnership__participations__city")
    items = Item.objects.filter(case__in=cases).present()
    rows, texts, threads = _rows(items), _texts(items), _threads(cases)
    return [_draft(case, rows[case.pk], texts, threads[case.pk]) for case in cases]


def open_bin(case: Case, uids: Iterable[UUID]) -> list[Part]:
    """Those of `uids` that are items of this case and lie in the bin; what was redacted stays there."""
    redacted = Redaction.objects.filter(case=case).values("item_uid")
    items = Item.objects.filter(case=case, uid__in=list(uids), removed_at__isnull=False).exclude(
        uid__in=redacted
    )
    rows, texts = _rows(items)[case.pk], _texts(items)
    return [_part(row, texts) for row in rows]


def _draft(case: Case, rows: list[Item], texts: Any, threads: list[Thread]) -> Draft:
    present = {row.pk for row in rows}
    kept = [row for row in rows if getattr(row, "tool_id", row.pk) in present]
    uids = {row.uid for row in kept}
    authored = Authored(
        language=case.language,
        licence=case.licence,
        themes=tuple(sorted(theme.slug for theme in case.themes.all())),
        sdgs=tuple(sorted(case.sdgs)),
        parts=tuple(_part(row, texts) for row in kept),
        threads=tuple(thread for thread in threads if thread.item in uids and thread.to in uids),
    )
    return Draft(case, CaseDocument(authored, _about(case, kept)), {row.uid: row for row in kept})


def _part(row: Item, texts: Any) -> Part:
    return Part(row.uid, row.kind, read_facts(row), texts.get(row.pk, {}))


def _about(case: Case, rows: list[Item]) -> dict[str, Any]:
    """As much of what the case is about as completeness asks for."""
    taking_part = case.partnership.participations.all()
    pictures = [row.picture for row in rows if isinstance(row, Illustration)]
    pictures += [row.portrait for row in rows if isinstance(row, Voice) and row.portrait]
    return {
        "cities": [{"slug": each.city.slug, "position": each.position} for each in taking_part],
        "pictures": {str(picture.uid): {"credit": picture.credit} for picture in pictures},
    }


def _rows(items: QuerySet[Item]) -> dict[int, list[Item]]:
    """The rows of `items` by case, each as its own class, in the order of a document."""
    order = list(KINDS)
    whole = items.select_related(*_OWN_ROWS, *_references())
    own = [getattr(item, KINDS[item.kind].__name__.lower()) for item in whole]
    own.sort(key=lambda row: (order.index(row.kind), row.position, row.pk))
    for kind, model in KINDS.items():
        many = [name for name in model.facts if model._meta.get_field(name).many_to_many]
        if many:
            prefetch_related_objects([row for row in own if row.kind == kind], *many)
    found: dict[int, list[Item]] = defaultdict(list)
    for row in own:
        found[row.case_id].append(row)
    return found


def _references() -> list[str]:
    return [
        f"{model.__name__.lower()}__{name}"
        for model in KINDS.values()
        for name in model.facts
        if model._meta.get_field(name).many_to_one
    ]


def _texts(items: QuerySet[Item]) -> dict[int, dict[str, dict[str, Written]]]:
    texts: dict[int, dict[str, dict[str, Written]]] = defaultdict(lambda: defaultdict(dict))
    columns = ("item", "field", "language", "value", "made_from")
    for pk, field, language, value, made_from in Text.objects.filter(item__in=items).values_list(*columns):
        texts[pk][field][language] = Written(value, made_from)
    return {
        pk: {name: dict(by_language) for name, by_language in fields.items()} for pk, fields in texts.items()
    }


def _threads(cases: list[Case]) -> dict[int, list[Thread]]:
    found: dict[int, list[Thread]] = defaultdict(list)
    rows = Link.objects.filter(item__case__in=cases).values_list("item__case", "item__uid", "to__uid", "kind")
    for case, item, to, kind in rows:
        found[case].append(Thread(item, to, kind))
    for threads in found.values():
        threads.sort(key=lambda t: (str(t.item), str(t.to), t.kind))
    return found
