"""Saving the words of a compendium."""

from typing import Any

from django.db import transaction

from ...gathering import locked_compendium
from ...models import Compendium
from .forms import WordsForm


@transaction.atomic
def save_words(compendium: Compendium, *, posted: Any) -> WordsForm:
    """Writes what was posted if all of it is sound and nobody else changed it meanwhile.

    The form that comes back says what could not be written; then nothing was.
    """
    form = WordsForm(locked_compendium(compendium), data=posted)
    if form.is_settled:
        form.written().save()
    return form
