"""A process that remembers which PDFs it gave; tests otherwise look for them each time."""

from collections.abc import Iterator

import pytest

from cases.publications import again


@pytest.fixture
def remembering(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It begins with nothing, and looks at the public state each time."""
    monkeypatch.setattr(again.known, "most", 100)
    monkeypatch.setattr(again, "LOOK", 0.0)
    monkeypatch.setattr(again, "seen", again.Seen())
    again.known.clear()
    yield
    again.known.clear()
