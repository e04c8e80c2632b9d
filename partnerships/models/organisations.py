"""Organisations: associations, networks, funders, universities and the cities' own administrations."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from peerlearn.editing.audit import audited
from peerlearn.editing.models import Picture

from .named import Named
from .places import City

IATI_IDENTIFIER = r"^[A-Z]{2}-[A-Z0-9_]+-[A-Za-z0-9._:+()-]+$"
"""Who registered it, and under which number there: `NL-KVK-41205452`."""
_NO_IDENTIFIER = _("Write an IATI identifier as NL-KVK-41205452: the register, then the number in it.")


@audited()
class Organisation(Named):
    """A body that takes part in programmes or partnerships."""

    class Kind(models.TextChoices):
        LOCAL_GOVERNMENT = "local_government", _("local government")
        ASSOCIATION = "association", _("association of local governments")
        NETWORK = "network", _("network of cities")
        NATIONAL_GOVERNMENT = "national_government", _("national government")
        INTERNATIONAL = "international_organisation", _("international organisation")
        UNIVERSITY = "university", _("university")
        NGO = "ngo", _("non-governmental organisation")
        BANK = "bank", _("development bank")
        OTHER = "other", _("other")

    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind, default=Kind.OTHER)
    country = CountryField(_("country"), blank=True)
    city = models.ForeignKey(
        City,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("city"),
        help_text=_("whose administration this is"),
    )
    website = models.URLField(_("website"), blank=True)
    iati_identifier = models.CharField(
        _("IATI identifier"),
        max_length=80,
        blank=True,
        validators=[RegexValidator(IATI_IDENTIFIER, _NO_IDENTIFIER)],
        help_text=_("As IATI knows this organisation, for instance NL-KVK-41205452. Empty when it doesn't."),
    )
    logo = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Named.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(iati_identifier="") | Q(iati_identifier__regex=IATI_IDENTIFIER),
                name="organisation_iati_identifier_well_formed",
                violation_error_message=_NO_IDENTIFIER,
            )
        ]
