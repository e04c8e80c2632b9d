"""What is accepted as a document: told by the content, whatever the file is called."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

from peerlearn.editing.document_fields import MOST_PARTS, DocumentField, check_document
from peerlearn.editing.documents import OFFICE, OPEN, kind_of, safe_path


def sent(content: bytes, name: str = "anything.bin") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def archive(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def office(folder: str, **more: str) -> bytes:
    return archive({"[Content_Types].xml": OFFICE, f"{folder}/main.xml": ""} | more)


def open_document(kind: str, **more: str) -> bytes:
    return archive({"mimetype": f"{OPEN}.{kind}", "content.xml": ""} | more)


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 36), "teal").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf%PDF-1.4\n", "pdf"),
        (office("word"), "docx"),
        (office("xl"), "xlsx"),
        (office("ppt"), "pptx"),
        (open_document("text"), "odt"),
        (open_document("spreadsheet"), "ods"),
        (open_document("presentation"), "odp"),
        (picture("PNG"), "png"),
        (picture("JPEG"), "jpeg"),
        (picture("WEBP"), "webp"),
    ],
)
def test_document_is_what_its_content_says(content: bytes, kind: str) -> None:
    assert check_document(sent(content, "a.exe")) == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x90\x00", "This is not a document that can be read."),
        (b"<html><script>alert(1)</script>", "This is not a document that can be read."),
        (b"<svg onload='alert(1)'/>", "This is not a document that can be read."),
        (archive({"a.txt": "no document"}), "This is not a document that can be read."),
        (archive({"[Content_Types].xml": ""}), "This is not a document that can be read."),
        (office("word", **{"xl/main.xml": ""}), "This is not a document that can be read."),
        (open_document("graphics"), "This is not a document that can be read."),
        (b"PK\x03\x04 and no more", "This is not a document that can be read."),
        (b"\x89PNG and no more", "This is not a picture that can be read."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This file was written by an old program"),
        (office("word", **{"word/vbaProject.bin": ""}), "This file holds macros."),
        (open_document("text", **{"Basic/script-lc.xml": ""}), "This file holds macros."),
        (b"PK\x03\x04" + b"PK\x01\x02" * (MOST_PARTS + 1), "This is not a document that can be read."),
    ],
)
def test_what_is_none_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(ValidationError, match=said.replace(".", r"\.")):
        check_document(sent(content, "agreement.pdf"))


def test_document_that_is_too_large_is_refused_with_the_limit() -> None:
    large = sent(b"%PDF-1.7")
    large.size = 20_000_001
    with pytest.raises(ValidationError, match="larger than 20 MB"):
        check_document(large)


def test_name_that_came_with_a_file_is_forgotten() -> None:
    file = DocumentField().clean(sent(b"%PDF-1.7", "../secret of Ana.PDF.exe"))
    assert file.name == "document.pdf"
    assert safe_path(None, file.name).startswith("documents/")
    assert kind_of(safe_path(None, "evil.html")) == ""


def test_picture_is_kept_without_the_place_where_it_was_taken() -> None:
    out = io.BytesIO()
    noted = Image.Exif()
    noted[ExifTags.Base.Model] = "Camera of Ana"
    noted[ExifTags.Base.Orientation] = 6
    Image.new("RGB", (64, 36), "teal").save(out, "JPEG", exif=noted)
    file = DocumentField().clean(sent(out.getvalue(), "street.jpg"))
    with Image.open(file) as kept:
        assert (file.name, dict(kept.getexif()), kept.size) == ("document.jpeg", {}, (36, 64))
