"""The addresses of work plans, below `<language>/desk/partnerships/`."""

from django.urls import path

from . import approval_views, overview_views, section_views, update_views
from .sheets import sheet_views

app_name = "planning"

plan = [
    path("", overview_views.plans, name="plans"),
    path("<slug:slug>/", overview_views.plan, name="plan"),
    path("<slug:slug>/readers/", overview_views.visibility, name="visibility"),
    path("<slug:slug>/removed/", overview_views.removed, name="removed"),
    path(
        "<slug:slug>/pictures/<uuid:picture>/<int:width>.<slug:kind>", overview_views.picture, name="picture"
    ),
    path("<slug:slug>/updates/new/", update_views.new_update, name="new_update"),
    path("<slug:slug>/documents/<uuid:uid>/", overview_views.document, name="document"),
]
figures = [
    path("<slug:slug>/figures/<uuid:uid>/decide/", approval_views.decide_about, name="decide"),
    path("<slug:slug>/figures/<uuid:uid>/correct/", approval_views.correct_it, name="correct"),
    path("<slug:slug>/results/<uuid:uid>/", section_views.section, name="figures"),
    path("<slug:slug>/results/<uuid:uid>/autosave/", section_views.autosave, name="figures_autosave"),
    path("<slug:slug>/results/<uuid:uid>/presence/", section_views.presence, name="figures_presence"),
]
sheets = [
    path("<slug:slug>/sheets/", sheet_views.sheets, name="sheets"),
    path("<slug:slug>/sheets/plan.xlsx", sheet_views.workbook, name="workbook"),
    path(
        "<slug:slug>/sheets/activities.csv",
        sheet_views.table_as_csv,
        {"name": "activities"},
        name="activities_csv",
    ),
    path("<slug:slug>/sheets/figures.csv", sheet_views.table_as_csv, {"name": "figures"}, name="figures_csv"),
    path("<slug:slug>/sheets/<uuid:upload>/", sheet_views.trial, name="trial"),
]
section = [
    path("<slug:slug>/<slug:name>/autosave/", section_views.autosave, name="section_autosave"),
    path("<slug:slug>/<slug:name>/presence/", section_views.presence, name="section_presence"),
    path("<slug:slug>/<slug:name>/", section_views.section, name="section"),
]

urlpatterns = [*plan, *figures, *sheets, *section]
