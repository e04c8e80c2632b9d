"""The addresses of the desk, below `<language>/desk/`."""

from django.urls import path

from . import case_views, home_views
from .adopting import adopting_views
from .coordinating import coordinating_views
from .gathering import gathering_views
from .past import bin_views, history_views, trail_views
from .reviewing import comment_views, review_views
from .starting import starting_views
from .writing import autosave_views, picture_views, section_views

app_name = "desk"

home = [
    path("", home_views.home, name="home"),
    path("review/", review_views.queue, name="review"),
    path("adoptions/", adopting_views.adoptions, name="adoptions"),
    path("lessons/<uuid:uid>/tried/", adopting_views.tried, name="tried"),
    path("cases/new/", starting_views.new_case, name="new"),
    path("cases/new/<slug:slug>/", starting_views.from_plan, name="new_from_plan"),
]
programmes = [
    path("programmes/", coordinating_views.programmes, name="programmes"),
    path("programmes/<slug:slug>.csv", coordinating_views.programme_csv, name="programme_csv"),
    path("programmes/<slug:slug>/", coordinating_views.programme, name="programme"),
]
compendia = [
    path("compendia/", gathering_views.compendia, name="compendia"),
    path("compendia/new/", gathering_views.new_compendium, name="new_compendium"),
    path("compendia/<slug:slug>/", gathering_views.compendium, name="compendium"),
    path("compendia/<slug:slug>/cases/", gathering_views.gather, name="gather"),
    path("compendia/<slug:slug>/words/", gathering_views.compendium_words, name="compendium_words"),
    path("compendia/<slug:slug>/editions/", gathering_views.publish, name="publish_compendium"),
]
case = [
    path("cases/<uuid:uid>/", case_views.overview, name="case"),
    path("cases/<uuid:uid>/preview/", case_views.preview, name="preview"),
    path(
        "cases/<uuid:uid>/pictures/<uuid:picture>/<int:width>.<slug:kind>", case_views.picture, name="picture"
    ),
    path("cases/<uuid:uid>/step/", case_views.step, name="step"),
    path("cases/<uuid:uid>/ready/", case_views.ready, name="ready"),
]
history = [
    path("cases/<uuid:uid>/history/", history_views.history, name="history"),
    path("cases/<uuid:uid>/history/compare/", history_views.comparison, name="compare"),
    path("cases/<uuid:uid>/history/<int:revision>/restore/", history_views.restore, name="restore"),
]
bin_ = [
    path("trail/", trail_views.trail, name="trail"),
    path("bin/", bin_views.bin_of_cases, name="bin"),
    path("cases/<uuid:uid>/removed/", bin_views.removed, name="removed"),
    path("cases/<uuid:uid>/delete/", bin_views.delete, name="delete"),
]
comments = [
    path("cases/<uuid:uid>/comments/", comment_views.write_while_reading, name="comment_while_reading"),
    path("cases/<uuid:uid>/<slug:name>/comments/", comment_views.write, name="comment"),
    path("cases/<uuid:uid>/comments/<uuid:comment>/answer/", comment_views.answer, name="answer"),
    path("cases/<uuid:uid>/comments/<uuid:comment>/resolve/", comment_views.resolve, name="resolve"),
]
section = [
    path("cases/<uuid:uid>/pictures/add/", picture_views.add_one, name="add_picture"),
    path("logged-in-again/", autosave_views.logged_in_again, name="logged_in_again"),
    path("cases/<uuid:uid>/<slug:name>/autosave/", autosave_views.autosave, name="autosave"),
    path("cases/<uuid:uid>/<slug:name>/presence/", autosave_views.presence, name="presence"),
    path("cases/<uuid:uid>/<slug:name>/", section_views.section, name="section"),
]

urlpatterns = [*home, *programmes, *compendia, *case, *history, *bin_, *comments, *section]
