"""Progress: short dated updates while a partnership runs, and documents of any origin."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.audit import audited
from peerlearn.editing.dates import PartialDateField, in_words, well_formed
from peerlearn.editing.documents import kind_of, safe_path
from peerlearn.editing.models import Picture
from peerlearn.editing.translated import TranslatedField

from .kept import Kept, KeptQuerySet
from .partnerships import Partnership
from .programmes import Programme
from .workplans import Activity


class ProgressUpdateQuerySet(KeptQuerySet):
    def public(self) -> "ProgressUpdateQuerySet":
        """What readers see: somebody said so, of a partnership that they see as well."""
        return self.present().filter(is_public=True, partnership__is_public=True)  # type: ignore[return-value]


@audited()
class ProgressUpdate(Kept):
    """What happened, when, who was there: written in a minute from a phone."""

    asked = (
        "text",
        "happened_on",
        "picture",
        "alternative_text",
        "people",
        "activity",
        "language",
        "is_public",
    )

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="updates")
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="updates", verbose_name=_("activity")
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    happened_on = PartialDateField(_("when"))
    text = models.TextField(_("what happened"))
    people = models.CharField(_("who was there"), max_length=400, blank=True)
    picture = models.ForeignKey(
        Picture, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    alternative_text = models.CharField(
        _("text for those who don't see it"),
        max_length=300,
        blank=True,
        help_text=_("What does the picture show?"),
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Readers of the library see it on the partnership's page.")
    )

    objects: ClassVar[Any] = ProgressUpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress update")
        verbose_name_plural = _("progress updates")
        ordering = ["-happened_on", "-id"]
        constraints = [well_formed("update_date_well_formed", "happened_on")]

    def __str__(self) -> str:
        return f"{in_words(self.happened_on)}: {self.text[:60]}"


class DocumentQuerySet(KeptQuerySet):
    def public(self) -> "DocumentQuerySet":
        """What readers see: it has a name and can be read, and nobody keeps it back."""
        return self.present().filter(~models.Q(link="", file=""), ~models.Q(title=""), is_public=True)  # type: ignore[return-value]


@audited()
class Document(Kept):
    """A publication, agreement or report of a partnership or programme: a file of ours, or a link."""

    class Kind(models.TextChoices):
        PUBLICATION = "publication", _("publication")
        NOTE = "note", _("note")
        AGREEMENT = "agreement", _("agreement")
        REPORT = "report", _("report")
        STUDY = "study", _("study")
        OTHER = "other", _("other")

    asked = ("title", "kind", "link", "file", "language", "published", "is_public")

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, null=True, blank=True, related_name="documents"
    )
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, related_name="documents")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=10, blank=True)
    published = PartialDateField(_("published"), blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to=safe_path, blank=True)
    note = TranslatedField(_("note"), blank=True)
    is_public = models.BooleanField(_("public"), default=True)

    objects: ClassVar[Any] = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["published", "title"]
        constraints = [
            well_formed("document_date_well_formed", "published"),
            models.CheckConstraint(
                condition=Q(partnership__isnull=True, programme__isnull=False)
                | Q(partnership__isnull=False, programme__isnull=True),
                name="document_of_one",
                violation_error_message=_("A document belongs to one partnership or to one programme."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def file_type(self) -> str:
        """What its file is, "pdf" for instance; "" when it has none."""
        return kind_of(self.file.name or "")

    @property
    def file_address(self) -> str:
        """Where readers find its file, while they may; "" when it has none."""
        return reverse("document", args=[self.uid, self.file_type or "file"]) if self.file else ""

    @property
    def address(self) -> str:
        """Where it can be read: elsewhere, before that here."""
        return self.link or self.file_address
