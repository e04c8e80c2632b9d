"""Pictures: the untouched original and what is needed to show it well; and who has which form open."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


def original_path(picture: "Picture", name: str) -> str:
    """Where an original lies in the storage: by content, never by the name that came with it."""
    return f"originals/{picture.sha256[:2]}/{picture.sha256}.{picture.type}"


class Picture(models.Model):
    """A picture as it was uploaded; renditions of it are made by the worker."""

    class Type(models.TextChoices):
        JPEG = "jpeg", "JPEG"
        PNG = "png", "PNG"
        WEBP = "webp", "WebP"
        AVIF = "avif", "AVIF"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    type = models.CharField(max_length=4, choices=Type)
    original = models.FileField(_("file"), upload_to=original_path)
    width = models.PositiveIntegerField(editable=False, help_text=_("pixels, upright"))
    height = models.PositiveIntegerField(editable=False, help_text=_("pixels, upright"))
    focal_x = models.FloatField(default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)])
    focal_y = models.FloatField(default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)])
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="picture_focal_point_inside",
                violation_error_message=_("The focal point lies outside the picture."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.width} × {self.height} {self.get_type_display()}"


class Presence(models.Model):
    """One person at one form, named by a string of its own; gone when it is not renewed."""

    place = models.CharField(max_length=200)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "user"],
                name="presence_once",
                violation_error_message=_("This person is there already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.place}"
