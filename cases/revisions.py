"""Cutting revisions: a case document kept, with author, time and reason."""

from peerlearn.accounts.models import User

from .document import case_document
from .models import Case, Revision


def cut_revision(case: Case, *, reason: Revision.Reason, author: User | None) -> Revision:
    """Keeps the working copy as it is now; the latest revision itself when nothing changed since."""
    document = case_document(case)
    digest = document.authored.digest()
    latest = case.revisions.first()
    if latest and latest.digest == digest and latest.about == document.about:
        return latest
    return Revision.objects.create(
        case=case,
        authored=document.authored.to_json(),
        about=document.about,
        digest=digest,
        reason=reason,
        author=author,
    )
