"""A case document back to rows."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from partnerships.models import Theme
from peerlearn.accounts.models import User
from peerlearn.editing.prose import clean_plain, clean_rich

from ..models import KINDS, Case, Item, Link, Text
from .facts import assign_facts, references
from .values import Authored, DocumentError, Part


@transaction.atomic
def apply_document(case: Case, authored: Authored, *, author: User | None = None) -> None:
    """Makes the working copy of `case` what `authored` says, item UUIDs included.

    Items that are not in it go to the bin; texts are cleaned on the way in. Raises DocumentError,
    with nothing changed, when the document does not fit.
    """
    _check(case, authored)
    case.language, case.licence, case.sdgs = authored.language, authored.licence, list(authored.sdgs)
    case.save(update_fields=["language", "licence", "sdgs"])
    case.themes.set(Theme.objects.filter(slug__in=authored.themes))
    items = _apply_parts(case, authored, author)
    _apply_texts(items, authored, author)
    Link.objects.filter(item__case=case).delete()
    Link.objects.bulk_create(
        Link(item=items[thread.item], to=items[thread.to], kind=thread.kind) for thread in authored.threads
    )


def _check(case: Case, authored: Authored) -> None:
    uids = [part.uid for part in authored.parts]
    if len(set(uids)) != len(uids):
        raise DocumentError("An item stands in the document twice.")
    for part in authored.parts:
        if part.kind not in KINDS:
            raise DocumentError(f"The kind {part.kind!r} is not known.")
        unknown = set(part.texts) - {prose.name for prose in KINDS[part.kind].prose}
        if unknown:
            raise DocumentError(f"{part.kind} {part.uid} has no text named {', '.join(sorted(unknown))}.")
    strangers = [thread for thread in authored.threads if not {thread.item, thread.to} <= set(uids)]
    if strangers or any(thread.kind not in Link.Kind.values for thread in authored.threads):
        raise DocumentError("A link does not join two items of the document.")
    if Item.objects.filter(uid__in=uids).exclude(case=case).exists():
        raise DocumentError("The document holds items of another case.")


def _apply_parts(case: Case, authored: Authored, author: User | None) -> dict[UUID, Item]:
    present = {item.uid: item for item in Item.objects.filter(case=case)}
    known = {model: dict(records) for model, records in references(authored.parts, KINDS).items()}
    items: dict[UUID, Item] = {}
    for kind in KINDS:
        for position, part in enumerate(authored.of_kind(kind)):
            item = _item(case, part, present)
            item.position, item.removed_at = position, None
            many = assign_facts(item, part, known)
            item.save()
            for name, records in many.items():
                getattr(item, name).set(records)
            known.setdefault(type(item), {})[str(item.uid)] = item
            items[part.uid] = item
    case.items.exclude(uid__in=items).filter(removed_at__isnull=True).update(
        removed_at=timezone.now(), removed_by=author
    )
    return items


def _item(case: Case, part: Part, present: dict[UUID, Item]) -> Item:
    model = KINDS[part.kind]
    if part.uid not in present:
        return model(uid=part.uid, case=case)
    if present[part.uid].kind != part.kind:
        raise DocumentError(f"{part.uid} is a {present[part.uid].kind} here, not a {part.kind}.")
    return model.objects.get(pk=present[part.uid].pk)


def _apply_texts(items: dict[UUID, Item], authored: Authored, author: User | None) -> None:
    rows = Text.objects.filter(item__in=[item.pk for item in items.values()])
    before = {(text.item_id, text.field, text.language): text for text in rows}
    wanted: dict[tuple[int, str, str], Text] = {}
    for part in authored.parts:
        cleaners = {prose.name: clean_rich if prose.rich else clean_plain for prose in KINDS[part.kind].prose}
        for name, by_language in part.texts.items():
            for language, written in by_language.items():
                key = (items[part.uid].pk, name, language)
                text = Text(
                    item_id=key[0],
                    field=name,
                    language=language,
                    value=cleaners[name](written.value),
                    made_from=written.made_from,
                    author=author,
                )
                if text.value:
                    wanted[key] = text
    Text.objects.filter(pk__in=[before[key].pk for key in before.keys() - wanted.keys()]).delete()
    changed = [text for key, text in wanted.items() if not _same(before.get(key), text)]
    Text.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["item", "field", "language"],
        update_fields=["value", "made_from", "author", "saved_at"],
    )


def _same(before: Text | None, after: Text) -> bool:
    return before is not None and (before.value, before.made_from) == (after.value, after.made_from)
