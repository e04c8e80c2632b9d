"""Rows to a case document."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from ..models import KINDS, Case, Edition, Item, Link, Redaction, Revision, Text
from .about import about
from .facts import read_facts
from .values import Authored, CaseDocument, Part, Thread, Written


def case_document(case: Case) -> CaseDocument:
    """The working copy of `case` as one value; what lies in the bin is left out."""
    return CaseDocument(authored(case), about(case))


def kept_document(revision: Revision) -> CaseDocument:
    """What a revision kept, without the items that were redacted since."""
    return redacted(CaseDocument(Authored.from_json(revision.authored), revision.about), revision.case_id)


def published_document(edition: Edition) -> CaseDocument:
    """What may be seen of an edition."""
    return kept_document(edition.revision)


def published_documents(editions: Sequence[Edition]) -> list[CaseDocument]:
    """What may be seen of each of many editions; one query for all that was redacted."""
    hidden: dict[int, set[UUID]] = defaultdict(set)
    redactions = Redaction.objects.filter(case__in={edition.case_id for edition in editions})
    for case, uid in redactions.values_list("case", "item_uid"):
        hidden[case].add(uid)
    return [
        CaseDocument(Authored.from_json(edition.revision.authored), edition.revision.about).without(
            frozenset(hidden[edition.case_id])
        )
        for edition in editions
    ]


def redacted(document: CaseDocument, case: int) -> CaseDocument:
    """`document` without the items of the case (its id) that were redacted."""
    uids = frozenset(Redaction.objects.filter(case=case).values_list("item_uid", flat=True))
    return document.without(uids) if uids else document


def authored(case: Case) -> Authored:
    items = _items(case)
    texts = _texts(case)
    parts = tuple(
        Part(item.uid, item.kind, read_facts(item), texts.get(item.pk, {}))
        for kind in KINDS
        for item in items.get(kind, ())
    )
    return Authored(
        language=case.language,
        licence=case.licence,
        themes=tuple(sorted(case.themes.values_list("slug", flat=True))),
        sdgs=tuple(sorted(case.sdgs)),
        parts=parts,
        threads=_threads(case, {part.uid for part in parts}),
    )


def _items(case: Case) -> dict[str, list[Item]]:
    """The items that are not in the bin, by kind, each as its own class with its references fetched."""
    kinds = set(Item.objects.filter(case=case).present().values_list("kind", flat=True))
    found: dict[str, list[Item]] = {}
    for kind in KINDS:
        if kind in kinds:
            found[kind] = list(_fetched(KINDS[kind]).filter(case=case, removed_at__isnull=True))
    comparisons = {item.pk for item in found.get("comparison", ())}
    sides: list[Any] = found.get("side", [])
    found["side"] = [side for side in sides if side.tool_id in comparisons]
    return found


def _fetched(model: type[Item]) -> Any:
    columns = [model._meta.get_field(name) for name in model.facts]
    one = [column.name for column in columns if column.many_to_one]
    many = [column.name for column in columns if column.many_to_many]
    rows = model.objects.prefetch_related(*many).order_by("position", "pk")
    return rows.select_related(*one) if one else rows


def _texts(case: Case) -> dict[int, dict[str, dict[str, Written]]]:
    texts: dict[int, dict[str, dict[str, Written]]] = defaultdict(lambda: defaultdict(dict))
    rows = Text.objects.filter(item__case=case, item__removed_at__isnull=True).order_by("field", "language")
    for text in rows:
        texts[text.item_id][text.field][text.language] = Written(text.value, text.made_from)
    return {
        pk: {name: dict(by_language) for name, by_language in fields.items()} for pk, fields in texts.items()
    }


def _threads(case: Case, present: set[UUID]) -> tuple[Thread, ...]:
    rows = Link.objects.filter(item__case=case).values_list("item__uid", "to__uid", "kind")
    threads = (Thread(*row) for row in rows if row[0] in present and row[1] in present)
    return tuple(sorted(threads, key=lambda t: (str(t.item), str(t.to), t.kind)))
