"""The audit trail as a page: who changed what, for administrators."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from peerlearn.accounts.staff import StaffRequest
from peerlearn.editing.trail import events, kinds, label_of, told

from .trail import fetching, people_in, scope_of

EVENTS_ON_A_PAGE = 30


class TrailForm(forms.Form):
    """What to narrow the trail to."""

    kind = forms.ChoiceField(label=_("What"), required=False)
    person: Any = forms.ModelChoiceField(None, label=_("Who"), required=False, empty_label=_("anybody"))
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, data: Any, *, kinds_: list[str], people: Any) -> None:
        super().__init__(data, label_suffix="")
        choices = sorted(((name, label_of(kinds()[name])) for name in kinds_), key=lambda pair: pair[1])
        self.fields["kind"].choices = [("", _("everything")), *choices]  # type: ignore[attr-defined]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


@require_GET
def trail(request: StaffRequest) -> HttpResponse:
    """What happened, newest first, as far as the reader administers it."""
    scope = scope_of(request.user)
    if not scope:
        raise Http404
    form = TrailForm(request.GET, kinds_=list(scope), people=people_in(request.user))
    form.is_valid()  # what can't be read is said beside the field and left out
    page = Paginator(events(scope, **form.cleaned_data), EVENTS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "happenings": told(page, fetching())}
    return render(request, "desk/past/trail.html", context)
