"""Reporting programmes to IATI: who does it, since when each ran, and what is still missing for it."""

from collections.abc import Iterable

from django.db.models import Min, Q
from django.utils.translation import gettext as _

from .models import Activity, Organisation, Partnership, Programme, ProgrammePartner


def reporters(programmes: Iterable[Programme]) -> dict[int, Organisation]:
    """Who reports each of them, by its id: whom it names, else the first coordinator on record that has an identifier.
    What nobody with an identifier reports is left out."""
    programmes = list(programmes)
    named = {each.pk: each.iati_reporter for each in programmes if each.iati_reporter}
    coordinating = (
        ProgrammePartner.objects.filter(
            programme__in=[each.pk for each in programmes if each.pk not in named],
            role=ProgrammePartner.Role.COORDINATOR,
        )
        .exclude(organisation__iati_identifier="")
        .select_related("organisation")
        .order_by("-pk")
    )
    first = {partner.programme_id: partner.organisation for partner in coordinating}  # the lowest comes last
    return {pk: who for pk, who in (first | named).items() if who.iati_identifier}


def begins(programme: Programme) -> str:
    """The partial date of its start; not being known, the first one of what the public sees of it; "" without any."""
    if programme.starts:
        return programme.starts
    open_pairs = Partnership.objects.public().filter(programme=programme)
    own = Q(plan__programme=programme) | Q(plan__partnership__in=open_pairs)
    done = Activity.objects.present().filter(own).exclude(Q(title="") | Q(status=Activity.Status.CANCELLED))
    starts = (
        rows.exclude(starts="").aggregate(first=Min("starts"))["first"]
        for rows in (programme.stages.all(), open_pairs, done)
    )
    return min(filter(None, starts), default="")


def is_reported(programme: Programme) -> bool:
    """Whether IATI can be told of a public programme."""
    return programme.pk in reporters([programme]) and bool(begins(programme))


def lacks(programme: Programme) -> list[str]:
    """What keeps a programme from being reported, in sentences for whoever keeps it; empty when it can be."""
    lacking = []
    if not programme.is_public:
        lacking.append(_("The programme is not public."))
    if not reporters([programme]):
        named = programme.iati_reporter
        lacking.append(
            _("%(organisation)s should report it and has no IATI identifier.") % {"organisation": named}
            if named
            else _("No organisation that coordinates it has an IATI identifier.")
        )
    if not begins(programme):
        lacking.append(_("It has no start, and nothing in it has a date to take it from."))
    return lacking
