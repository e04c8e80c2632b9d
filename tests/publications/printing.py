"""Publications made for tests as the worker makes them, with the HTML that they were made of; each made once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from django.test import override_settings
from weasyprint import HTML

from cases.models import Edition, Publication
from cases.publications.engine import writing
from cases.publications.engine.writing import Made
from cases.publications.single.formats import render

STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@dataclass(frozen=True)
class Printed:
    """A made publication, and the finished HTML that the engine was given last."""

    html: str
    made: Made


@contextmanager
def heard() -> Iterator[list[str]]:
    """All HTML that the engine is given meanwhile, but for empty pages."""
    given: list[str] = []

    class Heard(HTML):
        def __init__(self, *args: Any, string: str, **options: Any) -> None:
            given.extend([string] if "<body></body>" not in string else ())
            super().__init__(*args, string=string, **options)

    with patch.object(writing, "HTML", Heard):
        yield given


@dataclass
class Shelf:
    """Publications of the sample library (slug, language, and columns of `Publication`), made when first asked for."""

    blocker: Any
    kept: dict[tuple[Any, ...], Printed] = field(default_factory=dict)

    def get(self, slug: str, language: str, format: str = "full", **columns: str) -> Printed:
        key = (slug, language, format, *sorted(columns.items()))
        if key not in self.kept:
            self.kept[key] = self.make(slug, language, format, **columns)
        return self.kept[key]

    def make(self, slug: str, language: str, format: str = "full", **columns: str) -> Printed:
        """Made anew."""
        with self.blocker.unblock(), override_settings(STORAGES=STATIC), heard() as html:
            edition = Edition.objects.get(case__slug=slug)
            wanted = Publication(edition=edition, language=language, format=format, key="test", **columns)
            made = render(wanted)
        return Printed(html[-1], made)
