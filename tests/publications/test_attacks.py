"""What would reach out of a publication: a server beside us sees no request, and nothing of ours gets in."""

import io
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import override_settings
from PIL import Image
from pypdf import PdfReader

from cases.document import Part, Written
from cases.publications.engine.errors import EngineError
from cases.publications.engine.writing import write_pdf
from cases.publications.single.rendering import render_full
from peerlearn.editing.pictures import check_picture
from tests.factories import make_case, make_lesson, publish_case
from tests.pictures import file_of, make_picture

SECRET = "What only the site may read"
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" {XLINK} width="9" height="9" viewBox="0 0 9 9"><title>A map</title>'


@dataclass
class Listener:
    """A server that gives a picture, or sends on to a file, and remembers who asked for what."""

    address: str = ""
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Listener]:
    listener = Listener()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            listener.asked.append(self.path)
            self.send_response(302 if "redirect" in self.path else 200)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()

        def log_message(self, format: str, *values: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as http:
        listener.address = f"http://127.0.0.1:{http.server_port}"
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield listener
        http.shutdown()


@pytest.fixture
def media(tmp_path: Path) -> Iterator[Path]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


def pdf_of(body: str, head: str = "") -> bytes:
    html = f'<html lang="en"><head><title>A case</title>{head}</head><body><p>Words</p>{body}</body></html>'
    return write_pdf(html, address="https://peerlearn.example/en/", identifier="x").pdf


REACHING = {
    "picture": ('<img src="{}/a.png" alt="">', ""),
    "redirect": ('<img src="{}/redirect" alt="">', ""),
    "set of pictures": ('<picture><source srcset="{}/a.webp"><img src="{}/a.png" alt=""></picture>', ""),
    "object": ('<object data="{}/a.svg"></object>', ""),
    "embed": ('<embed src="{}/a.svg">', ""),
    "sheet": ("", '<link rel="stylesheet" href="{}/a.css">'),
    "import": ("", '<style>@import "{}/a.css";</style>'),
    "import in a layer": ("", '<style>@import url("{}/a.css") layer(x);</style>'),
    "typeface": (
        "",
        '<style>@font-face {{ font-family: X; src: url("{}/a.woff2") }} p {{ font-family: X }}</style>',
    ),
    "background": ('<p style="background: url({}/a.png)">Words</p>', ""),
    "list": ('<ul style="list-style-image: url({}/a.png)"><li>Words</li></ul>', ""),
    "border": ('<p style="border: 9px solid; border-image: url({}/a.png) 3">Words</p>', ""),
    "content": ("", '<style>p::before {{ content: url("{}/a.png") }}</style>'),
    "attachment": ("", '<link rel="attachment" href="{}/a.txt">'),
    "picture in a drawing": (SVG + '<image href="{}/a.png" width="9" height="9"/></svg>', ""),
    "old picture in a drawing": (SVG + '<image xlink:href="{}/a.png" width="9" height="9"/></svg>', ""),
}


@pytest.mark.parametrize("name", REACHING)
def test_publication_that_reaches_out_fails_and_asks_nobody(server: Listener, name: str) -> None:
    body, head = (
        part.replace("{}", server.address).replace("{{", "{").replace("}}", "}") for part in REACHING[name]
    )
    with pytest.raises(EngineError, match="may not read"):
        pdf_of(body, head)
    assert server.asked == []


LEFT_OUT = {
    "part of another drawing": SVG + '<use href="{}/a.svg#x"/></svg>',
    "frame": '<iframe src="{}/a.html"></iframe>',
    "script": '<script src="{}/a.js"></script>',
    "film": '<video src="{}/a.mp4" poster="{}/a.png"></video>',
    "import in a drawing": SVG + '<style>@import "{}/a.css";</style><rect width="9" height="9"/></svg>',
    "sheet of a drawing": SVG
    + '<style>rect {{ fill: url({}/a.svg#x) }}</style><rect width="9" height="9"/></svg>',
    "mask of a drawing": SVG + '<rect width="9" height="9" mask="url({}/a.svg#x)"/></svg>',
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_the_engine_does_not_know_asks_nobody(server: Listener, name: str) -> None:
    with suppress(EngineError):  # to refuse is as good as to leave out
        pdf_of(LEFT_OUT[name].replace("{}", server.address).replace("{{", "{").replace("}}", "}"))
    assert server.asked == []


@pytest.mark.django_db
def test_words_of_a_case_that_reach_out_are_words(server: Listener, media: Path) -> None:
    """A title and a rich text as an attacker would send them, in every field that people write."""
    tags = (
        f'</title></style><style>@import "{server.address}/a.css";</style><link rel="stylesheet" href="{server.address}">'
        f'<img src="{server.address}/a.png"><img src="file:///etc/hostname"><svg><image href="{server.address}"/></svg>'
        f'<p style="background: url({server.address})">Words</p>'
    )
    lesson = make_lesson(title=tags[:300])
    rich = Part(uuid4(), "lesson", lesson.facts, {**lesson.texts, "text": {"en": Written(tags)}})
    edition = publish_case(make_case(title=tags[:300], parts=(rich,)))
    made = render_full(edition, "en", identifier="x")
    assert server.asked == []
    assert "@import" in PdfReader(io.BytesIO(made.pdf)).pages[0].extract_text()


@pytest.mark.parametrize(
    ("body", "megabytes"),
    [
        ('<img src="data:image/svg+xml;base64,{}" alt="">', 200),
        (SVG + '<image href="data:image/png;base64,{}" width="9" height="9"/></svg>', 200),
        ('<p style="background: url(data:image/png;base64,{})">Words</p>', 2),
    ],
    ids=["picture", "drawing", "background"],
)
def test_huge_data_address_is_refused_in_a_short_message(body: str, megabytes: int) -> None:
    with pytest.raises(EngineError, match="may not read data:") as refusal:
        pdf_of(body.replace("{}", "A" * megabytes * 1_000_000))
    assert len(str(refusal.value)) < 200


def drawing(inner: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}{SVG}{inner}</svg>'.encode()


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is that large, in a few hundred bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def polyglot() -> bytes:
    """Pillow reads a picture, a reader of XML a drawing that asks for a file."""
    return make_picture(size=(8, 8)) + drawing('<image href="file:///etc/hostname" width="9" height="9"/>')


ENTITY = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
LAUGHS = (
    "<!DOCTYPE svg [<!ENTITY a 'ha'>"
    + "".join(
        f"<!ENTITY {name} '{f'&{before};' * 10}'>"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
STORED = {
    "drawing.svg": drawing('<image href="file:///etc/hostname" width="9" height="9"/>'),
    "drawing.png": drawing('<image href="file:///etc/hostname" width="9" height="9"/>'),
    "entity.png": drawing("<text>&x;</text>", ENTITY),
    "laughs.png": drawing("<text>&i;</text>", LAUGHS),
    "bomb.png": bomb(60_000, 60_000),
    "large.png": bomb(9_000, 9_000),
    "words.jpeg": b"no picture",
    "empty.jpeg": b"",
    "printed.jpeg": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
}


@pytest.mark.parametrize("name", STORED)
def test_stored_file_that_is_no_picture_ends_the_making(media: Path, name: str) -> None:
    default_storage.save(f"renditions/{name}", ContentFile(STORED[name]))
    with pytest.raises(EngineError, match="may not read"):
        pdf_of(f'<img src="peerlearn://media/renditions/{name}" alt="A street">')


def test_picture_with_a_drawing_behind_it_is_the_picture(media: Path) -> None:
    default_storage.save("renditions/both.jpeg", ContentFile(polyglot()))
    assert pdf_of('<img src="peerlearn://media/renditions/both.jpeg" alt="A street">').startswith(b"%PDF")


def test_way_out_of_the_media_by_a_link_is_none(
    media: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whoever gets a file to lie there gets no words of another into a publication."""
    outside = tmp_path_factory.mktemp("outside") / "secret.png"
    outside.write_text(SECRET)
    (media / "link.png").symlink_to(outside)
    with pytest.raises(EngineError, match="may not read"):
        pdf_of('<img src="peerlearn://media/link.png" alt="A street">')


@pytest.mark.parametrize("name", [name for name in STORED if name != "empty.jpeg"])
def test_upload_that_is_no_picture_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        check_picture(file_of(STORED[name], name))


@pytest.mark.django_db
def test_upload_with_a_drawing_behind_it_is_printed_without(media: Path) -> None:
    """What the engine reads is encoded anew: nothing of the file that was sent is in it but the dots."""
    from peerlearn.editing.pictures import keep_picture, render

    shown = render(keep_picture(file_of(polyglot())), 640, "jpeg")
    assert b"svg" not in shown
    assert Image.open(io.BytesIO(shown)).size == (8, 8)
