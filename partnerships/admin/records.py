"""What the pages of all reference data share: names by language, addresses that make themselves, finding."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.translated import TranslatedField, in_language, sort_key

from ..currencies import CURRENCIES

ONE_LINE = {"name", "term", "in_kind"}


class WordsByLanguage:
    """For pages and inlines: an input per language, or a text area where words are many."""

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest | None, **options: Any
    ) -> Any:
        if isinstance(db_field, TranslatedField):
            return db_field.formfield(is_long=db_field.name not in ONE_LINE)
        if db_field.name == "currency":
            codes = [("", "---------"), *((code, code) for code in CURRENCIES)]
            return forms.ChoiceField(label=db_field.verbose_name, choices=codes, required=False)
        return super().formfield_for_dbfield(db_field, request, **options)  # type: ignore[misc]


class RecordForm(forms.ModelForm):
    """A record whose address, left empty, is made of its name."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Left empty, it is made of the name. It can't change later.")

    def clean_slug(self) -> str:
        wanted: str = self.cleaned_data["slug"]
        words = self.cleaned_data.get("name")
        return wanted or (self._free(slugify(in_language(words, "en"))[:70]) if words else "")

    def _free(self, slug: str) -> str:
        if not slug:
            raise ValidationError(_("Write an address in Latin letters."))
        taken = set(self._meta.model.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
        others = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
        return slug if slug not in taken else next(other for other in others if other not in taken)


class RecordAdmin(WordsByLanguage, admin.ModelAdmin):
    """A kind of reference data: found by name in any case and without accents; its address stays."""

    form: type[forms.ModelForm] = RecordForm
    list_per_page = 50
    search_fields: ClassVar[tuple[str, ...]] = ("sort_key", "slug")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = ("slug",) if obj and hasattr(obj, "slug") else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return super().get_search_results(request, queryset, sort_key(search_term))


class Row(WordsByLanguage, admin.TabularInline):
    """A part of a record in one line."""

    extra = 0


class Block(WordsByLanguage, admin.StackedInline):
    """A part of a record with more to say."""

    extra = 0
