"""Processes: one that remembers which PDFs it gave, as tests otherwise look for them each time; others beside the test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cases.publications import again

from .beside import database_url


@pytest.fixture
def remembering(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It begins with nothing, and looks at the public state each time."""
    monkeypatch.setattr(again.known, "most", 100)
    monkeypatch.setattr(again, "LOOK", 0.0)
    monkeypatch.setattr(again, "seen", again.Seen())
    again.known.clear()
    yield
    again.known.clear()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What another process needs to work on the test's own database and folder."""
    return os.environ | {"DATABASE_URL": database_url(), "PEERLEARN_DATA": str(tmp_path)}
