"""The forms of a compendium: where its cases come from, and its words in every language."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import validate_slug
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partnerships.models import Organisation, Programme, Theme
from peerlearn.editing.column_fields import select
from peerlearn.editing.forms import WholeForm
from peerlearn.editing.language_fields import fields_by_language, values_by_language, words_by_language
from peerlearn.editing.languages import content_languages
from peerlearn.editing.rows import Row
from peerlearn.editing.writing_fields import PlainLines, PlainText

from ...catalogue.facets import PROGRAMME, THEME
from ...gathering import TAKEN_SLUGS
from ...models import Compendium
from .finding import LONGEST, NothingThere, cases_at, cases_having

PREFIX = "compendium"
TITLE_LENGTH, FOREWORD_LENGTH = 120, 4_000


class SourcesForm(forms.Form):
    """Where cases come from: a programme, a theme, an address of the library; all three may be given."""

    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=_("All cases of a programme"),
        to_field_name="slug",
        required=False,
        empty_label=_("None"),
    )
    theme = forms.ModelChoiceField(
        Theme.objects.none(),
        label=_("All cases on a theme"),
        to_field_name="slug",
        required=False,
        empty_label=_("None"),
    )
    address = forms.CharField(
        label=_("What an address of the library finds"),
        help_text=_("A search, a reading list, a city or a single case: copy its address from the browser."),
        widget=forms.TextInput(attrs={"class": "line", "inputmode": "url", "autocomplete": "off"}),
        max_length=LONGEST,
        required=False,
        strip=True,
    )
    needs_some = True
    """Whether something must be found."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["programme"].queryset = Programme.objects.public()
        fields["theme"].queryset = Theme.objects.order_by("sort_key")
        fields["address"].widget.attrs.pop("maxlength", None)  # browsers cut what is pasted without a word
        self.cases: list[int] = []

    def clean(self) -> dict[str, Any]:
        """Collects what is found in `cases`, each once."""
        given = self.cleaned_data
        found: list[int] = []
        if programme := given.get("programme"):
            found += self._some("programme", cases_having(PROGRAMME.name, programme.slug))
        if theme := given.get("theme"):
            found += self._some("theme", cases_having(THEME.name, theme.slug))
        if address := given.get("address"):
            try:
                found += cases_at(address)
            except NothingThere as nothing:
                self.add_error("address", str(nothing))
        self.cases = list(dict.fromkeys(found))
        if self.needs_some and not self.errors and not self.cases:
            self.add_error(None, _("Choose a programme or a theme, or paste an address."))
        return given

    def _some(self, name: str, cases: list[int]) -> list[int]:
        if not cases:
            self.add_error(name, _("No case is found there."))
        return cases


class BeginForm(SourcesForm):
    """A new compendium: its title in the language being read, who publishes it, and its first cases."""

    title = forms.CharField(
        label=_("Title"),
        help_text=_("Other languages, and a foreword, come next."),
        widget=forms.TextInput(attrs={"class": "line"}),
        max_length=TITLE_LENGTH,
    )
    owner = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Published by"), empty_label=_("Choose an organisation")
    )
    needs_some = False
    field_order = ("title", "owner", "programme", "theme", "address")

    def __init__(self, owners: QuerySet[Organisation], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["owner"].queryset = owners
        if len(owners[:2]) == 1:
            fields["owner"].empty_label = None
        fields["title"].widget.attrs.pop("maxlength", None)

    @property
    def words(self) -> dict[str, str]:
        language = get_language() or ""
        known = [code for code, _name in content_languages()]
        return {language if language in known else known[0]: self.cleaned_data["title"]}


class WordsForm(WholeForm):
    """Title and foreword, one field for each language; the programme that it belongs to; its address until it is public."""

    def __init__(self, compendium: Compendium, *, data: Any = None) -> None:
        self.compendium = compendium
        super().__init__(self._fields(), stored_of(compendium), prefix=PREFIX, data=data)

    def _fields(self) -> dict[str, forms.Field]:
        programmes = [(each.slug, str(each)) for each in Programme.objects.public()]
        fields: dict[str, forms.Field] = {
            **fields_by_language("title", PlainText, max_length=TITLE_LENGTH),
            **fields_by_language("foreword", PlainLines, max_length=FOREWORD_LENGTH),
            "programme": select(
                label=_("Programme"),
                pairs=programmes,
                help_text=_("On the page of this programme the compendium is shown as well."),
            ),
        }
        if not self.compendium.editions.exists():
            fields["slug"] = PlainText(
                label=_("Address"),
                max_length=80,
                help_text=_("The last part of its address. It is fixed once an edition is published."),
                validators=[validate_slug],
            )
        return fields

    def check_together(self) -> None:
        """What makes a compendium: a title, an address that nobody else has."""
        titles = [name for name in self.fields if name.startswith("title_")]
        if not any(self.will_be(name) for name in titles) and not set(titles) & set(self.errors):
            self.add_error(titles[0], _("Write the title in one language at least."))
        if "slug" in self.fields and "slug" not in self.errors:
            self._check_slug(self.will_be("slug"))

    def _check_slug(self, slug: str) -> None:
        others = Compendium.objects.exclude(pk=self.compendium.pk)
        if not slug:
            self.add_error("slug", _("It needs an address."))
        elif slug in TAKEN_SLUGS or others.filter(slug=slug).exists():
            self.add_error("slug", _("Another page has this address already."))

    def written(self) -> Compendium:
        """The compendium with what this form changes; not saved."""
        values = {**self.stored, **self.changes}
        for name in ("title", "foreword"):
            words = getattr(self.compendium, name)
            setattr(self.compendium, name, words_by_language(name, values, words))
        if "programme" in self.changes:
            self.compendium.programme = Programme.objects.filter(slug=values["programme"] or "").first()
        if "slug" in self.fields:
            self.compendium.slug = values["slug"]
        return self.compendium

    # As the page shows it

    def row(self, name: str) -> Row:
        return Row(self[name], self.conflicts.get(name))

    @property
    def titles(self) -> list[Row]:
        return [self.row(f"title_{code}") for code in settings.CONTENT_LANGUAGES]

    @property
    def forewords(self) -> list[Row]:
        return [self.row(f"foreword_{code}") for code in settings.CONTENT_LANGUAGES]

    @property
    def others(self) -> list[Row]:
        return [self.row(name) for name in ("programme", "slug") if name in self.fields]


def stored_of(compendium: Compendium) -> dict[str, Any]:
    """What is stored, field by field."""
    return {
        **values_by_language("title", compendium.title),
        **values_by_language("foreword", compendium.foreword),
        "programme": compendium.programme.slug if compendium.programme else None,
        "slug": compendium.slug,
    }
