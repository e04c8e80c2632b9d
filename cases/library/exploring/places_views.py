"""Themes, cities and organisations: lists of all, and what hangs together with one."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from partnerships.models import City, Organisation, Theme

from ..answering import published
from ..paging import pages_of
from .belonging import of_city, of_organisation, of_theme
from .directories import PER_PAGE, city_directory, grouped, organisation_directory
from .learning import learnt_and_taught, theme_overview
from .shelves import theme_shelves


@login_not_required
@require_safe
@published()
def themes(request: HttpRequest) -> HttpResponse:
    return render(request, "library/exploring/themes.html", {"shelves": theme_shelves()})


@login_not_required
@require_safe
@published()
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    theme = get_object_or_404(Theme.objects.select_related("parent").prefetch_related("children"), slug=slug)
    context = {"theme": theme, "overview": theme_overview(theme), "belonging": of_theme(theme)}
    return render(request, "library/exploring/theme.html", context)


@login_not_required
@require_safe
@published()
def cities(request: HttpRequest) -> HttpResponse:
    pages = pages_of(city_directory(), request, PER_PAGE)
    return render(request, "library/exploring/cities.html", {"groups": grouped(pages.rows), "pages": pages})


@login_not_required
@require_safe
@published()
def city(request: HttpRequest, slug: str) -> HttpResponse:
    city = get_object_or_404(City, slug=slug)
    context = {"city": city, "belonging": of_city(city, request), "stretches": learnt_and_taught(city)}
    return render(request, "library/exploring/city.html", context)


@login_not_required
@require_safe
@published()
def organisations(request: HttpRequest) -> HttpResponse:
    pages = pages_of(organisation_directory(), request, PER_PAGE)
    return render(
        request, "library/exploring/organisations.html", {"groups": grouped(pages.rows), "pages": pages}
    )


@login_not_required
@require_safe
@published()
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.select_related("city"), slug=slug)
    context = {"organisation": organisation, "belonging": of_organisation(organisation, request)}
    return render(request, "library/exploring/organisation.html", context)
