"""Pictures: what is accepted as one, how the original is kept, and its renditions."""

import hashlib
import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageFile, ImageOps

from peerlearn.queueing import queue_if_possible

from .models import Picture

type Focus = tuple[int, int]
"""Where the eye should rest: per cent from the left and from the top."""

MAKE_RENDITIONS = "peerlearn.editing.jobs.make_renditions"
MAKE_CROPS = "peerlearn.editing.jobs.make_crops"
MEGABYTES = 20
MEGAPIXELS = 60
WIDTHS = (320, 640, 960, 1280, 1920)
TYPES = {"avif": "AVIF", "webp": "WEBP", "jpeg": "JPEG"}
SHAPES = {"card": 3 / 2, "square": 1.0}
"""What a picture is cut to, width by height: the card of a list, and its small form on a phone."""
COARSEST = 30
"""The quality of a JPEG below which blocks are seen, whatever it weighs."""
CROP_WIDTHS = (160, 320, 640, 1280)
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
                _check_stillness(image)
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


def _check_stillness(image: ImageFile.ImageFile) -> None:
    """One frame only. A JPEG may hold several: phones keep a small preview beside the picture."""
    if image.format != "JPEG" and image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise ValidationError(_("This picture moves. Choose a still one."))


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
    try:
        with transaction.atomic():
            picture.save()
    except IntegrityError:  # somebody else sent the same file at the same moment
        return Picture.objects.get(sha256=sha256)
    transaction.on_commit(partial(queue_if_possible, MAKE_RENDITIONS, picture=picture.pk))
    return picture


def ask_for_crops(picture: UUID, focus: Focus) -> None:
    """Has the worker make what lists show of a picture, so that no reader waits for it."""
    queue_if_possible(MAKE_CROPS, picture=str(picture), x=focus[0], y=focus[1])


def _upright_size(content: bytes) -> tuple[int, int]:
    """Width and height as people see the picture, not as the camera stored it."""
    with Image.open(io.BytesIO(content), formats=_READ) as image:
        lies_on_its_side = image.getexif().get(ExifTags.Base.Orientation, 1) >= 5
        return (image.height, image.width) if lies_on_its_side else image.size


def render(
    picture: Picture,
    width: int,
    type: str,
    *,
    ratio: float | None = None,
    focus: Focus = (50, 50),
    quality: int = 0,
) -> bytes:
    """The picture upright, at most `width` pixels wide and without what the camera noted (place, device).

    With a `ratio` (width by height) it is cut around its focal point; without a `quality` it has that of its type.
    """
    centre = (focus[0] / 100, focus[1] / 100)
    with picture.original.open("rb") as file, Image.open(file, formats=_READ) as image:
        colours = image.info.get("icc_profile") if image.mode != "CMYK" else None
        if not ratio:  # a crop of a panorama needs all the height there is
            image.draft("RGB", (width * 2, width * 2))
        upright = ImageOps.exif_transpose(image)
        shown = _sized(upright, width, ratio, centre)
        out = io.BytesIO()
        flat = _on_white(shown) if type == "jpeg" else shown
        options: dict[str, Any] = {"quality": quality or {"avif": 60, "webp": 80}.get(type, 82)}
        flat.save(out, TYPES[type], icc_profile=colours or b"", exif=b"", **options)
        return out.getvalue()


def _sized(image: Image.Image, width: int, ratio: float | None, focus: tuple[float, float]) -> Image.Image:
    modes = ("RGB", "RGBA")
    image = image if image.mode in modes else image.convert("RGBA" if image.has_transparency_data else "RGB")
    if ratio:
        width = min(width, crop_width(image.width, image.height, ratio))
        return ImageOps.fit(image, (width, max(1, round(width / ratio))), centering=focus)
    width = min(width, image.width)
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def crop_width(width: int, height: int, ratio: float) -> int:
    """How wide the largest piece of that shape is: nothing is blown up."""
    return max(1, min(width, round(height * ratio)))


def _on_white(image: Image.Image) -> Image.Image:
    """JPEG knows no transparency."""
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def rendition(picture: Picture, width: int, type: str) -> bytes:
    """A rendition from the storage; made now, should the worker not have come to it yet."""
    return _stored(picture, f"{width}.{type}", partial(render, picture, width, type))


def paper_rendition(picture: Picture, width: int, quality: int, *, most: int = 0) -> bytes:
    """As JPEG of that quality: what publications print, under a name that no page asks for.

    Of a picture full of detail the quality is less, so that it doesn't weigh more than `most` bytes.
    """
    return _stored(picture, paper_name(width, quality), partial(_light, picture, width, quality, most))


def _light(picture: Picture, width: int, quality: int, most: int) -> bytes:
    content = render(picture, width, "jpeg", quality=quality)
    while most and len(content) > most and quality > COARSEST:
        quality -= 10
        content = render(picture, width, "jpeg", quality=quality)
    return content


def paper_name(width: int, quality: int) -> str:
    return f"paper-{width}-{quality}.jpeg"


def crop(picture: Picture, shape: str, focus: Focus, width: int, type: str) -> bytes:
    """A piece of the picture around its focal point; another point is another file, as it is another address."""
    name = crop_name(shape, focus, width, type)
    return _stored(picture, name, partial(render, picture, width, type, ratio=SHAPES[shape], focus=focus))


def crop_name(shape: str, focus: Focus, width: int, type: str) -> str:
    return f"{shape}-{focus[0]}-{focus[1]}-{width}.{type}"


def _stored(picture: Picture, name: str, make: Callable[[], bytes]) -> bytes:
    path = f"renditions/{picture.uid}/{name}"
    if default_storage.exists(path):
        with default_storage.open(path, "rb") as file:
            return file.read()
    content = make()
    default_storage.save(path, ContentFile(content))
    return content
