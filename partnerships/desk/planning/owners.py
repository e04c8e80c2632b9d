"""Whose a plan is: that of one partnership, or the joint plan of a programme. What differs stands here."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse

from peerlearn.accounts.models import User

from ...models import Activity, City, Organisation, Partnership, Programme, ProgrammePartner
from .sections import SECTIONS, Section


class Owner(ABC):
    """A partnership or a programme, as the desk of its plan sees it."""

    model: ClassVar[Any]
    column: ClassVar[str]
    """By which records name it."""
    area: ClassVar[str]
    """The namespace of its addresses."""
    sections: ClassVar[tuple[Section, ...]]

    def __init__(self, record: Any) -> None:
        self.record = record

    def __str__(self) -> str:
        return str(self.record)

    @property
    def slug(self) -> str:
        slug: str = self.record.slug
        return slug

    @property
    def partnership(self) -> Partnership | None:
        """For what only partnerships have."""
        return None

    @property
    def alone(self) -> QuerySet[Any]:
        """A queryset of nothing else."""
        found: QuerySet[Any] = self.model.objects.filter(pk=self.record.pk)
        return found

    def named(self, path: str = "") -> dict[str, Any]:
        """The condition of its records; `path` leads from a record to what names it."""
        return {f"{path}__{self.column}" if path else self.column: self.record}

    def lock(self) -> None:
        """One writer at a time, until the transaction ends."""
        self.alone.select_for_update(of=("self",)).get()

    def is_reviewed_by(self, user: User) -> bool:
        return bool(self.alone.reviewable_by(user).exists())  # type: ignore[attr-defined]

    def address(self, name: str, *args: object) -> str:
        """The address of a page of its plan."""
        return reverse(f"{self.area}:{name}", args=[self.slug, *args])

    @property
    def public_page(self) -> str:
        """Where readers see it; "" while they don't."""
        return reverse(f"library:{self.column}", args=[self.slug]) if self.record.is_public else ""

    @property
    def cities(self) -> list[City]:
        """Those that can be hosts and come: its own, and others that an activity of the plan names already."""
        own = self.own_cities
        named = Activity.objects.filter(**self.named("plan"))
        others = City.objects.filter(Q(hosted_activities__in=named) | Q(activities__in=named))
        return [*own, *others.exclude(pk__in=[city.pk for city in own]).distinct()]

    @property
    @abstractmethod
    def own_cities(self) -> list[City]:
        """Those that take part."""

    @property
    @abstractmethod
    def around(self) -> QuerySet[Organisation]:
        """The organisations that have any part in it."""

    @property
    @abstractmethod
    def writing(self) -> QuerySet[Organisation]:
        """The organisations whose people keep the plan."""


class OfPartnership(Owner):
    model, column, area, sections = Partnership, "partnership", "planning", SECTIONS

    @property
    def partnership(self) -> Partnership:
        found: Partnership = self.record
        return found

    @property
    def own_cities(self) -> list[City]:
        return [place.city for place in self.record.participations.all()]

    @property
    def around(self) -> QuerySet[Organisation]:
        """Those that take part, support it, gave something, or have any role in its programme."""
        having = Q(participations__partnership=self.record) | Q(supported_partnerships=self.record)
        having |= Q(contributions__partnership=self.record)
        if self.record.programme_id:
            having |= Q(programme_roles__programme=self.record.programme_id)
        return Organisation.objects.filter(having).distinct()

    @property
    def writing(self) -> QuerySet[Organisation]:
        found: QuerySet[Organisation] = self.record.organisations_writing()
        return found


class OfProgramme(Owner):
    model, column, area = Programme, "programme", "joint"
    sections = tuple(section for section in SECTIONS if section.is_joint)

    @property
    def own_cities(self) -> list[City]:
        return list(self.record.cities.all())

    @property
    def around(self) -> QuerySet[Organisation]:
        return Organisation.objects.filter(programme_roles__programme=self.record).distinct()

    @property
    def writing(self) -> QuerySet[Organisation]:
        coordinating = ProgrammePartner.objects.filter(
            programme=self.record, role=ProgrammePartner.Role.COORDINATOR
        )
        return Organisation.objects.filter(pk__in=coordinating.values("organisation"))


KINDS: tuple[type[Owner], ...] = (OfPartnership, OfProgramme)
BY_AREA = {kind.area: kind for kind in KINDS}


def owner_of(record: Partnership | Programme) -> Owner:
    kind = OfProgramme if isinstance(record, Programme) else OfPartnership
    return kind(record)
