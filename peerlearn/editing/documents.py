"""Documents as files: under which name one is kept, and how it is given to whoever reads it.

It is given as an attachment of a declared type, so that no browser runs any of it beside the pages of the site.
"""

from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.text import slugify

FOLDER = "documents"
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "odt": f"{OPEN}.text",
    "ods": f"{OPEN}.spreadsheet",
    "odp": f"{OPEN}.presentation",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
}
"""What a file may be, by the end of its name: what browsers call it."""


def safe_path(record: Any, name: str) -> str:
    """Where a file lies in the storage: under a name that nobody chose and nobody can guess."""
    kind = kind_of(name)
    return f"{FOLDER}/{uuid4().hex}{f'.{kind}' if kind else ''}"


def kind_of(name: str) -> str:
    """What a kept file is, as `TYPES` has it; "" for one that came before that was looked at."""
    kind = Path(name).suffix.removeprefix(".").lower()
    return kind if kind in TYPES else ""


def give_document(file: FieldFile, title: str) -> FileResponse:
    """The file as an attachment, called after its title. Raises Http404 when the storage has lost it."""
    kind = kind_of(file.name or "")
    try:
        content = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=True,
        filename=".".join(filter(None, (slugify(title)[:80] or "document", kind))),
        content_type=TYPES.get(kind, "application/octet-stream"),
    )
