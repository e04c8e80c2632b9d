"""Programmes: cooperation projects with dates, stages, coordinators and funders."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from peerlearn.editing.audit import audited
from peerlearn.editing.dates import PartialDateField, dates_in_order, well_formed
from peerlearn.editing.translated import TranslatedField, in_language

from .kept import Kept
from .named import Named
from .organisations import Organisation
from .people import Membership, Role
from .places import City

if TYPE_CHECKING:
    from peerlearn.accounts.models import User

CURRENCY = r"^[A-Z]{3}$"


def money_complete(name: str) -> models.CheckConstraint:
    """A database constraint: an amount is not negative and has a currency of three letters (ISO 4217)."""
    return models.CheckConstraint(
        condition=Q(amount__isnull=True, currency="")
        | Q(amount__isnull=False, amount__gte=0, currency__regex=CURRENCY),
        name=name,
        violation_error_message=_("Give an amount together with its currency, for instance EUR."),
    )


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def public(self) -> "ProgrammeQuerySet":
        return self.filter(is_public=True)

    def coordinated_by(self, user: "User", *roles: Role) -> "ProgrammeQuerySet":
        """Programmes that an organisation of the user coordinates, whatever the user's role in it; or one of `roles`."""
        if user.is_superuser:
            return self
        held = Membership.objects.filter(user=user.pk, role__in=roles or Role)
        own = held.values("organisation")
        coordinating = ProgrammePartner.objects.filter(
            organisation__in=own, role=ProgrammePartner.Role.COORDINATOR
        )
        return self.filter(pk__in=coordinating.values("programme"))

    def writable_by(self, user: "User") -> "ProgrammeQuerySet":
        """Programmes whose joint plan the user keeps: those of a coordinator that they write for."""
        return self.coordinated_by(user, Role.CONTRIBUTOR, Role.EDITOR)

    def reviewable_by(self, user: "User") -> "ProgrammeQuerySet":
        """Programmes whose figures the user approves: those of a coordinator that they are an editor of."""
        return self.coordinated_by(user, Role.EDITOR)

    def with_cities(self) -> "ProgrammeQuerySet":
        return self.prefetch_related("cities")


@audited()
class Programme(Named):
    """A cooperation programme; may continue an earlier one."""

    summary = TranslatedField(_("summary"), blank=True)
    starts = PartialDateField(_("start"), blank=True)
    ends = PartialDateField(_("end"), blank=True)
    amount = models.DecimalField(_("budget"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    amount_source = models.CharField(_("source of the figure"), max_length=400, blank=True)
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("continues")
    )
    cities = models.ManyToManyField(City, blank=True, related_name="programmes", verbose_name=_("cities"))
    sources = models.JSONField(_("sources"), default=list, blank=True)
    iati_reporter = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who reports it to IATI"),
        help_text=_(
            "Left empty, the first coordinator with an IATI identifier. What IATI calls the programme begins with that identifier: don't change it once it is reported."
        ),
    )
    is_public = models.BooleanField(_("public"), default=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            well_formed("programme_dates_well_formed", "starts", "ends"),
            dates_in_order("programme_dates_in_order"),
            money_complete("programme_budget_with_currency"),
            models.CheckConstraint(
                condition=Q(predecessor__isnull=True) | ~Q(predecessor=F("id")),
                name="programme_not_its_own_predecessor",
                violation_error_message=_("A programme can't continue itself."),
            ),
        ]


@audited()
class Stage(models.Model):
    """A stretch of a programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="stages")
    name = TranslatedField(_("name"))
    text = TranslatedField(_("text"), blank=True)
    starts = PartialDateField(_("start"), blank=True)
    ends = PartialDateField(_("end"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["position", "id"]
        constraints = [
            well_formed("stage_dates_well_formed", "starts", "ends"),
            dates_in_order("stage_dates_in_order"),
        ]

    def __str__(self) -> str:
        return in_language(self.name)


@audited()
class ProgrammePartner(models.Model):
    """An organisation's part in a programme."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        FUNDER = "funder", _("funder")
        IMPLEMENTING = "implementing", _("implementing partner")
        TECHNICAL = "technical", _("technical or academic partner")
        SUPPORTING = "supporting", _("supporting partner")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="programme_roles")
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("programme partner")
        verbose_name_plural = _("programme partners")
        ordering = ["role", "organisation__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation", "role"],
                name="programme_partner_once",
                violation_error_message=_("This organisation has this role already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_role_display()}"


@audited()
class Contribution(Kept):
    """What a partner gave to a programme, or an organisation to a partnership: money with its currency,
    staff time in days, or something in kind."""

    asked = ("organisation", "amount", "currency", "staff_days", "in_kind", "source")

    partner = models.ForeignKey(
        ProgrammePartner, models.CASCADE, null=True, blank=True, related_name="contributions"
    )
    partnership = models.ForeignKey(
        "Partnership", models.CASCADE, null=True, blank=True, related_name="contributions"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("organisation"),
    )
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    staff_days = models.PositiveIntegerField(_("staff time (days)"), null=True, blank=True)
    in_kind = TranslatedField(_("in kind"), blank=True)
    source = models.CharField(_("source of the figure"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            money_complete("contribution_amount_with_currency"),
            models.CheckConstraint(
                condition=Q(partner__isnull=False, partnership__isnull=True, organisation__isnull=True)
                | Q(partner__isnull=True, partnership__isnull=False),
                name="contribution_of_one",
                violation_error_message=_("A contribution belongs to one programme or to one partnership."),
            ),
            models.CheckConstraint(
                condition=Q(partnership__isnull=False)  # one that is being written may be empty
                | Q(amount__isnull=False)
                | Q(staff_days__isnull=False)
                | ~Q(in_kind={}),
                name="contribution_says_something",
                violation_error_message=_("Say what was given: money, staff time or something in kind."),
            ),
        ]

    def __str__(self) -> str:
        money = f"{self.amount} {self.currency}" if self.amount is not None else ""
        days = ngettext("%d day", "%d days", self.staff_days) % self.staff_days if self.staff_days else ""
        gave = in_language(self.in_kind) or money or days
        return ": ".join(filter(None, (str(self.organisation or ""), gave)))
