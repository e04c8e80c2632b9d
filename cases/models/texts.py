"""Texts: all prose of all items, one row per item, field and language; and comments on it."""

import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .case import Case
from .items import Item


def digest(value: str) -> str:
    """What names a text in `made_from`: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(value.encode()).hexdigest()[:16]


class Text(models.Model):
    """One text: the grain of autosave, of conflict, of translation and of staleness."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="texts")
    field = models.CharField(max_length=30)
    language = models.CharField(max_length=10)
    value = models.TextField()
    made_from = models.CharField(
        max_length=16,
        blank=True,
        help_text=_("digest of the source text that this translation was made from"),
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "field", "language"],
                name="text_once",
                violation_error_message=_("This text exists in this language already."),
            ),
            models.CheckConstraint(
                condition=~Q(value=""),
                name="text_says_something",
                violation_error_message=_("An empty text is not kept."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}.{self.field} ({self.language})"


class Comment(models.Model):
    """A remark on a section, an item or a passage of it; answered and resolved."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="comments")
    section = models.CharField(max_length=30)
    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="comments")
    field = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=10, blank=True)
    quote = models.CharField(max_length=400, blank=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    text = models.TextField(_("comment"), max_length=4_000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["written_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_by_somebody",
                violation_error_message=_("A resolved comment names who resolved it, and when."),
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
