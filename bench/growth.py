"""A library grown to a size: the sample's own cases published again under other addresses."""

from dataclasses import replace
from itertools import cycle, islice
from typing import Any
from uuid import UUID, uuid4

from cases.document import Authored, Part, Thread, apply_document
from cases.models import Case, Edition, Translation
from cases.workflow import approve, publish, submit
from peerlearn.accounts.models import User


def grow(count: int) -> None:
    """Publishes copies of the cases there are until `count` are listed."""
    editor = User.objects.filter(is_superuser=True)[0]
    written = Edition.objects.filter(number=1, case__created_by__isnull=False)  # copies have no writer
    originals = list(written.with_document().order_by("pk"))
    there = Edition.objects.filter(number=1).count()
    for number, edition in enumerate(islice(cycle(originals), max(count - there, 0)), start=there):
        copy(edition, f"{edition.case.slug}-{number}", editor)


def copy(edition: Edition, slug: str, editor: User) -> Case:
    """The edition's case once more, with identifiers of its own, published."""
    source = edition.case
    case = Case.objects.create(
        partnership=source.partnership, owner=source.owner, slug=slug, language=source.language
    )
    apply_document(case, renamed(Authored.from_json(edition.revision.authored)), author=editor)
    for language in edition.languages[1:]:
        Translation.objects.create(case=case, language=language)
    submit(case, by=editor)
    approve(case, by=editor)
    publish(case, by=editor)
    return case


def renamed(authored: Authored) -> Authored:
    """The same document with new identifiers for all its items."""
    uids = {part.uid: uuid4() for part in authored.parts}

    def part(before: Part) -> Part:
        facts: dict[str, Any] = dict(before.facts)
        if "tool" in facts:
            facts["tool"] = str(uids[UUID(facts["tool"])])
        return replace(before, uid=uids[before.uid], facts=facts)

    threads = (Thread(uids[t.item], uids[t.to], t.kind) for t in authored.threads)
    return replace(authored, parts=tuple(map(part, authored.parts)), threads=tuple(threads))
