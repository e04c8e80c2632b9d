"""Addresses of publications, under the language prefix."""

from django.urls import path

from .compendia import compendium_views, passing_views
from .single import single_views

app_name = "publications"
urlpatterns = [
    path("cases/<slug:slug>/publication.pdf", single_views.publication, name="publication"),
    path("cases/<slug:slug>/publication/", single_views.progress, name="progress"),
    path("cases/<slug:slug>/v<int:number>/publication.pdf", single_views.publication, name="publication"),
    path("cases/<slug:slug>/v<int:number>/publication/", single_views.progress, name="progress"),
    path("publications/<slug:slug>/compendium.pdf", compendium_views.compendium, name="compendium"),
    path(
        "publications/<slug:slug>/making/", compendium_views.compendium_progress, name="compendium_progress"
    ),
    path(
        "publications/<slug:slug>/v<int:number>/compendium.pdf",
        compendium_views.compendium,
        name="compendium",
    ),
    path(
        "publications/<slug:slug>/v<int:number>/making/",
        compendium_views.compendium_progress,
        name="compendium_progress",
    ),
    path("reading-list/compendium.pdf", passing_views.passing, name="passing"),
    path("reading-list/compendium/", passing_views.passing_progress, name="passing_progress"),
]
