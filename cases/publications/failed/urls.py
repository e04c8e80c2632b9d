"""The addresses of failed publications, below `<language>/desk/publications/`."""

from django.urls import path

from . import failed_views

app_name = "failed"

urlpatterns = [
    path("", failed_views.failed, name="failed"),
    path("<int:number>/again/", failed_views.again, name="again"),
]
