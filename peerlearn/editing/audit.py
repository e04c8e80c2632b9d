"""The audit trail: who changed which live record, kept by the database itself."""

from typing import Any

import pghistory


def audited(**options: Any) -> Any:
    """Class decorator: every insert, update and delete of the model leaves an event row.

    Triggers write the rows, so that no code path (a bulk update, SQL by hand) can bypass them.
    """
    return pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), **options
    )
