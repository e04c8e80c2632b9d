"""The addresses of reports, below `<language>/desk/programmes/`."""

from django.urls import path

from . import report_views

app_name = "reports"
urlpatterns = [
    path("<slug:slug>/report.pdf", report_views.report, name="report"),
    path("<slug:slug>/report/<int:number>/", report_views.progress, name="progress"),
    path("<slug:slug>/report/<int:number>.pdf", report_views.made, name="made"),
]
