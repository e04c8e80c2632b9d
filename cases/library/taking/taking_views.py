"""Taking away what was found: every search as CSV, XLSX, JSON and Atom, with the parameters of its page."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from peerlearn.editing.tables import XLSX, csv_lines, xlsx_file
from peerlearn.replica import library_reads

from ...catalogue.finding import CASES, LESSONS, Catalogue, Found
from ..answering import published
from ..paging import page_of
from .answers import answer, neighbours, whole_answer
from .feeds import ENTRIES, feed_of, newest_first
from .lists import columns_of, related, settled, table_rows

PER_PAGE = 24
WHOLE = "all"
"""In place of the number of a page: everything."""

type View = Callable[[HttpRequest], HttpResponseBase]


def taken(view: Callable[[HttpRequest, Catalogue], HttpResponseBase], catalogue: Catalogue) -> View:
    """A public view of one catalogue; anyone's page may read its answers, and no search engine lists them."""

    @login_not_required
    @require_safe
    def taking(request: HttpRequest) -> HttpResponseBase:
        answer = published()(view)(request, catalogue)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Expose-Headers"] = "Link"
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return taking


def _csv(request: HttpRequest, catalogue: Catalogue) -> HttpResponseBase:
    found = Found(catalogue, request.GET, get_language())
    lines = csv_lines(_headings(catalogue), table_rows(found, settled(found)))
    return _streamed(lines, "text/csv; charset=utf-8", f"{catalogue.name}.csv")


def _xlsx(request: HttpRequest, catalogue: Catalogue) -> HttpResponseBase:
    found = Found(catalogue, request.GET, get_language())
    title = _("Cases") if catalogue is CASES else _("Lessons")
    file = xlsx_file(title, _headings(catalogue), table_rows(found, settled(found)))
    return FileResponse(file, as_attachment=True, filename=f"{catalogue.name}.xlsx", content_type=XLSX)


def _json(request: HttpRequest, catalogue: Catalogue) -> HttpResponseBase:
    found = Found(catalogue, request.GET, get_language())
    if request.GET.get("page") == WHOLE:
        return _streamed(whole_answer(request, found, settled(found)), "application/json", "")
    page = page_of(found.rows.select_related(*related(catalogue)), request, PER_PAGE)
    found_page = JsonResponse(answer(request, found, page))
    if links := neighbours(request, found, page):
        found_page["Link"] = links
    return found_page


def _atom(request: HttpRequest, catalogue: Catalogue) -> HttpResponseBase:
    found = newest_first(catalogue, request.GET, get_language())
    page = page_of(found.rows.select_related(*related(catalogue)), request, ENTRIES)
    feed = feed_of(request, found, page)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _streamed(pieces: Any, content_type: str, filename: str) -> StreamingHttpResponse:
    """Pieces as they are made, in the language of the address: that of the request is over by then."""
    answer = StreamingHttpResponse(_in_language(pieces, get_language()), content_type=content_type)
    if filename:
        answer["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer


def _in_language(pieces: Any, language: str) -> Any:
    pieces = iter(pieces)
    while True:
        with override(language), library_reads():
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def _headings(catalogue: Catalogue) -> list[str]:
    return [str(column.heading) for column in columns_of(catalogue)]


cases_csv, lessons_csv = taken(_csv, CASES), taken(_csv, LESSONS)
cases_xlsx, lessons_xlsx = taken(_xlsx, CASES), taken(_xlsx, LESSONS)
cases_json, lessons_json = taken(_json, CASES), taken(_json, LESSONS)
cases_atom, lessons_atom = taken(_atom, CASES), taken(_atom, LESSONS)
