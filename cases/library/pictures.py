"""Which pictures the public may see: those that a visible edition holds."""

from uuid import UUID

from peerlearn.editing.models import Picture

from ..document import published_document
from ..models import Edition


def shown_picture(uid: UUID) -> Picture | None:
    """The picture, while an edition of a case that is not withdrawn shows it, redactions considered."""
    candidates = Edition.objects.with_document().filter(
        case__withdrawal__isnull=True, revision__about__pictures__has_key=str(uid)
    )
    for edition in candidates:
        parts = published_document(edition).authored.of_kind("illustration")
        if any(part.facts["picture"] == str(uid) for part in parts):
            return Picture.objects.filter(uid=uid).first()
    return None
