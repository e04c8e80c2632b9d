"""The form of an item with a picture: beside its words the file itself, its credit and its focal point."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.pictures import PictureField
from peerlearn.editing.rows import Row
from peerlearn.editing.writing_fields import PlainText

from ..choices import Choices
from .items import ItemForm
from .picture_crops import FOCAL, PreviewCrop, in_percent, preview_crops

THUMBNAIL = 320
"""Pixels of width."""


class PicturedForm(ItemForm):
    """An item that has a picture. Credit and focal point belong to the picture, wherever it is shown."""

    def _stored(self, fields: Mapping[str, forms.Field]) -> dict[str, Any]:
        stored = super()._stored(fields)
        if self.kept_picture:
            stored |= {"credit": self.kept_picture.credit, **in_percent(self.kept_picture)}
        return stored

    @property
    def kept_picture(self) -> Any:
        """The picture that it has already."""
        return getattr(self.draft.rows.get(self.uid), self.picture_name, None)

    @property
    def thumbnail(self) -> str:
        return reverse("desk:picture", args=[self.draft.case.uid, self.kept_picture.uid, THUMBNAIL, "webp"])

    @property
    def thumbnail_height(self) -> int:
        return round(THUMBNAIL * self.kept_picture.height / self.kept_picture.width)

    @property
    def focus(self) -> list[Row]:
        """The sliders of the focal point, where there is a picture to point at."""
        return [self._row(name) for name in FOCAL if name in self.fields]

    @property
    def crops(self) -> list[PreviewCrop]:
        """The picture as lists will cut it."""
        return preview_crops(self.kept_picture, (self["focal_x"].value(), self["focal_y"].value()))

    @property
    def rows(self) -> list[Row]:
        """All but the sliders, which stand beside the picture."""
        return [row for row in super().rows if row.bound.name not in FOCAL]


class IllustrationForm(PicturedForm):
    """One picture of a case, with its words."""

    picture_name = "picture"

    def _fact_fields(self, choices: Choices) -> dict[str, forms.Field]:
        fields = super()._fact_fields(choices) | picture_fields()
        if self.kept_picture:
            fields["picture"].label = _("Another file in its place")
            fields |= focal_fields()
        return fields

    def clean(self) -> None:
        """Words about a picture wait for the picture."""
        is_without = self.is_new and not self.cleaned_data.get("picture")
        if not is_without:
            super().clean()
        elif "picture" not in self.errors and any(self.cleaned_data.values()):
            self.add_error("picture", _("Choose the picture itself as well."))


def picture_fields() -> dict[str, forms.Field]:
    return {
        "credit": credit_field(),
        "is_cover": forms.BooleanField(
            label=_("Picture of the case: on its card in lists, and when its address is shared")
        ),
        "picture": PictureField(
            help_text=_("JPEG, PNG, WebP or AVIF, up to 20 MB. The original is kept as it is.")
        ),
    }


def credit_field() -> forms.Field:
    return PlainText(
        label=_("Credit"),
        max_length=200,
        help_text=_("Who took it? The name stands wherever the picture is shown; ask whether you may."),
    )


def focal_fields() -> dict[str, forms.Field]:
    """Where the eye should rest, per cent; two sliders that work without a script."""
    return {"focal_x": _slider(_("from the left")), "focal_y": _slider(_("from the top"))}


def _slider(label: Any) -> forms.Field:
    widget = forms.NumberInput(attrs={"type": "range", "step": "1"})
    return forms.IntegerField(min_value=0, max_value=100, label=label, widget=widget)
