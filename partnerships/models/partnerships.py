"""Partnerships: two or more cities learning from each other; no side is the donor."""

import uuid
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.audit import audited
from peerlearn.editing.dates import PartialDateField, dates_in_order, well_formed

from .organisations import Organisation
from .people import Membership, Role
from .places import City
from .programmes import Programme, ProgrammePartner

if TYPE_CHECKING:
    from peerlearn.accounts.models import User


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def writable_by(self, user: "User") -> "PartnershipQuerySet":
        """Partnerships whose plan and progress the user keeps: those of an organisation that they write for."""
        return self._of_people(user, Role.CONTRIBUTOR, Role.EDITOR)

    def reviewable_by(self, user: "User") -> "PartnershipQuerySet":
        """Partnerships whose figures the user approves: those of an organisation that they are an editor of."""
        return self._of_people(user, Role.EDITOR)

    def _of_people(self, user: "User", *roles: Role) -> "PartnershipQuerySet":
        if user.is_superuser:
            return self
        held = Membership.objects.filter(user=user.pk, role__in=roles)
        return self.of_organisations(held.values_list("organisation", flat=True))

    def public(self) -> "PartnershipQuerySet":
        return self.filter(is_public=True)

    def with_cities(self) -> "PartnershipQuerySet":
        return self.select_related("programme").prefetch_related("participations__city")

    def of_organisations(self, organisations: "models.QuerySet[Any, int]") -> "PartnershipQuerySet":
        """Partnerships in which one of `organisations` (ids) takes part: for a city, or supporting it,
        or as a coordinator or implementing partner of the programme."""
        own = Participation.objects.filter(partnership=OuterRef("pk"), organisation__in=organisations)
        supporting = Partnership.supporters.through.objects.filter(
            partnership=OuterRef("pk"), organisation__in=organisations
        )
        running = ProgrammePartner.objects.filter(
            programme=OuterRef("programme"),
            organisation__in=organisations,
            role__in=[ProgrammePartner.Role.COORDINATOR, ProgrammePartner.Role.IMPLEMENTING],
        )
        return self.filter(Exists(own) | Exists(supporting) | Exists(running))


@audited()
class Partnership(models.Model):
    """Cities that learn from each other, inside a programme or on their own."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="partnerships",
        verbose_name=_("programme"),
    )
    cities = models.ManyToManyField(City, through="Participation", related_name="partnerships")
    supporters = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="supported_partnerships",
        verbose_name=_("organisations that support it"),
    )
    starts = PartialDateField(_("start"), blank=True)
    ends = PartialDateField(_("end"), blank=True)
    is_public = models.BooleanField(_("public"), default=True)
    case_asked_at = models.DateTimeField(_("asked for its case"), null=True, blank=True, editable=False)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["slug"]
        constraints = [
            well_formed("partnership_dates_well_formed", "starts", "ends"),
            dates_in_order("partnership_dates_in_order"),
        ]

    def __str__(self) -> str:
        return " – ".join(str(participation.city) for participation in self.participations.all()) or self.slug

    def organisations_writing(self) -> "models.QuerySet[Organisation]":
        """The organisations whose people write for it, as `of_organisations` has it."""
        running = models.Q(
            programme_roles__programme=self.programme_id,
            programme_roles__role__in=[ProgrammePartner.Role.COORDINATOR, ProgrammePartner.Role.IMPLEMENTING],
        )
        around = models.Q(participations__partnership=self) | models.Q(supported_partnerships=self)
        if self.programme_id:
            around |= running
        return Organisation.objects.filter(around).distinct()


@audited()
class Participation(models.Model):
    """A city's place in a partnership; the position decides its colour."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="participations")
    city = models.ForeignKey(City, models.PROTECT, related_name="participations")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("organisation"),
        help_text=_("whose staff write for this city"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "city"],
                name="participation_once",
                violation_error_message=_("This city takes part already."),
            ),
            models.UniqueConstraint(
                fields=["partnership", "position"],
                name="participation_position_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Two cities can't have the same position."),
            ),
            models.CheckConstraint(
                condition=models.Q(position__gte=1),
                name="participation_position_from_one",
                violation_error_message=_("Positions start at 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city} ({self.position})"


@audited(model_name="SupportEvent")
class Support(Partnership.supporters.through):  # type: ignore[name-defined]
    """An organisation supports a partnership, so its people write its cases: that belongs in the trail, too."""

    class Meta:
        proxy = True
        verbose_name = _("support")
        verbose_name_plural = _("supports")
