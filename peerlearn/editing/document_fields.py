"""The form field of a document: what is accepted as one. A file is what its content says, whatever it is called."""

import io
import zipfile
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from .documents import OPEN, TYPES
from .pictures import MEGABYTES, check_picture

_PARTS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_PICTURES = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}
_MACROS = ("vbaproject.bin", "basic/", "scripts/")
_WANTED = _("PDF, Word, OpenDocument, a spreadsheet, a presentation or a picture, at most {limit} MB.")
MOST_PARTS = 10_000
"""Files in an archive: a list without end would fill the memory before anything of it is read."""


class DocumentField(forms.FileField):
    """A form field for one document, of a kind that everybody can open."""

    def __init__(self, **options: Any) -> None:
        accept = ",".join([*(f".{kind}" for kind in TYPES), ".jpg"])
        options.setdefault("widget", forms.FileInput(attrs={"accept": accept}))
        options["help_text"] = options.get("help_text") or format_lazy(_WANTED, limit=MEGABYTES)
        super().__init__(**options)

    def clean(self, value: Any, initial: Any = None) -> Any:
        file = super().clean(value, initial)
        if not isinstance(file, UploadedFile):
            return file
        kind = check_document(file)
        kept = _without_notes_of_a_camera(file, kind) if kind in _PICTURES else file
        kept.name = f"document.{kind}"  # what it was called is nobody's business
        return kept


def check_document(file: UploadedFile) -> str:
    """What an acceptable document is, as `TYPES` has it; raises ValidationError saying what is wrong."""
    if file.size is not None and file.size > MEGABYTES * 1_000_000:
        raise ValidationError(
            _("This file is larger than %(limit)s MB. Make it smaller, or give a link."),
            params={"limit": MEGABYTES},
        )
    file.seek(0)
    beginning = file.read(1024)
    if b"%PDF-" in beginning:
        return "pdf"
    if beginning.startswith(b"PK\x03\x04"):
        return _kind_of_archive(file)
    if _looks_like_a_picture(beginning):
        return check_picture(file)
    if beginning.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError(
            _(
                "This file was written by an old program, or is locked with a password. Save it as PDF, or as "
                ".docx, .xlsx or .pptx."
            )
        )
    raise _unreadable()


def _looks_like_a_picture(beginning: bytes) -> bool:
    is_boxed = beginning[8:12] == b"WEBP" or beginning[4:8] == b"ftyp"
    return beginning.startswith((b"\xff\xd8\xff", b"\x89PNG")) or is_boxed


def _without_notes_of_a_camera(file: UploadedFile, kind: str) -> UploadedFile:
    """The picture without place and device; one that says nothing of them stays as it is."""
    file.seek(0)
    with Image.open(file, formats=list(_PICTURES.values())) as image:
        if not image.getexif():
            return file
        out = io.BytesIO()
        colours = image.info.get("icc_profile") or b""
        upright = ImageOps.exif_transpose(image)
        upright.save(out, _PICTURES[kind], quality=92, exif=b"", icc_profile=colours)
    return SimpleUploadedFile("document", out.getvalue())


def _kind_of_archive(file: UploadedFile) -> str:
    """Office documents are archives: what is in them says what they are."""
    file.seek(0)
    if file.read().count(b"PK\x01\x02") > MOST_PARTS:
        raise _unreadable()
    try:
        with zipfile.ZipFile(file) as archive:
            names = [name.lower() for name in archive.namelist()]
            kind = _open_document(archive) if "mimetype" in names else _office_document(names)
    except Exception as error:  # whatever a broken archive makes the reader say, it is no document
        raise _unreadable() from error
    if any(name.startswith(_MACROS) or name.endswith("vbaproject.bin") for name in names):
        raise ValidationError(_("This file holds macros. Save it without them, or as PDF."))
    if not kind:
        raise _unreadable()
    return kind


def _open_document(archive: zipfile.ZipFile) -> str:
    if archive.getinfo("mimetype").file_size > 200:
        return ""
    told = archive.read("mimetype").decode("ascii", "replace").strip()
    return next((kind for kind, name in TYPES.items() if name == told and name.startswith(OPEN)), "")


def _office_document(names: list[str]) -> str:
    if "[content_types].xml" not in names:
        return ""
    found = {kind for part, kind in _PARTS.items() if any(name.startswith(part) for name in names)}
    return found.pop() if len(found) == 1 else ""


def _unreadable() -> ValidationError:
    return ValidationError(
        _(
            "This is not a document that can be read. Use PDF, Word (.docx), OpenDocument, a spreadsheet, "
            "a presentation or a picture."
        )
    )
