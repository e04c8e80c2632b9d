"""Pictures for tests: plain colours and shapes, with what a camera notes beside them."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

ROTATED = 6
"""EXIF: lies on its right side."""
PLACE = "secret place"


def make_picture(
    *,
    size: tuple[int, int] = (1600, 900),
    form: str = "JPEG",
    orientation: int = 1,
    colour: str = "teal",
    left: str = "",
) -> bytes:
    """A picture that says where it was taken; its left half in another colour when that is named."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = PLACE
    exif[0x8825] = {1: "S", 2: (25.0, 58.0, 11.0), 3: "E", 4: (32.0, 34.0, 59.0)}
    image = Image.new("RGB", size, colour)
    if left:
        image.paste(left, (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    note = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{PLACE}</x:xmpmeta>".encode()
    noted = {"TIFF": {}, "PNG": {"exif": exif}}.get(form, {"exif": exif, "xmp": note})
    image.save(out, form, **noted)
    return out.getvalue()


def make_moving_picture(form: str = "WEBP") -> bytes:
    """Two frames."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("teal", "white")]
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=200)
    return out.getvalue()


def file_of(content: bytes, name: str = "visit.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")
