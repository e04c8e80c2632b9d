"""The jobs of pictures, run by the worker."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .models import Picture
from .pictures import MAKE_RENDITIONS, TYPES, WIDTHS, rendition


@app.task(name=MAKE_RENDITIONS, retry=RetryStrategy(max_attempts=3, exponential_wait=5))
def make_renditions(picture: int) -> None:
    """Makes what pages show of a picture (its id), so that no reader waits for it; those there are stay."""
    for found in Picture.objects.filter(pk=picture):
        for width in WIDTHS:
            for kind in TYPES:
                rendition(found, width, kind)
