"""What can be chosen in the forms of one case: themes, its cities, its plan, its other items."""

from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import Truncator

from partnerships.models import Activity, City, Indicator, Organisation, Participation, PlanObjective, Theme
from partnerships.sdgs import GOALS, sdg_name
from peerlearn.editing.dates import in_words
from peerlearn.editing.prose import plain

from ..document import Part
from .drafts import Draft

type Pairs = list[tuple[str, str]]
type Groups = list[tuple[str, Pairs]]


class Choices:
    """The choices of one draft; each list is asked for at most once, and only when a form shows it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.partnership = draft.case.partnership

    @cached_property
    def themes(self) -> Groups:
        """Every theme below its broader one; the broader one comes first and can be chosen as well."""
        themes = list(Theme.objects.all())
        below = {
            theme.pk: [(each.slug, str(each)) for each in themes if each.parent_id == theme.pk]
            for theme in themes
        }
        return [
            (str(theme), [(theme.slug, str(theme)), *below[theme.pk]])
            for theme in themes
            if theme.parent_id is None
        ]

    @cached_property
    def sdgs(self) -> Pairs:
        return [(str(goal), f"{goal}. {sdg_name(goal)}") for goal in GOALS]

    @cached_property
    def places(self) -> dict[str, Participation]:
        """Each city's place in the partnership, by its slug."""
        return {each.city.slug: each for each in self.partnership.participations.all()}

    @property
    def taking_part(self) -> list[City]:
        return [place.city for place in self.places.values()]

    @cached_property
    def cities(self) -> Pairs:
        """The cities of the partnership, and others that the case names already."""
        pairs = {city.slug: str(city) for city in self.taking_part}
        for row in self.draft.rows.values():
            if row.kind == "lesson":
                pairs |= {city.slug: str(city) for city in row.cities.all()}  # type: ignore[attr-defined]
            elif row.kind in ("voice", "context") and row.city:  # type: ignore[attr-defined]
                pairs[row.city.slug] = str(row.city)  # type: ignore[attr-defined]
        return list(pairs.items())

    @cached_property
    def organisations(self) -> Pairs:
        """The associations and networks around the partnership, and others that the case names already."""
        named = {slug for part in self.draft.authored.parts for slug in part.facts.get("organisations", ())}
        around = (
            Q(pk=self.draft.case.owner_id)
            | Q(slug__in=named)
            | Q(supported_partnerships=self.partnership)
            | Q(participations__partnership=self.partnership)
        )
        if self.partnership.programme_id:
            around |= Q(programme_roles__programme=self.partnership.programme_id)
        found = (
            Organisation.objects.filter(around).filter(Q(city__isnull=True) | Q(slug__in=named)).distinct()
        )
        return [(organisation.slug, str(organisation)) for organisation in found]

    @cached_property
    def plan_objectives(self) -> Pairs:
        found = self._planned(PlanObjective, "plan_objective", unfit=Q(text=""))
        return [(str(each.uid), _short(each.text)) for each in found]

    @cached_property
    def indicators(self) -> Pairs:
        found = self._planned(Indicator, "indicator", unfit=Q(name=""))
        return [(str(each.uid), _short(str(each))) for each in found]

    @cached_property
    def activities(self) -> Pairs:
        """What was done comes first; what was cancelled led to nothing."""
        status = Activity.Status
        found = self._planned(Activity, "activities", unfit=Q(title="") | Q(status=status.CANCELLED))
        return [
            (str(each.uid), _short(" · ".join(filter(None, (str(each), in_words(each.starts))))))
            for each in sorted(found, key=lambda each: each.status != status.DONE)
        ]

    def _planned(self, model: type[Any], fact: str, *, unfit: Q) -> "QuerySet[Any]":
        """What stands in the plan and can be chosen, and whatever is named in the case already."""
        joint = Q(plan__programme=self.partnership.programme_id, plan__programme__isnull=False)
        named = [part.facts[fact] for part in self.draft.authored.parts if part.facts.get(fact)]
        uids = [uid for each in named for uid in ([each] if isinstance(each, str) else each)]
        found: QuerySet[Any] = model.objects.filter(Q(plan__partnership=self.partnership) | joint)
        return found.filter((Q(removed_at=None) & ~unfit) | Q(uid__in=uids))

    def items(self, kind: str) -> Pairs:
        """The items of a kind that say something, by their UUID."""
        parts = self.draft.authored.of_kind(kind)
        return [(str(part.uid), words) for part in parts if (words := self._words(part))]

    def _words(self, part: Part) -> str:
        language = self.draft.case.language
        written = part.text("title", language) or part.text("text", language)
        return _short(plain(written.value)) if written else ""


def _short(text: str) -> str:
    return Truncator(text).chars(110)
