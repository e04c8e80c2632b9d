"""Themes and the glossary."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey
from django.http import HttpRequest

from ..models import GlossaryTerm, Theme
from .records import RecordAdmin, WordsByLanguage


@admin.register(Theme)
class ThemeAdmin(RecordAdmin):
    list_display = ("__str__", "parent", "position")
    list_editable = ("position",)
    list_select_related = ("parent",)
    fields = ("name", "slug", "parent", "description", "position")

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any]", request: HttpRequest, **options: Any
    ) -> Any:
        """Themes have two levels: what is broader is not itself below another."""
        if db_field.name == "parent":
            options["queryset"] = Theme.objects.filter(parent__isnull=True).order_by("position", "sort_key")
        return super().formfield_for_foreignkey(db_field, request, **options)


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(WordsByLanguage, admin.ModelAdmin):
    list_display = ("__str__", "slug")
    search_fields = ("slug", "term")
    fields = ("term", "slug", "definition")

    def get_readonly_fields(self, request: HttpRequest, obj: GlossaryTerm | None = None) -> Any:
        return ("slug",) if obj else ()
