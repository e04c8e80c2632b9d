"""What was: revisions kept, editions published, items redacted. Append-only, held by the database."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.editing.audit import audited

from .case import Case


class Revision(models.Model):
    """A whole case document kept, with author and time."""

    class Reason(models.TextChoices):
        SITTING = "sitting", _("end of a sitting")
        SUBMITTED = "submitted", _("submitted for review")
        RESTORED = "restored", _("an earlier revision restored")
        IMPORTED = "imported", _("imported")

    case = models.ForeignKey(Case, models.PROTECT, related_name="revisions")
    authored = models.JSONField()
    about = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=20, choices=Reason)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cut_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-cut_at", "-id"]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="revision_never_changed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func="""
                    IF TG_OP = 'DELETE' AND EXISTS (
                        SELECT 1 FROM cases_case c
                        WHERE c.id = OLD.case_id AND c.removed_at < NOW() - INTERVAL '30 days'
                        AND NOT EXISTS (SELECT 1 FROM cases_edition e WHERE e.case_id = c.id)
                    ) THEN
                        RETURN OLD;  -- the case was never public and lay in the bin for its time
                    END IF;
                    RAISE EXCEPTION 'Cannot update or delete rows from cases_revision';
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}, {self.cut_at:%Y-%m-%d %H:%M}"


class EditionQuerySet(models.QuerySet["Edition"]):
    def with_document(self) -> "EditionQuerySet":
        return self.select_related("revision", "case")


class Edition(models.Model):
    """A published revision: numbered from 1 without gaps, append-only, citable."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="editions")
    languages = ArrayField(models.CharField(max_length=10))
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField()

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"],
                name="edition_number_once",
                violation_error_message=_("This edition exists already."),
            ),
            models.CheckConstraint(
                condition=models.Q(languages__len__gte=1),
                name="edition_in_a_language",
                violation_error_message=_("An edition needs a language."),
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="edition_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="edition_numbers_without_gaps",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("last", "integer")],
                func="""
                    SELECT COALESCE(MAX(number), 0) INTO last FROM cases_edition WHERE case_id = NEW.case_id;
                    IF NEW.number <> last + 1 THEN
                        RAISE EXCEPTION 'edition % of a case follows edition %', NEW.number, last
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_numbers_without_gaps';
                    END IF;
                    IF NOT EXISTS (
                        SELECT 1 FROM cases_revision WHERE id = NEW.revision_id AND case_id = NEW.case_id
                    ) THEN
                        RAISE EXCEPTION 'an edition publishes a revision of its own case'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_of_its_case';
                    END IF;
                    IF (
                        SELECT COUNT(*) FROM partnerships_participation p
                        JOIN cases_case c ON c.partnership_id = p.partnership_id WHERE c.id = NEW.case_id
                    ) < 2 THEN
                        RAISE EXCEPTION 'a case needs two cities before it is published'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_of_two_cities';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} v{self.number}"


@audited()
class Withdrawal(models.Model):
    """The public side of a case is withdrawn: its address stays and says so."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="withdrawal")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")

    def __str__(self) -> str:
        return str(self.case)


@audited()
class Redaction(models.Model):
    """An item that nobody may see any more, in no edition: consent was taken back, a licence was wrong."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="redactions")
    item_uid = models.UUIDField()
    reason = models.CharField(_("reason"), max_length=300)
    redacted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    redacted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        constraints = [
            models.UniqueConstraint(
                fields=["item_uid"],
                name="redaction_once",
                violation_error_message=_("This item is redacted already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.item_uid)
