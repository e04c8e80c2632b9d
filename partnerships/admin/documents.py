"""Publications, agreements and reports of partnerships and programmes."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Document
from .records import WordsByLanguage


class DocumentForm(forms.ModelForm):
    """A document that can be read somewhere."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("link") and not cleaned.get("file"):
            raise ValidationError(_("Give a file or a link."))
        return cleaned


@admin.register(Document)
class DocumentAdmin(WordsByLanguage, admin.ModelAdmin):
    form = DocumentForm
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
