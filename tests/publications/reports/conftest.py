"""A storage of its own for the PDFs of each test, and a programme that has everything."""

from pathlib import Path
from typing import Any

import pytest

from tests.desk.conftest import enter, logged_in

from .programmes import Busy, make_busy

__all__ = ["busy", "enter", "logged_in", "storage_folder"]


@pytest.fixture
def storage_folder(tmp_path: Path, settings: Any) -> Path:
    folder = tmp_path / "publications"
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    settings.STORAGES = settings.STORAGES | {"publications": options}
    return folder


@pytest.fixture
def busy(db: None) -> Busy:
    return make_busy()
