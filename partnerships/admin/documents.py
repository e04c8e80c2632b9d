"""Publications, agreements and reports of partnerships and programmes."""

from django.contrib import admin

from ..models import Document
from .records import WordsByLanguage


@admin.register(Document)
class DocumentAdmin(WordsByLanguage, admin.ModelAdmin):
    list_display = ("title", "kind", "published", "language", "is_public")
    list_filter = ("kind", "is_public")
    search_fields = ("title",)
    autocomplete_fields = ("partnership", "programme")
    fields = (
        "title",
        "kind",
        ("programme", "partnership"),
        ("language", "published"),
        ("link", "file"),
        "note",
        "is_public",
    )
