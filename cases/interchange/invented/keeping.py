"""A batch of invented cases in the database: whole or not at all, every trigger on."""

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from partnerships.models import Participation, Partnership

from ...catalogue.changes import hold_changes, record_everything
from ...catalogue.entries import Entry, entry_of, write_entries
from ...catalogue.spelling import keep_words
from ...document import apply_document
from ...models import Case, Edition, Revision, Translation
from .telling import Told, partnership_of, slug_of, tell
from .world import IN_PARTNERSHIP, Pair, World

BATCH = 50 * IN_PARTNERSHIP
"""Cases that are kept at once; a partnership is whole in a batch, so that two processes never make it twice."""


def batches(seed: int, count: int) -> list[list[int]]:
    """The numbers of the cases that are lacking, until there are `count` of this seed, batch by batch."""
    there = set(Case.objects.filter(slug__startswith=slug_of(seed, 0)[:-1]).values_list("slug", flat=True))
    lacking = [number for number in range(count) if slug_of(seed, number) not in there]
    found: dict[int, list[int]] = {}
    for number in lacking:
        found.setdefault(number // BATCH, []).append(number)
    return list(found.values())


@transaction.atomic
def keep(world: World, numbers: Sequence[int], *, working_copies: bool = False) -> None:
    """Writes the cases of these numbers as far as their first edition and its listing.

    Their PDFs are not asked for, and nobody has written, approved or published them. The working
    copy stays empty unless asked for: it takes ten times as long as all the rest.
    """
    with connection.cursor() as cursor:
        # a crash of the server may cost the last batches, never half of one
        cursor.execute("SET LOCAL synchronous_commit = off")
        # words go into their index in large portions, as when it is built
        cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")
        cursor.execute("SET LOCAL work_mem = '64MB'")
    pairs = _pairs(world, {partnership_of(number) for number in numbers})
    told = [tell(world, number, pairs[partnership_of(number)]) for number in numbers]
    editions = _editions(told)
    if working_copies:
        for each, edition in zip(told, editions, strict=True):
            apply_document(edition.case, each.document.authored)
    entries = [
        entry_of(edition, each.document, first_published_at=edition.published_at)
        for each, edition in zip(told, editions, strict=True)
    ]
    write_entries(entries)
    hold_changes()  # last: the other process waits for it
    _remember_words(world, entries)
    record_everything()


def _remember_words(world: World, entries: Iterable[Entry]) -> None:
    """The words of entries as they are spelt, those that this run hasn't kept yet: soon there are few new ones."""
    texts = (text for entry in entries for text in entry.told)
    words = {word for text in texts for word in text.split()} - world.said
    keep_words(words)
    world.said |= words


def _pairs(world: World, numbers: Iterable[int]) -> dict[int, Pair]:
    """The partnerships of a batch, those added that are not there yet."""
    pairs = {number: world.pair(number) for number in sorted(numbers)}
    slugs = [pair.partnership.slug for pair in pairs.values()]
    there = dict(Partnership.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    fresh = [pair for pair in pairs.values() if pair.partnership.slug not in there]
    for pair in pairs.values():
        pair.partnership.pk = there.get(pair.partnership.slug)
    Partnership.objects.bulk_create(pair.partnership for pair in fresh)
    Participation.objects.bulk_create(row for pair in fresh for row in pair.participations)
    return pairs


def _editions(told: list[Told]) -> list[Edition]:
    """Cases with one revision and one edition each, and their ready translations."""
    cases = Case.objects.bulk_create(
        Case(
            uid=each.uid,
            slug=each.slug,
            partnership=each.pair.partnership,
            owner=each.pair.owner,
            language=each.languages[0],
            sdgs=list(each.document.authored.sdgs),
        )
        for each in told
    )
    Translation.objects.bulk_create(
        Translation(case=case, language=language)
        for case, each in zip(cases, told, strict=True)
        for language in each.languages[1:]
    )
    revisions = Revision.objects.bulk_create(
        Revision(
            case=case,
            authored=each.document.authored.to_json(),
            about=each.document.about,
            digest=each.document.authored.digest(),
            reason=Revision.Reason.IMPORTED,
        )
        for case, each in zip(cases, told, strict=True)
    )
    return Edition.objects.bulk_create(
        Edition(
            case=revision.case,
            number=1,
            revision=revision,
            languages=each.languages,
            published_at=each.published_at,
        )
        for revision, each in zip(revisions, told, strict=True)
    )
