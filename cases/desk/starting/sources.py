"""What a work plan cites: public documents, and where its activities and figures say that they stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils.text import Truncator

from partnerships.models import Document, Partnership

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_EMPTY = re.compile(r"\s*(\(\s*\)|\[\s*\]|<\s*>)")
_is_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Cited:
    """A source as a case names it."""

    title: str
    address: str = ""
    language: str = ""

    @property
    def key(self) -> str:
        """By what two are the same: the address however it is written, else the title."""
        parts = urlsplit(self.address.lower())
        place = parts.netloc.removeprefix("www.") + parts.path.rstrip("/")
        return f"{place}?{parts.query}" if self.address else self.title.casefold()


def sources_of(partnership: Partnership, lines: Iterable[str]) -> list[Cited]:
    """What a plan cites, each once: the partnership's own public documents, what `lines` of its plan name, then the
    documents of its programme. A line that names a document is that document."""
    own = _documents(Document.objects.filter(partnership=partnership))
    general = _documents(
        Document.objects.filter(
            programme=partnership.programme_id, programme__isnull=False, programme__is_public=True
        )
    )
    known = {each.key: each for each in [*general, *own]}
    named = [known.get(each.key, each) for line in lines if (each := cited_in(line))]
    found: dict[str, Cited] = {}
    for each in [*own, *named, *general]:
        found.setdefault(each.key, each)
    return list(found.values())


def _documents(documents: "QuerySet[Any]") -> list[Cited]:
    return [
        Cited(each.title, urljoin(settings.PEERLEARN_ADDRESS, each.address), each.language)
        for each in documents.public()  # type: ignore[attr-defined]
    ]


def cited_in(words: str) -> Cited | None:
    """What a line of a plan names as its source; an address alone is called by its site."""
    address = _address_in(words)
    title = " ".join(words.split())
    if address:
        title = " ".join(_EMPTY.sub("", title.replace(address, " ")).split()).strip(" .,;:–—-")
    title = title or urlsplit(address).netloc.removeprefix("www.")
    return Cited(Truncator(title).chars(300), address) if title else None


def _address_in(words: str) -> str:
    """The first web address in a line; "" without one."""
    found = _ADDRESS.search(words)
    address = found[0].rstrip(".,;:") if found else ""
    if "(" not in address:
        address = address.rstrip(")].,;:")
    try:
        _is_address(address)
    except ValidationError:
        return ""
    return address
