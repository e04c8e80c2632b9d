"""A page of every kind is among those that tests of reach visit."""

from uuid import uuid4

from django.urls import resolve

from tests.routes import routes

from .conftest import kinds

DATA = ("csv", "xlsx", "json", "atom", "xml", "<form>")
NOT_PAGES = {"suggest", "complete", "suggest_json"}  # what a search field asks for


def test_every_kind_of_public_page_is_visited() -> None:
    pages = {
        route.name.removeprefix("library:")
        for address, route in routes().items()
        if route.namespace == "library" and address.startswith("/en/") and not address.endswith(DATA)
    }
    addresses = [path.partition("?")[0] for path in kinds(str(uuid4())).values()]
    visited = {resolve(f"/en/{path}").url_name for path in addresses if path != "nosuch/"}
    assert pages - NOT_PAGES - visited == set()
