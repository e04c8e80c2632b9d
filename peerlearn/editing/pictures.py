"""Pictures: what is accepted as one, how the original is kept, and its renditions."""

import hashlib
import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageFile, ImageOps
from procrastinate.contrib.django import app

from .models import Picture

MAKE_RENDITIONS = "peerlearn.editing.jobs.make_renditions"
log = logging.getLogger(__name__)
MEGABYTES = 20
MEGAPIXELS = 60
WIDTHS = (320, 640, 960, 1280, 1920)
TYPES = {"avif": "AVIF", "webp": "WEBP", "jpeg": "JPEG"}
_ACCEPTED = {"JPEG": "jpeg", "MPO": "jpeg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
_READ = ("JPEG", "PNG", "WEBP", "AVIF")  # nothing else is even tried: no EPS, no TIFF; MPO is opened as JPEG


class PictureField(forms.FileField):
    """A form field for one picture: JPEG, PNG, WebP or AVIF, of a size that can be shown."""

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "widget", forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"})
        )
        options.setdefault("label", _("Picture"))
        super().__init__(**options)

    def clean(self, value: Any, initial: Any = None) -> Any:
        file = super().clean(value, initial)
        if isinstance(file, UploadedFile):
            check_picture(file)
        return file


def check_picture(file: UploadedFile) -> str:
    """The type of an acceptable picture; raises ValidationError saying what is wrong.

    Dimensions are looked at before anything is decoded: a small file can unfold to gigabytes.
    """
    if file.size is not None and file.size > MEGABYTES * 1_000_000:
        raise ValidationError(
            _("This file is larger than %(limit)s MB. Save the picture smaller and try again."),
            params={"limit": MEGABYTES},
        )
    try:
        with warnings.catch_warnings(), _whole_files_only():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            file.seek(0)
            with Image.open(file, formats=_READ) as image:
                _check_dimensions(*image.size)
                image.draft("RGB", (640, 640))
                image.load()
                return _ACCEPTED[str(image.format)]
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except Exception as error:  # whatever a broken file makes the decoder say, it is no picture
        raise ValidationError(
            _("This is not a picture that can be read. Use JPEG, PNG, WebP or AVIF.")
        ) from error


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """Refuses half a file, also in a process where the PDF engine told Pillow to take it."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _check_dimensions(width: int, height: int) -> None:
    if width * height > MEGAPIXELS * 1_000_000:
        raise _too_large()


def _too_large() -> ValidationError:
    return ValidationError(
        _("This picture has more than %(limit)s megapixels. Save it smaller and try again."),
        params={"limit": MEGAPIXELS},
    )


@transaction.atomic
def keep_picture(file: UploadedFile) -> Picture:
    """The picture of an uploaded file, its original untouched; the same file gives the same picture."""
    kind = check_picture(file)
    file.seek(0)
    content = file.read()
    sha256 = hashlib.sha256(content).hexdigest()
    known = Picture.objects.filter(sha256=sha256).first()
    if known:
        return known
    width, height = _upright_size(content)
    picture = Picture(sha256=sha256, type=kind, width=width, height=height)
    picture.original.save(f"{sha256}.{kind}", ContentFile(content), save=False)
    picture.save()
    transaction.on_commit(partial(_ask_for_renditions, picture))
    return picture


def _ask_for_renditions(picture: Picture) -> None:
    """Queues them. A queue that fails is logged: whoever asks first for a rendition has it made."""
    try:
        app.configure_task(MAKE_RENDITIONS, allow_unknown=True).defer(picture=picture.pk)
    except Exception:
        log.exception("The renditions of picture %s could not be queued.", picture.pk)


def _upright_size(content: bytes) -> tuple[int, int]:
    """Width and height as people see the picture, not as the camera stored it."""
    with Image.open(io.BytesIO(content), formats=_READ) as image:
        lies_on_its_side = image.getexif().get(ExifTags.Base.Orientation, 1) >= 5
        return (image.height, image.width) if lies_on_its_side else image.size


def render(picture: Picture, width: int, type: str, *, ratio: float | None = None) -> bytes:
    """The picture upright, at most `width` pixels wide and without what the camera noted (place, device).

    With a `ratio` (width by height) it is cut around its focal point.
    """
    with picture.original.open("rb") as file, Image.open(file, formats=_READ) as image:
        colours = image.info.get("icc_profile") if image.mode != "CMYK" else None
        image.draft("RGB", (width * 2, width * 2))
        upright = ImageOps.exif_transpose(image)
        shown = _sized(upright, width, ratio, (picture.focal_x, picture.focal_y))
        out = io.BytesIO()
        flat = _on_white(shown) if type == "jpeg" else shown
        options: dict[str, Any] = {"quality": {"avif": 60, "webp": 80}.get(type, 82)}
        flat.save(out, TYPES[type], icc_profile=colours or b"", exif=b"", **options)
        return out.getvalue()


def _sized(image: Image.Image, width: int, ratio: float | None, focus: tuple[float, float]) -> Image.Image:
    modes = ("RGB", "RGBA")
    image = image if image.mode in modes else image.convert("RGBA" if image.has_transparency_data else "RGB")
    width = min(width, image.width)
    if ratio:
        return ImageOps.fit(image, (width, max(1, round(width / ratio))), centering=focus)
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def _on_white(image: Image.Image) -> Image.Image:
    """JPEG knows no transparency."""
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def rendition(picture: Picture, width: int, type: str) -> bytes:
    """A rendition from the storage; made now, should the worker not have come to it yet."""
    name = f"renditions/{picture.uid}/{width}.{type}"
    if default_storage.exists(name):
        with default_storage.open(name, "rb") as file:
            return file.read()
    content = render(picture, width, type)
    default_storage.save(name, ContentFile(content))
    return content
