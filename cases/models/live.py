"""The state of the live records that public pages show."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LiveRecords(models.Model):
    """One row that names the state of the live records, so that caches know when they are old.

    A trigger on each of their tables gives it another name at the end of every transaction that changed one of
    them: no code path can bypass it, and a name never comes again, not even when a backup is brought back. At
    the end, because whoever changes a record waits from then on for who did so before, and only that long.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    state = models.UUIDField()

    class Meta:
        verbose_name = _("state of the live records")
        verbose_name_plural = _("states of the live records")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1),
                name="live_records_are_one_row",
                violation_error_message=_("There is one library."),
            )
        ]

    def __str__(self) -> str:
        return str(self.state)
