"""Addresses of publications, under the language prefix."""

from django.urls import path

from .single import single_views

app_name = "publications"
urlpatterns = [
    path("cases/<slug:slug>/publication.pdf", single_views.publication, name="publication"),
    path("cases/<slug:slug>/publication/", single_views.progress, name="progress"),
    path("cases/<slug:slug>/v<int:number>/publication.pdf", single_views.publication, name="publication"),
    path("cases/<slug:slug>/v<int:number>/publication/", single_views.progress, name="progress"),
]
