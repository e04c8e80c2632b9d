"""Addresses of publications, under the language prefix."""

from django.urls import path

from . import views

app_name = "publications"
urlpatterns = [
    path("cases/<slug:slug>/publication.pdf", views.publication, name="publication"),
    path("cases/<slug:slug>/publication/", views.progress, name="progress"),
    path("cases/<slug:slug>/v<int:number>/publication.pdf", views.publication, name="publication"),
    path("cases/<slug:slug>/v<int:number>/publication/", views.progress, name="progress"),
]
