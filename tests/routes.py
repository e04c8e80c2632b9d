"""Every address that the site answers to, read from its own list."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """One route: its address with the names of its parameters, its name, and the room that it is in."""

    address: str
    name: str
    namespace: str

    def filled(self, values: Mapping[str, Any]) -> str:
        """The address with a value for each parameter."""
        return PARAMETER.sub(lambda found: str(values[found[1]]), self.address)


def routes() -> dict[str, Route]:
    """All routes by address, in the order in which the site looks at them."""
    found = [_route(*found) for found in _walk(get_resolver(), "", "")]
    return {route.address: route for route in found}


def _walk(resolver: URLResolver, before: str, namespace: str) -> Iterator[tuple[str, URLPattern, str]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, before + str(pattern.pattern), pattern.namespace or namespace)
        else:
            yield before + str(pattern.pattern), pattern, namespace


def _route(pattern: str, found: URLPattern, namespace: str) -> Route:
    address = PARAMETER.sub(r"<\1>", simplify_regex(pattern))
    return Route(address, f"{namespace}:{found.name or ''}".lstrip(":"), namespace)
