"""Cases and editions in the administration: to look at; they are changed at the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .models import Case, CompendiumEdition, Edition, Publication


class ToLookAt(admin.ModelAdmin):
    """Nothing is added, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Case)
class CaseAdmin(ToLookAt):
    list_display = ("slug", "state", "owner", "language", "created_at", "at_the_desk")
    list_filter = ("state", "language")
    list_select_related = ("owner",)
    search_fields = ("slug", "owner__sort_key")
    fields = ("slug", "state", "owner", "partnership", "language", "licence", "approved_by", "approved_at")

    @admin.display(description=_("desk"))
    def at_the_desk(self, case: Case) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("desk:case", args=[case.uid]), _("Open"))


@admin.register(Edition)
class EditionAdmin(ToLookAt):
    list_display = ("case", "number", "published_at", "published_by", "approved_by")
    list_select_related = ("case", "published_by", "approved_by")
    search_fields = ("case__slug",)
    ordering = ("-published_at",)
    fields = ("case", "number", "languages", "published_by", "published_at", "approved_by", "approved_at")


@admin.register(CompendiumEdition)
class CompendiumEditionAdmin(ToLookAt):
    list_display = ("compendium", "number", "published_at", "published_by")
    list_select_related = ("compendium", "published_by")
    search_fields = ("compendium__slug",)
    ordering = ("-published_at",)
    fields = ("compendium", "number", "published_by", "published_at")


@admin.register(Publication)
class PublicationAdmin(ToLookAt):
    """Which PDFs there are, and why one could not be made."""

    list_display = ("__str__", "format", "language", "state", "failure", "wanted_at", "made_at")
    list_filter = ("state", "format", "language")
    list_select_related = ("edition__case", "compendium_edition__compendium", "programme")
    search_fields = ("edition__case__slug",)
    ordering = ("-wanted_at",)
    fields = (
        "edition",
        "programme",
        "format",
        "language",
        "state",
        "failure",
        "pages",
        "wanted_at",
        "made_at",
    )
