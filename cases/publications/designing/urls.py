"""The addresses of designs, below `<language>/desk/designs/`."""

from django.urls import path

from . import design_views

app_name = "designs"

urlpatterns = [
    path("<slug:slug>/", design_views.design, name="design"),
    path("<slug:slug>/preview/", design_views.preview, name="preview"),
    path("<slug:slug>/logos/<uuid:picture>/<int:width>.<slug:kind>", design_views.logo, name="logo"),
]
