"""Pages of lists that can grow: the one asked for, and the addresses of those before and after it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest

LONGEST = 2_000
"""Characters of a query that leads back to the first page."""


class NoSuchPage(Http404):
    """A page that a list doesn't have: `total` pages are there, `address` gives that of each."""

    def __init__(self, request: HttpRequest, total: int) -> None:
        super().__init__(f"There is no such page of {total}.")
        self.total = total
        self._path = request.path
        self._query = request.GET.copy()
        self._query.pop("page", None)

    @property
    def first(self) -> str:
        return self._address(1)

    @property
    def last(self) -> str:
        return self._address(self.total)

    def _address(self, number: int) -> str:
        query = self._query.copy()
        if number > 1:
            query["page"] = str(number)
        written = query.urlencode()
        return f"{self._path}?{written}" if 0 < len(written) <= LONGEST else self._path


@dataclass(frozen=True)
class Pages:
    """One page of a list, with the way to its neighbours; "" where there is none."""

    page: Page[Any]
    address: Callable[[int], str]

    @property
    def rows(self) -> Any:
        return self.page.object_list

    @property
    def number(self) -> int:
        return self.page.number

    @property
    def total(self) -> int:
        return self.page.paginator.num_pages

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def before(self) -> str:
        return self.address(self.number - 1) if self.page.has_previous() else ""

    @property
    def after(self) -> str:
        return self.address(self.number + 1) if self.page.has_next() else ""


def page_of(rows: Any, request: HttpRequest, size: int, *, count: int | None = None) -> Page[Any]:
    """The page that the address names; rows are counted unless their `count` is known. Raises NoSuchPage."""
    paginator = Paginator(rows, size)
    if count is not None:
        vars(paginator)["count"] = count
    try:
        return paginator.page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise NoSuchPage(request, paginator.num_pages) from error


def pages_of(rows: Any, request: HttpRequest, size: int, *, count: int | None = None) -> Pages:
    """A page of a list that is asked for by nothing but its number."""
    return Pages(
        page_of(rows, request, size, count=count),
        lambda number: f"{request.path}?page={number}" if number > 1 else request.path,
    )
