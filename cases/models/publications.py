"""Publications: the PDFs made of editions, of compendia and of reports; what other cities tried."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from partnerships.models import City, Programme
from peerlearn.editing.audit import audited

from .compendia import CompendiumEdition
from .history import Edition


def publication_storage() -> Storage:
    return storages["publications"]


SOURCES = ("edition", "compendium_edition", "gathered", "programme")
"""What a publication can be made of: exactly one of them is there."""
OF_ONE = reduce(or_, (models.Q(**{f"{name}__isnull": name != one for name in SOURCES}) for one in SOURCES))


class Publication(models.Model):
    """A PDF that is wanted, being made, made or failed; its key says exactly what is in it.

    It is made of an edition, or of a compendium: one that an editor keeps, or one that a reader gathers in
    passing, of these editions in this order; or it reports on a programme: on a period, as it stood on a day.
    """

    class Paper(models.TextChoices):
        A4 = "a4", _("A4")
        LETTER = "letter", _("Letter")

    class Purpose(models.TextChoices):
        SCREEN = "screen", _("to read and to print at the office")
        PRINT = "print", _("for the printer")
        ARCHIVE = "archive", _("for the archive")

    class State(models.TextChoices):
        WANTED = "wanted", _("waiting")
        MAKING = "making", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    key = models.CharField(max_length=64, unique=True)
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, blank=True, related_name="publications")
    compendium_edition = models.ForeignKey(
        CompendiumEdition, models.CASCADE, null=True, blank=True, related_name="publications"
    )
    gathered = ArrayField(models.BigIntegerField(), null=True, blank=True)
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, related_name="reports")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    as_of = models.DateField(null=True, blank=True)
    format = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    paper = models.CharField(max_length=10, choices=Paper, default=Paper.A4)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.SCREEN)
    state = models.CharField(max_length=10, choices=State, default=State.WANTED)
    file = models.FileField(storage=publication_storage, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    """In bytes."""
    failure = models.CharField(max_length=400, blank=True)
    """What was met, in English, for the log."""
    fault = models.JSONField(default=dict, blank=True)
    """The same as values: `what` it was, of which `edition` (its id) and `section`; `publications.failed` says it."""
    wanted_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(default=localdate)
    """The last day on which somebody asked for it."""

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.CheckConstraint(
                condition=OF_ONE,
                name="publication_of_one",
                violation_error_message=_(
                    "A publication is made of one edition, of one compendium, of one gathered set or of one programme."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    programme__isnull=True, starts__isnull=True, ends__isnull=True, as_of__isnull=True
                )
                # named not null: a check that comes to null would let it pass
                | models.Q(
                    programme__isnull=False,
                    starts__isnull=False,
                    ends__isnull=False,
                    as_of__isnull=False,
                    ends__gte=models.F("starts"),
                ),
                name="publication_report_has_a_period",
                violation_error_message=_("A report tells of a period, as it stood on a day."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ready") | ~models.Q(file=""),
                name="publication_ready_has_a_file",
                violation_error_message=_("A publication that is ready has a file."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition or self.compendium_edition or self.programme or 'reading list'} {self.format} ({self.language})"


@audited()
class Adoption(models.Model):
    """Another city tried a lesson: here is what changed."""

    lesson_uid = models.UUIDField(db_index=True)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="adoptions")
    city = models.ForeignKey(City, models.PROTECT, related_name="adoptions", verbose_name=_("city"))
    language = models.CharField(_("language"), max_length=10)
    what_changed = models.TextField(_("what changed"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        constraints = [
            models.UniqueConstraint(
                fields=["lesson_uid", "city"],
                name="adoption_once_per_city",
                violation_error_message=_("This city has told about this lesson already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.city}: {self.lesson_uid}"
