"""The shared words: themes that cases are found by, and the glossary for translators."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.audit import audited
from peerlearn.editing.translated import TranslatedField, in_language

from .named import Named


@audited()
class Theme(Named):
    """A subject, in two levels."""

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("broader theme"),
    )
    description = TranslatedField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta(Named.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="theme_not_its_own_parent",
                violation_error_message=_("A theme can't be broader than itself."),
            )
        ]


@audited()
class GlossaryTerm(models.Model):
    """A term of the field in each language, shown beside the field that is being translated."""

    slug = models.SlugField(max_length=80, unique=True)
    term = TranslatedField(_("term"))
    definition = TranslatedField(_("definition"), blank=True)

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["slug"]

    def __str__(self) -> str:
        return in_language(self.term)
