"""Reference data and people in the administration, for somebody who comes here once a month."""

from . import documents, partnerships, people, places, programmes, words  # noqa: F401 - they register themselves
