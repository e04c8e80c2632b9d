"""Pictures that come several at once: each becomes an illustration of its own."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from peerlearn.accounts.models import User
from peerlearn.editing.pictures import PictureField, keep_picture
from peerlearn.editing.uids import uid_of

from ...models import Case, Illustration, Item
from ...revisions import sit_down
from .items import uid_for

FILES, BATCH = "pictures", "batch"
"""The field with several files, and the identifier of the page that it was sent from."""


class NotYours(Exception):
    """The identifier names something else already."""


@dataclass(frozen=True)
class Refused:
    """A file that was not taken, and why."""

    name: str
    reason: str


@transaction.atomic
def add_picture(case: Case, uid: UUID, file: UploadedFile, *, by: User) -> None:
    """Puts an illustration at the end of the case. Sent again under the same UUID it stays one, even in the bin.

    Raises ValidationError when the file is no picture that can be shown, NotYours for a UUID of something else.
    """
    sit_down(case, by=by)
    if known := Item.objects.filter(uid=uid).first():
        if known.case_id != case.pk or known.kind != Illustration.kind_name:
            raise NotYours
        return
    last = Illustration.objects.filter(case=case).aggregate(last=Max("position"))["last"]
    position = 0 if last is None else min(last + 1, 32_000)
    Illustration.objects.create(uid=uid, case=case, position=position, picture=keep_picture(file))


def add_posted_pictures(case: Case, *, posted: Any, files: Any, by: User) -> list[Refused]:
    """Adds what was chosen in a form without a script; the same form sent twice adds each picture once."""
    batch, refused = uid_of(posted.get(BATCH, "")) or case.uid, []
    for file in files.getlist(FILES):
        try:
            PictureField().clean(file)
            add_picture(case, _uid_in(batch, file), file, by=by)
        except ValidationError as error:
            refused.append(Refused(str(file.name), " ".join(error.messages)))
    return refused


def _uid_in(batch: UUID, file: UploadedFile) -> UUID:
    file.seek(0)
    return uid_for(batch, hashlib.file_digest(file, "sha256").hexdigest())
