"""Publications, agreements and reports of partnerships and programmes."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.document_fields import DocumentField

from ..models import Document
from .records import WordsByLanguage


class KeptFile(forms.ClearableFileInput):
    """Where a file lies in the storage leads nobody to it: it is named, not linked."""

    template_name = "admin/partnerships/kept_file.html"


class DocumentForm(forms.ModelForm):
    """A document that can be read somewhere."""

    file = DocumentField(label=_("file"), required=False, widget=KeptFile)

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
