"""Storages that stop half-way, in the processes of a real worker: `halting_settings` names them.

They say where they are by a file beside their folder, and go on when the file `go-on` lies there.
"""

import inspect
import time
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class HaltingReads(FileSystemStorage):
    """Stops when the engine asks for a picture: it is in the middle of laying out."""

    def _open(self, name: str, mode: str = "rb") -> Any:
        if any(frame.function == "_media" for frame in inspect.stack()):
            halt(Path(self.location).parent, "laying-out")
        return super()._open(name, mode)  # type: ignore[misc]


class HaltingWrites(FileSystemStorage):
    """Stops with half of a PDF written."""

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read(1000))
        halt(Path(self.location).parent, "storing")
        path.unlink()
        content.seek(0)
        return super()._save(name, content)  # type: ignore[misc]


def halt(folder: Path, where: str) -> None:
    (folder / where).touch()
    while not (folder / "go-on").exists():
        time.sleep(0.05)
