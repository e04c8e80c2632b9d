"""The file of one programme: the programme, and below it each of its public partnerships."""

from datetime import date

from partnerships.models import Programme
from partnerships.reporting import begins, reporters

from .changes import last_changes, midnight
from .gathering import Gathered
from .telling import reporting, tell_partnership, tell_programme
from .writing import document


def iati_file(programme: Programme, *, today: date) -> bytes | None:
    """A public programme as an IATI file; None when what IATI asks for is missing (`partnerships.reporting`)."""
    reporter = reporters([programme]).get(programme.pk)
    if reporter is None or not begins(programme):
        return None
    known = Gathered(programme, reporter)
    changed = last_changes(known)
    activities = [
        tell_programme(known, changed[None], today=today),
        *(tell_partnership(known, pair, changed[pair.pk], today=today) for pair in known.pairs),
    ]
    # not the time of day: the same state of the library is the same file, whoever is asked for it
    written = max(midnight(today), *(told.changed for told in activities))
    return document(reporting(reporter), activities, today=today, written=written)
