"""The state of everything that the public can see, as one short text: another state never has the same.

Two things move it. The catalogue has its version, the id of its last change. Live records (themes, cities,
organisations, programmes, partnerships and what belongs to them, what other cities tried) have a state that
triggers make anew in every transaction that touches one of them, whoever writes: `LiveRecords` says how.
"""

from django.db import connection

from .snapshot import once

_STATE = """
    SELECT version.number, extract(epoch FROM version.changed_at), live.state FROM (SELECT 1) AS one
    LEFT JOIN cases_catalogueversion AS version ON version.id = 1
    LEFT JOIN cases_liverecords AS live ON live.id = 1
"""


def public_state() -> str:
    """The state that this transaction sees; one query of two rows by their keys."""
    return once("state", _asked)


def _asked() -> str:
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        return "-".join(str(value or 0) for value in cursor.fetchone())
