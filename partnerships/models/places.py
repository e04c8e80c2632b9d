"""Cities: municipalities, districts and metropolitan authorities that learn from each other."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from peerlearn.editing.audit import audited
from peerlearn.editing.beginnings import NameBeginnings

from .named import Named


@audited()
class City(Named):
    """A city. Coordinates and population are optional: what is not known is left out."""

    country = CountryField(_("country"))
    latitude = models.FloatField(_("latitude"), null=True, blank=True, help_text=_("degrees, south negative"))
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, help_text=_("degrees, west negative")
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(
        _("year of the population figure"), null=True, blank=True
    )
    population_source = models.CharField(_("source of the population figure"), max_length=400, blank=True)

    class Meta(Named.Meta):
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # named not null: a check that comes to null would let one alone pass
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="city_coordinates_on_earth",
                violation_error_message=_("Give both coordinates in degrees, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(population__isnull=True)
                | Q(population_year__isnull=False) & ~Q(population_source=""),
                name="city_population_with_year_and_source",
                violation_error_message=_("A population needs its year and its source."),
            ),
        ]
        indexes = [GinIndex(NameBeginnings("name"), name="city_name_begins")]
