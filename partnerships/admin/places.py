"""Cities and organisations."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import City, Organisation
from .records import RecordAdmin


@admin.register(City)
class CityAdmin(RecordAdmin):
    list_display = ("__str__", "country", "population", "population_year")
    list_filter = ("country",)
    fieldsets = (
        (None, {"fields": ("name", "slug", "country")}),
        (
            _("On the map"),
            {
                "fields": (("latitude", "longitude"),),
                "description": _("A city without both stays off the map."),
            },
        ),
        (
            _("Population"),
            {"fields": (("population", "population_year"), "population_source")},
        ),
    )


@admin.register(Organisation)
class OrganisationAdmin(RecordAdmin):
    list_display = ("__str__", "short_name", "kind", "country")
    list_filter = ("kind",)
    search_fields = (*RecordAdmin.search_fields, "short_name")
    autocomplete_fields = ("city",)
    fields = ("name", "slug", "short_name", "kind", "country", "city", "website", "iati_identifier")
