"""The addresses of the joint plans of programmes, below `<language>/desk/plans/`."""

from django.urls import path
from django.views.generic import RedirectView

from . import overview_views
from .urls import app_name, figures, section, sheets

__all__ = ["app_name", "urlpatterns"]

plan = [
    path("", RedirectView.as_view(pattern_name="planning:plans"), name="plans"),
    path("<slug:slug>/", overview_views.plan, name="plan"),
    path("<slug:slug>/removed/", overview_views.removed, name="removed"),
    path("<slug:slug>/documents/<uuid:uid>/", overview_views.document, name="document"),
]

urlpatterns = [*plan, *figures, *sheets, *section]
