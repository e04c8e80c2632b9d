"""Addresses without a language: the front door, and what machines ask for."""

from django.urls import path

from . import front_views

urlpatterns = [
    path("", front_views.front_door, name="front_door"),
    path("robots.txt", front_views.robots, name="robots"),
    path("sitemap.xml", front_views.sitemap, name="sitemap"),
    path("sitemap-<slug:part>-<int:number>.xml", front_views.sitemap_part, name="sitemap_part"),
    path("media/documents/<uuid:uid>.<slug:kind>", front_views.document, name="document"),
    path("media/<uuid:uid>/<int:width>.<slug:kind>", front_views.picture, name="picture"),
    path(
        "media/<uuid:uid>/<slug:shape>-<int:x>-<int:y>-<int:width>.<slug:kind>",
        front_views.crop,
        name="crop",
    ),
]
