"""Where a second factor is required, it is set up before anything else is done.

Which people need one is not known here: `SECOND_FACTOR_FOR` names a function that is asked.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _


class RequireSecondFactor:
    """Middleware: leads to the second factor whoever needs one and enters a part of the site that asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, options: Any) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or not _asks(request):
            return None  # nothing more is looked at: public pages don't touch the session
        if not request.user.is_authenticated or is_mfa_enabled(request.user):
            return None
        if not import_string(settings.SECOND_FACTOR_FOR)(request.user):
            return None
        messages.warning(request, _("Your role needs a second factor. Set one up, then go on."))
        return redirect("mfa_index")


def _asks(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.namespace in settings.SECOND_FACTOR_AREAS
