"""Pages and data go out compressed; files and streams go out as they are."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

KINDS = ("text/", "application/json", "application/xml", "image/svg+xml")


class CompressPages(GZipMiddleware):
    """Leaves streams alone: a part of a PDF (206) must stay the part that was asked for."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.get("Content-Type", "").startswith(KINDS):
            return response
        return super().process_response(request, response)
