"""Compendia: cases that an editor gathers into one publication, and its numbered editions."""

import uuid
from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.models import Membership, Organisation, Programme
from partnerships.models.people import Role
from peerlearn.editing.audit import audited
from peerlearn.editing.translated import TranslatedField, in_language

from .case import Case
from .history import Edition

if TYPE_CHECKING:
    from peerlearn.accounts.models import User


class CompendiumQuerySet(models.QuerySet["Compendium"]):
    """Compendia as a person may reach them. Whoever is not in the set sees a 404."""

    def public(self) -> "CompendiumQuerySet":
        return self.filter(is_public=True)

    def editable_by(self, user: "User") -> "CompendiumQuerySet":
        """Compendia of organisations that the user is an editor of."""
        if user.is_superuser:
            return self
        edited = Membership.objects.filter(user=user.pk, role=Role.EDITOR)
        return self.filter(owner__in=edited.values("organisation"))


@audited()
class Compendium(models.Model):
    """A set of cases gathered by an editor into one publication: the working copy, and whether readers see it."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="compendia", verbose_name=_("published by")
    )
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="compendia",
        verbose_name=_("programme"),
    )
    title = TranslatedField(_("title"))
    foreword = TranslatedField(_("foreword"), blank=True)
    is_public = models.BooleanField(_("public"), default=False)

    objects = CompendiumQuerySet.as_manager()

    class Meta:
        verbose_name = _("compendium")
        verbose_name_plural = _("compendia")

    def __str__(self) -> str:
        return in_language(self.title)


class GatheredCase(models.Model):
    """A case in the working copy of a compendium, in its place."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    compendium = models.ForeignKey(Compendium, models.CASCADE, related_name="gathered")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("case in a compendium")
        verbose_name_plural = _("cases in compendia")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["compendium", "case"],
                name="gathered_once",
                violation_error_message=_("This case is in the compendium already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.case)


class CompendiumEdition(models.Model):
    """A numbered edition of a compendium: which editions of which cases, in which order. Append-only."""

    compendium = models.ForeignKey(Compendium, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    title = models.JSONField()
    foreword = models.JSONField(default=dict)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("edition of a compendium")
        verbose_name_plural = _("editions of compendia")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["compendium", "number"],
                name="compendium_edition_number_once",
                violation_error_message=_("This edition exists already."),
            )
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="compendium_edition_never_changed", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.compendium} v{self.number}"

    @property
    def languages(self) -> list[str]:
        """The languages that it is made in: those in which it has a title."""
        return [code for code in settings.CONTENT_LANGUAGES if self.title.get(code)]


class ChapterQuerySet(models.QuerySet["CompendiumChapter"]):
    def readable(self) -> "ChapterQuerySet":
        """Chapters whose case was not withdrawn since: whoever shows or prints one asks for these."""
        return self.filter(edition__case__withdrawal__isnull=True)


class CompendiumChapter(models.Model):
    """One case in an edition of a compendium, as it was published then. Append-only."""

    compendium_edition = models.ForeignKey(CompendiumEdition, models.CASCADE, related_name="chapters")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = _("chapter of a compendium")
        verbose_name_plural = _("chapters of compendia")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["compendium_edition", "position"],
                name="chapter_position_once",
                violation_error_message=_("Two chapters can't have the same position."),
            )
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="compendium_chapter_never_changed", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.edition}"
