"""The engine reads nothing but the site's static files and stored media."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import override_settings

from cases.publications.engine.errors import EngineError
from cases.publications.engine.fetcher import OwnFiles, _unpacked
from cases.publications.engine.writing import write_pdf

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)
HUGE = "data:image/png;base64," + "A" * 200_000_000


def pdf_of(body: str, head: str = "") -> bytes:
    html = f'<html lang="en"><head><title>A case</title>{head}</head><body><p>Words</p>{body}</body></html>'
    return write_pdf(html, address="https://peerlearn.example/en/", identifier="x").pdf


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "FILE:///etc/hostname",
        "http://localhost:1/picture.png",
        "https://peerlearn.example/picture.png",
        "//peerlearn.example/picture.png",
        "ftp://localhost/picture.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "peerlearn://static/../settings.py",
        "peerlearn://static/%2e%2e/%2e%2e/manage.py",
        "peerlearn://static/css/../../../manage.py",
        "peerlearn://static//etc/hostname",
        "peerlearn://media/../demo-accounts.txt",
        "peerlearn://media/%00",
        "peerlearn://media/missing.png",
        "peerlearn://elsewhere/picture.png",
        "peerlearn:static/css/publication.css",
        "../../manage.py",
    ],
)
def test_picture_from_elsewhere_is_refused(address: str) -> None:
    with pytest.raises(EngineError, match="may not read"):
        pdf_of(f'<img src="{address}" alt="">')


def test_huge_data_address_is_refused_in_a_short_message() -> None:
    with pytest.raises(EngineError) as refusal:
        pdf_of(f'<img src="{HUGE}" alt="">')
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="stylesheet" href="file:///etc/hostname">',
        '<style>@import url("http://localhost:1/style.css");</style>',
        '<style>@font-face { font-family: X; src: url("file:///etc/hostname") } p { font-family: X }</style>',
        '<style>p { background: url("file:///etc/hostname") }</style>',
        '<style>p::before { content: url("http://localhost:1/picture.png") }</style>',
        '<base href="file:///etc/"><link rel="stylesheet" href="hostname">',
        '<link rel="attachment" href="file:///etc/hostname">',
    ],
)
def test_style_from_elsewhere_is_refused(head: str) -> None:
    with pytest.raises(EngineError, match="may not read"):
        pdf_of("", head)


def test_drawing_with_a_picture_from_elsewhere_is_refused() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>A map</title>'
        '<image href="file:///etc/hostname" width="9" height="9"/></svg>'
    )
    with pytest.raises(EngineError, match="may not read"):
        pdf_of(drawing)


def test_own_style_and_stored_picture_are_read(tmp_path: object) -> None:
    with override_settings(MEDIA_ROOT=tmp_path):
        default_storage.save("originals/pixel.png", ContentFile(PIXEL))
        pdf = pdf_of(
            '<img src="peerlearn://media/originals/pixel.png" alt="A dot">',
            '<link rel="stylesheet" href="peerlearn://static/css/publication.css">',
        )
    assert pdf.startswith(b"%PDF-")


def test_typeface_is_unpacked_once() -> None:
    address = "peerlearn://static/fonts/IBMPlexSerif-Italic.woff2"
    _unpacked.cache_clear()
    files = [OwnFiles().fetch(address).read() for _each in range(2)]
    assert (files[0][:4], files[0] == files[1]) == (b"\0\1\0\0", True)
    assert (_unpacked.cache_info().misses, _unpacked.cache_info().hits) == (1, 1)


def test_letter_that_no_font_has_ends_the_making() -> None:
    with pytest.raises(EngineError, match="No font has this letter"):
        pdf_of("<p>\U000e4321</p>")
