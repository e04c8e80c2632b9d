"""The form of a voice: beside the words the portrait of who speaks, which needs a consent of its own."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.pictures import PictureField

from ..choices import Choices
from .illustrations import PicturedForm, credit_field, focal_fields
from .picture_crops import PreviewCrop

AWAY = "without_portrait"
"""The field that takes the portrait away; the voice stays."""


class VoiceForm(PicturedForm):
    """A voice; a portrait is never asked for, and goes without its words."""

    picture_name = "portrait"

    def _fact_fields(self, choices: Choices) -> dict[str, forms.Field]:
        fields = super()._fact_fields(choices)
        fields["portrait"] = portrait_field(is_there=bool(self.kept_picture))
        if self.kept_picture:
            fields["credit"] = credit_field()
            fields[AWAY] = forms.BooleanField(label=_("Take the portrait away"))
            fields |= focal_fields()
        return fields

    @property
    def facts(self) -> dict[str, Any]:
        gone = {"portrait": None} if self.changes.get(AWAY) else {}
        return super().facts | gone

    @property
    def crops(self) -> list[PreviewCrop]:
        """The portrait as it stands beside the words."""
        return [replace(crop, name=_("beside the words")) for crop in super().crops if crop.shape == "square"]


def portrait_field(*, is_there: bool) -> forms.Field:
    field = PictureField(
        label=_("Another file in its place") if is_there else _("Portrait"),
        help_text=_("Only if this person has agreed to be shown. JPEG, PNG, WebP or AVIF, up to 20 MB."),
    )
    field.widget.attrs["data-optional"] = ""
    return field
