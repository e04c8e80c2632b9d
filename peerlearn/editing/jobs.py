"""The jobs of pictures, run by the worker."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .models import Picture
from .pictures import CROP_WIDTHS, MAKE_CROPS, MAKE_RENDITIONS, SHAPES, TYPES, WIDTHS, crop, rendition


@app.task(name=MAKE_RENDITIONS, retry=RetryStrategy(max_attempts=3, exponential_wait=5))
def make_renditions(picture: int) -> None:
    """Makes what pages show of a picture (its id), so that no reader waits for it; those there are stay."""
    for found in Picture.objects.filter(pk=picture):
        for width in WIDTHS:
            for kind in TYPES:
                rendition(found, width, kind)


@app.task(name=MAKE_CROPS, retry=RetryStrategy(max_attempts=3, exponential_wait=5))
def make_crops(picture: str, x: int, y: int) -> None:
    """Makes what lists show of a published picture (its UUID), cut around a focal point (per cent)."""
    for found in Picture.objects.filter(uid=picture):
        for shape in SHAPES:
            for width in CROP_WIDTHS:
                for kind in TYPES:
                    crop(found, shape, (x, y), width, kind)
