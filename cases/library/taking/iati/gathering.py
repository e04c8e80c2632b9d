"""What is reported of a programme, read in a number of queries that doesn't grow with it: what the public may see."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Min, Prefetch, Q, QuerySet

from partnerships.models import (
    Activity,
    City,
    Contribution,
    Document,
    Indicator,
    Measurement,
    Organisation,
    Participation,
    Partnership,
    PlanObjective,
    Programme,
    ProgrammePartner,
)
from partnerships.reporting import begins, reporters

from ....catalogue.catalogues import PARTNERSHIP
from ....catalogue.facets import PROGRAMME, SDG, THEME
from ....catalogue.index import current

type Owner = int | None
"""The id of a partnership; None for the programme itself."""


class Gathered:
    """A public programme that somebody reports, and what belongs to it and to its public partnerships."""

    def __init__(self, programme: Programme, reporter: Organisation) -> None:
        self.programme, self.reporter = programme, reporter

    @cached_property
    def begins(self) -> str:
        return begins(self.programme)

    @cached_property
    def partners(self) -> list[ProgrammePartner]:
        return list(self.programme.partners.select_related("organisation"))

    @cached_property
    def pairs(self) -> list[Partnership]:
        members = Participation.objects.select_related("city", "organisation")
        public = Partnership.objects.public().filter(programme=self.programme)
        return list(public.prefetch_related(Prefetch("participations", members), "supporters"))

    @cached_property
    def cities(self) -> list[City]:
        """Those that take part in the programme, then others that a partnership of it has."""
        paired = (place.city for pair in self.pairs for place in pair.participations.all())
        return list({city.pk: city for city in (*self.programme.cities.all(), *paired)}.values())

    @cached_property
    def administrations(self) -> dict[int, Organisation]:
        """The administration of each city that has one on record, by the id of the city."""
        own = Organisation.objects.filter(city__in=self.cities, kind=Organisation.Kind.LOCAL_GOVERNMENT)
        return {each.city_id: each for each in own.order_by("-pk") if each.city_id}

    @cached_property
    def givers(self) -> dict[int, list[Organisation]]:
        """Who gave money to each partnership."""
        rows = Contribution.objects.present().filter(
            partnership__in=self.pairs, organisation__isnull=False, amount__gt=0
        )
        found: dict[int, list[Organisation]] = defaultdict(list)
        for row in rows.select_related("organisation").order_by("pk"):
            found[row.partnership_id].append(row.organisation)
        return found

    @property
    def organisations(self) -> set[Organisation]:
        """Everybody who is named."""
        found = {self.reporter, *(partner.organisation for partner in self.partners)}
        for pair in self.pairs:
            found |= {*self.givers[pair.pk], *pair.supporters.all()}
            found |= {place.organisation for place in pair.participations.all() if place.organisation}
        return found | set(self.administrations.values())

    @cached_property
    def first_activities(self) -> dict[int, str]:
        """The date of the first activity of each partnership that has one."""
        dated = self._planned(Activity).exclude(
            Q(title="") | Q(starts="") | Q(status=Activity.Status.CANCELLED) | Q(plan__partnership=None)
        )
        grouped = dated.order_by().values_list("plan__partnership")
        return dict(grouped.annotate(first=Min("starts")))

    @cached_property
    def objectives(self) -> dict[Owner, list[Any]]:
        return _by_owner(self._planned(PlanObjective).exclude(text=""))

    @cached_property
    def indicators(self) -> dict[Owner, list[Any]]:
        """Each with the figures that stand as `standing`."""
        figures = Prefetch("measurements", Measurement.objects.standing(), to_attr="standing")
        return _by_owner(self._planned(Indicator).exclude(name="").prefetch_related(figures))

    @cached_property
    def documents(self) -> dict[Owner, list[Document]]:
        own = Q(programme=self.programme) | Q(partnership__in=self.pairs)
        found: dict[Owner, list[Document]] = defaultdict(list)
        for document in Document.objects.public().filter(own):
            found[document.partnership_id].append(document)
        return found

    @cached_property
    def around(self) -> list[tuple[Programme, Organisation]]:
        """The programmes before and after it that are reported as well, and by whom."""
        known = Programme.objects.public().filter(
            Q(pk=self.programme.predecessor_id) | Q(predecessor=self.programme)
        )
        found = list(known.select_related("iati_reporter"))
        who = reporters(found)
        return [(each, who[each.pk]) for each in found if each.pk in who]

    @cached_property
    def broader_themes(self) -> dict[str, str]:
        """The broader theme of each that has one."""
        return {slug: label.parent for slug, label in THEME.labels(None).items() if label.parent}

    def themes(self, pair: Partnership | None = None) -> dict[str, int]:
        """How many published cases there are on each theme."""
        return self._counted(THEME.name, pair)

    def goals(self, pair: Partnership | None = None) -> list[int]:
        """The goals that published cases serve."""
        return sorted(map(int, self._counted(SDG.name, pair)))

    def _counted(self, facet: str, pair: Partnership | None) -> dict[str, int]:
        cases = current().cases
        of = (PARTNERSHIP, [pair.slug]) if pair else (PROGRAMME.name, [self.programme.slug])
        return cases.counts(facet, cases.having(*of))

    def _planned(self, model: Any) -> "QuerySet[Any]":
        """What doesn't lie in the bin of the plan of the programme and of those of its public partnerships."""
        own = Q(plan__programme=self.programme) | Q(plan__partnership__in=self.pairs)
        return model.objects.present().filter(own).select_related("plan")


def _by_owner(records: Iterable[Any]) -> dict[Owner, list[Any]]:
    found: dict[Owner, list[Any]] = defaultdict(list)
    for record in records:
        found[record.plan.partnership_id].append(record)
    return found
