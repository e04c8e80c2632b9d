"""Partnerships with their cities."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import Participation, Partnership
from .records import RecordAdmin, Row


class ParticipationForm(forms.ModelForm):
    """A city's row; positions are compared among the rows that are sent, so that two can change places."""

    position = forms.IntegerField(label=_("position"), min_value=1)

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "position"}  # type: ignore[misc]


class ParticipationRows(forms.BaseInlineFormSet):
    """All cities of a partnership."""

    def clean(self) -> None:
        kept = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", {}).get("city")]
        kept = [row for row in kept if not row.get("DELETE")]
        if len(kept) < 2:
            raise ValidationError(_("A partnership has two cities or more."))
        if len({row["city"] for row in kept}) < len(kept):
            raise ValidationError(_("A city takes part once."))
        if len({row.get("position") for row in kept}) < len(kept):
            raise ValidationError(_("Two cities can't have the same position."))
        super().clean()


class ParticipationRow(Row):
    model = Participation
    form = ParticipationForm
    formset = ParticipationRows
    fields = ("position", "city", "organisation")
    autocomplete_fields = ("city", "organisation")
    verbose_name = _("city")
    verbose_name_plural = _("cities (the first two positions have the pair's colours)")
    min_num = 2

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 0


@admin.register(Partnership)
class PartnershipAdmin(RecordAdmin):
    form = forms.ModelForm  # its address is written, for want of a name
    list_display = ("__str__", "programme", "starts", "ends", "is_public")
    list_filter = ("is_public", "programme")
    search_fields = ("slug", "participations__city__sort_key")
    autocomplete_fields = ("programme", "supporters")
    inlines = (ParticipationRow,)
    fields = ("slug", "programme", ("starts", "ends"), "supporters", "is_public")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Partnership]:
        return Partnership.objects.with_cities()
