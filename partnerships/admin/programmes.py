"""Programmes with their stages and partners; what a partner gave has a page of its own."""

from itertools import pairwise

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.dates import lies_before
from peerlearn.editing.translated import in_language

from ..models import Contribution, Programme, ProgrammePartner, Stage
from ..reporting import lacks
from .records import Block, RecordAdmin, Row


class StageBlocks(forms.BaseInlineFormSet):
    """All stages of a programme, one after the other."""

    def clean(self) -> None:
        super().clean()
        rows = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", {})]
        dated = [row for row in rows if row.get("starts") and not row.get("DELETE")]
        dated.sort(key=lambda row: row["starts"])
        for before, after in pairwise(dated):
            if lies_before(after["starts"], before.get("ends", "")):
                raise ValidationError(
                    _("Stages can't overlap: %(after)s begins before %(before)s ends."),
                    params={"after": in_language(after["name"]), "before": in_language(before["name"])},
                )


class StageBlock(Block):
    model = Stage
    formset = StageBlocks
    fields = ("name", "text", ("starts", "ends", "position"))


class PartnerRow(Row):
    model = ProgrammePartner
    fields = ("organisation", "role")
    autocomplete_fields = ("organisation",)
    show_change_link = True
    verbose_name_plural = _("partners (their contributions: “Change”)")


class ContributionBlock(Block):
    model = Contribution
    fields = (("amount", "currency", "staff_days"), "in_kind", "source")


@admin.register(Programme)
class ProgrammeAdmin(RecordAdmin):
    list_display = ("__str__", "starts", "ends", "is_public")
    list_filter = ("is_public",)
    autocomplete_fields = ("predecessor", "cities", "iati_reporter")
    readonly_fields = ("iati_data",)
    inlines = (StageBlock, PartnerRow)
    fieldsets = (
        (None, {"fields": ("name", "slug", "is_public", "summary")}),
        (_("Frame"), {"fields": (("starts", "ends"), "predecessor", "cities")}),
        (_("Money"), {"fields": (("amount", "currency"), "amount_source")}),
        ("IATI", {"fields": ("iati_reporter", "iati_data")}),
    )

    @admin.display(description=_("IATI data"))
    def iati_data(self, programme: Programme) -> SafeString | str:
        """Where its file is, or what keeps it from having one."""
        if not programme.pk:
            return gettext("Once it is saved, its address stands here, or what is missing.")
        if lacking := lacks(programme):
            return format_html_join("", "<div>{}</div>", ((sentence,) for sentence in lacking))
        return format_html('<a href="{0}">{0}</a>', reverse("library:programme_iati", args=[programme.slug]))


@admin.register(ProgrammePartner)
class ProgrammePartnerAdmin(admin.ModelAdmin):
    """Reached from its programme only."""

    inlines = (ContributionBlock,)
    fields = readonly_fields = ("programme", "organisation", "role")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
