"""Themes, cities and organisations: lists of all, and what hangs together with one."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from partnerships.models import City, Organisation, Theme

from .belonging import city_directory, of_city, of_organisation, of_theme, organisation_directory
from .shelves import theme_shelves


@login_not_required
@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    return render(request, "library/themes.html", {"shelves": theme_shelves()})


@login_not_required
@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    theme = get_object_or_404(Theme.objects.select_related("parent").prefetch_related("children"), slug=slug)
    return render(request, "library/theme.html", {"theme": theme, "belonging": of_theme(theme)})


@login_not_required
@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    return render(request, "library/cities.html", {"countries": city_directory()})


@login_not_required
@require_safe
def city(request: HttpRequest, slug: str) -> HttpResponse:
    city = get_object_or_404(City, slug=slug)
    return render(request, "library/city.html", {"city": city, "belonging": of_city(city)})


@login_not_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    return render(request, "library/organisations.html", {"kinds": organisation_directory()})


@login_not_required
@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.select_related("city"), slug=slug)
    context = {"organisation": organisation, "belonging": of_organisation(organisation)}
    return render(request, "library/organisation.html", context)
