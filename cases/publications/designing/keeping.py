"""What the desk of designs writes, each in one transaction, one writer of an organisation at a time."""

from typing import Any

from django.db import transaction

from partnerships.models import Organisation
from peerlearn.editing.pictures import keep_picture

from ...models import Design
from .forms import DesignForm


@transaction.atomic
def save_design(organisation: Organisation, *, data: Any, files: Any) -> DesignForm:
    """Writes what was posted if all of it is sound and nobody else changed it meanwhile.

    The form that comes back says what could not be written; then nothing was.
    """
    locked = _locked(organisation)
    form = DesignForm(locked, data=data, files=files)
    if form.is_settled:
        form.written().save()
        if form.changes.get("logo"):
            locked.logo = keep_picture(form.changes["logo"])
            locked.save(update_fields=["logo"])
    return form


@transaction.atomic
def forget_design(organisation: Organisation) -> None:
    """Back to the look of the site. The logo stays the organisation's, but leaves its covers."""
    Design.objects.filter(organisation=_locked(organisation)).delete()


@transaction.atomic
def take_logo_away(organisation: Organisation) -> None:
    locked = _locked(organisation)
    locked.logo = None
    locked.save(update_fields=["logo"])


def _locked(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update().get(pk=organisation.pk)
