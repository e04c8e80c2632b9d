"""How the publications of an organisation look: its colours, the name of its series, its imprint.

The logo is the organisation's own (`Organisation.logo`): it stands wherever the organisation is shown.
"""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.models import Organisation
from peerlearn.editing.audit import audited
from peerlearn.editing.translated import TranslatedField

COLOUR = r"^#[0-9a-f]{6}$"
"""Nothing else ever reaches a style sheet: #0b5468."""
_NO_COLOUR = _("Write a colour as # and six digits, for instance #0b5468.")
COLOURS = ("first", "second", "headings")


def _colour(name: Any) -> "models.CharField[str, str]":
    return models.CharField(name, max_length=7, blank=True, validators=[RegexValidator(COLOUR, _NO_COLOUR)])


@audited()
class Design(models.Model):
    """What an organisation sets; what is empty stays as the site has it."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="design")
    first = _colour(_("colour of the first city"))
    second = _colour(_("colour of the second city"))
    headings = _colour(_("colour of headings"))
    series = TranslatedField(_("name of the series"), blank=True)
    imprint = TranslatedField(_("words in the imprint"), blank=True)

    class Meta:
        verbose_name = _("design of publications")
        verbose_name_plural = _("designs of publications")
        constraints = [
            models.CheckConstraint(
                condition=Q(**{name: ""}) | Q(**{f"{name}__regex": COLOUR}),
                name=f"design_{name}_is_a_colour",
                violation_error_message=_NO_COLOUR,
            )
            for name in COLOURS
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def is_empty(self) -> bool:
        """Nothing is set, so that the next organisation is asked."""
        words = (*self.series.values(), *self.imprint.values())
        return not any((self.first, self.second, self.headings, *words, self.organisation.logo_id))
