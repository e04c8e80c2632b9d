"""Who gets where: every route of the site, every role, looking and posting, as one table.

    ok   the page                        in   to the log-in, with the way back
    on   on to another page of the site  -    no such method here (405), whoever asks
    404  there is nothing, for you       403  refused, and said why
    422  the form is read and found wanting: these tests post little, so `ok`, `on` and 422 all mean "you may"

A route that is not in the table fails, and so does a row whose route is gone. What an address needs is
in `tests/cast.py`; a new parameter gets its value there.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from partnerships.models import Organisation
from peerlearn.accounts.models import User
from tests.cast import SECRET, Cast, Folders, make_cast
from tests.routes import Route, routes

TABLE = """
                                                        anonymous
                                                        |   stranger: writes for an organisation that has no part in it
                                                        |   |   contributor of the organisation that owns the case
                                                        |   |   |   editor of that organisation
                                                        |   |   |   |   coordinator: an editor of who runs the programme
                                                        |   |   |   |   |   administrator of that organisation
                                                        |   |   |   |   |   |   superuser
                                                        |   |   |   |   |   |   |
                                                        GET                           POST

The library
/en/cases/<slug>/publication.pdf                        on  on  on  on  on  on  on    -   -   -   -   -   -   -
/en/cases/<slug>/publication/                           ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cases/<slug>/v<number>/publication.pdf              on  on  on  on  on  on  on    -   -   -   -   -   -   -
/en/cases/<slug>/v<number>/publication/                 ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/                                                    ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/publications/                                       ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/publications/<slug>/                                ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/publications/<slug>/v<number>/                      ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/publications/<slug>/cite.<form>                     ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/publications/<slug>/v<number>/cite.<form>           ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/publications/<slug>/compendium.pdf                  on  on  on  on  on  on  on    -   -   -   -   -   -   -
/en/publications/<slug>/making/                         ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/publications/<slug>/v<number>/compendium.pdf        on  on  on  on  on  on  on    -   -   -   -   -   -   -
/en/publications/<slug>/v<number>/making/               ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/about/                                              ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/accessibility/                                      ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/opensearch.xml                                      ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/suggest/                                            ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/suggest.json                                        ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cases/                                              ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cases.csv                                           ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cases.xlsx                                          ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cases.atom                                          ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cases.json                                          ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cases/<slug>.json                                   ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cases/compare/                                      ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cases/<slug>/                                       ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cases/<slug>/v<number>.json                         ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cases/<slug>/v<number>/                             ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cases/<slug>/cite.<form>                            ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cases/<slug>/v<number>/cite.<form>                  ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/lessons.csv                                         ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/lessons.xlsx                                        ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/lessons.json                                        ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/lessons.atom                                        ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/lessons/                                            ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/lessons/<uid>/                                      ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/lessons/<uid>/cite.<form>                           ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/reading-list/                                       ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/reading-list/cite.<form>                            404 404 404 404 404 404 404   -   -   -   -   -   -   -
/en/reading-list/compendium.pdf                         404 404 404 404 404 404 404   -   -   -   -   -   -   -
/en/reading-list/compendium/                            404 404 404 404 404 404 404   -   -   -   -   -   -   -
/en/themes/                                             ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/themes/<slug>/                                      ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cities/                                             ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cities/like-mine/                                   ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/cities/<slug>/                                      ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/partnerships/                                       ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/partnerships/<slug>/                                ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/programmes/                                         ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/programmes/<slug>/                                  ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/programmes/<slug>/iati.xml                          404 404 404 404 404 404 404   -   -   -   -   -   -   -
/en/organisations/                                      ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/organisations/<slug>/                               ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -

What has no language
/health/                                                ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/                                                       on  on  on  on  on  on  on    -   -   -   -   -   -   -
/robots.txt                                             ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/sitemap.xml                                            ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/sitemap-<part>-<number>.xml                            ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/media/documents/<uid>.<kind>                           ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/media/<uid>/<width>.<kind>                             ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/media/<uid>/<shape>-<x>-<y>-<width>.<kind>             ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -

An account
/en/accounts/invitation/<token>/                        ok  403 403 403 403 403 403   422 403 403 403 403 403 403
/en/accounts/login/                                     ok  on  on  on  on  on  on    ok  on  on  on  on  on  on
/en/accounts/logout/                                    on  ok  ok  ok  ok  ok  ok    on  on  on  on  on  on  on
/en/accounts/inactive/                                  ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/accounts/signup/                                    ok  on  on  on  on  on  on    ok  on  on  on  on  on  on
/en/accounts/reauthenticate/                            in  ok  ok  ok  ok  ok  ok    in  ok  ok  ok  ok  ok  ok
/en/accounts/password/change/                           in  ok  ok  ok  ok  ok  ok    in  ok  ok  ok  ok  ok  ok
/en/accounts/password/set/                              in  on  on  on  on  on  on    in  on  on  on  on  on  on
/en/accounts/password/reset/                            ok  ok  ok  ok  ok  ok  ok    ok  ok  ok  ok  ok  ok  ok
/en/accounts/password/reset/done/                       ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/accounts/password/reset/key/<uidb36>-<key>/         ok  ok  ok  ok  ok  ok  ok    ok  ok  ok  ok  ok  ok  ok
/en/accounts/password/reset/key/done/                   ok  ok  ok  ok  ok  ok  ok    -   -   -   -   -   -   -
/en/accounts/2fa/                                       in  ok  ok  ok  ok  ok  ok    in  -   -   -   -   -   -
/en/accounts/2fa/authenticate/                          in  on  on  on  on  on  on    in  on  on  on  on  on  on
/en/accounts/2fa/reauthenticate/                        in  on  on  on  on  on  on    in  on  on  on  on  on  on
/en/accounts/2fa/totp/activate/                         in  on  on  on  on  on  on    in  on  on  on  on  on  on
/en/accounts/2fa/totp/deactivate/                       in  404 404 404 404 404 404   in  404 404 404 404 404 404
/en/accounts/2fa/recovery-codes/                        in  404 404 404 404 404 404   in  -   -   -   -   -   -
/en/accounts/2fa/recovery-codes/generate/               in  on  on  on  on  on  on    in  on  on  on  on  on  on
/en/accounts/2fa/recovery-codes/download/               in  404 404 404 404 404 404   in  404 404 404 404 404 404
/en/accounts/2fa/webauthn/                              in  ok  ok  ok  ok  ok  ok    in  -   -   -   -   -   -
/en/accounts/2fa/webauthn/add/                          in  on  on  on  on  on  on    in  on  on  on  on  on  on
/en/accounts/2fa/webauthn/reauthenticate/               in  on  on  on  on  on  on    in  on  on  on  on  on  on
/en/accounts/2fa/webauthn/keys/<pk>/remove/             in  on  on  on  on  on  on    in  on  on  on  on  on  on
/en/accounts/2fa/webauthn/keys/<pk>/edit/               in  on  on  on  on  on  on    in  on  on  on  on  on  on
/en/accounts/sessions/                                  in  ok  ok  ok  ok  ok  ok    in  on  on  on  on  on  on

The people of an organisation
/en/desk/people/                                        in  404 404 on  on  on  ok    in  -   -   -   -   -   -
/en/desk/people/<slug>/                                 in  404 404 ok  404 ok  ok    in  404 404 on  404 on  on
/en/desk/people/<slug>/invitations/<uid>/               in  -   -   -   -   -   -     in  404 404 on  404 on  on
/en/desk/people/<slug>/members/<membership>/            in  -   -   -   -   -   -     in  404 404 on  404 on  on

The design of an organisation's publications
/en/desk/designs/<slug>/                                in  404 404 ok  404 ok  ok    in  404 404 on  404 on  on
/en/desk/designs/<slug>/preview/                        in  404 404 ok  404 ok  ok    in  404 404 ok  404 ok  ok
/en/desk/designs/<slug>/logos/<picture>/<width>.<kind>  in  404 404 ok  404 ok  ok    in  -   -   -   -   -   -

Publications that could not be made
/en/desk/publications/                                  in  ok  ok  ok  ok  ok  ok    in  -   -   -   -   -   -
/en/desk/publications/<number>/again/                   in  -   -   -   -   -   -     in  404 404 404 on  404 on

The desk
/en/desk/                                               in  ok  ok  ok  ok  ok  ok    in  -   -   -   -   -   -
/en/desk/review/                                        in  404 404 ok  ok  404 ok    in  -   -   -   -   -   -
/en/desk/adoptions/                                     in  404 404 ok  ok  404 ok    in  404 404 on  on  404 on
/en/desk/lessons/<uid>/tried/                           in  ok  ok  ok  ok  ok  ok    in  422 422 422 422 422 422
/en/desk/bin/                                           in  ok  ok  ok  ok  ok  ok    in  404 404 404 404 404 404
/en/desk/trail/                                         in  404 404 404 404 ok  ok    in  -   -   -   -   -   -
/en/desk/cases/new/                                     in  ok  ok  ok  ok  ok  ok    in  422 422 422 422 422 422
/en/desk/cases/new/<slug>/                              in  404 ok  ok  ok  404 ok    in  404 422 422 422 404 422
/en/desk/compendia/                                     in  404 404 ok  ok  404 ok    in  -   -   -   -   -   -
/en/desk/compendia/new/                                 in  404 404 ok  ok  404 ok    in  404 404 422 422 404 422
/en/desk/compendia/<slug>/                              in  404 404 ok  404 404 ok    in  404 404 on  404 404 on
/en/desk/compendia/<slug>/cases/                        in  -   -   -   -   -   -     in  404 404 422 404 404 422
/en/desk/compendia/<slug>/words/                        in  404 404 ok  404 404 ok    in  404 404 on  404 404 on
/en/desk/compendia/<slug>/editions/                     in  -   -   -   -   -   -     in  404 404 on  404 404 on
/en/desk/logged-in-again/                               in  ok  ok  ok  ok  ok  ok    in  -   -   -   -   -   -

A case at the desk
/en/desk/cases/<uid>/                                   in  404 ok  ok  ok  404 ok    in  -   -   -   -   -   -
/en/desk/cases/<uid>/preview/                           in  404 ok  ok  ok  404 ok    in  -   -   -   -   -   -
/en/desk/cases/<uid>/pictures/<picture>/<width>.<kind>  in  404 ok  ok  ok  404 ok    in  -   -   -   -   -   -
/en/desk/cases/<uid>/pictures/add/                      in  -   -   -   -   -   -     in  404 422 422 422 404 422
/en/desk/cases/<uid>/step/                              in  -   -   -   -   -   -     in  404 on  on  on  404 on
/en/desk/cases/<uid>/ready/                             in  404 404 on  on  404 on    in  404 404 on  on  404 on
/en/desk/cases/<uid>/history/                           in  404 ok  ok  ok  404 ok    in  -   -   -   -   -   -
/en/desk/cases/<uid>/history/compare/                   in  404 ok  ok  ok  404 ok    in  -   -   -   -   -   -
/en/desk/cases/<uid>/history/<revision>/restore/        in  404 ok  ok  ok  404 ok    in  404 on  on  on  404 on
/en/desk/cases/<uid>/removed/                           in  404 ok  ok  ok  404 ok    in  404 on  on  on  404 on
/en/desk/cases/<uid>/delete/                            in  404 ok  ok  404 404 ok    in  404 on  on  404 404 on
/en/desk/cases/<uid>/comments/                          in  -   -   -   -   -   -     in  404 on  on  on  404 on
/en/desk/cases/<uid>/<name>/comments/                   in  -   -   -   -   -   -     in  404 on  on  on  404 on
/en/desk/cases/<uid>/comments/<comment>/answer/         in  -   -   -   -   -   -     in  404 on  on  on  404 on
/en/desk/cases/<uid>/comments/<comment>/resolve/        in  -   -   -   -   -   -     in  404 on  on  on  404 on
/en/desk/cases/<uid>/<name>/autosave/                   in  -   -   -   -   -   -     in  404 ok  ok  ok  404 ok
/en/desk/cases/<uid>/<name>/presence/                   in  -   -   -   -   -   -     in  404 ok  ok  ok  404 ok
/en/desk/cases/<uid>/<name>/                            in  404 ok  ok  ok  404 ok    in  404 on  on  on  404 on

A work plan at the desk
/en/desk/partnerships/                                  in  ok  ok  ok  ok  ok  ok    in  -   -   -   -   -   -
/en/desk/partnerships/<slug>/                           in  404 ok  ok  ok  404 ok    in  404 on  on  on  404 on
/en/desk/partnerships/<slug>/readers/                   in  -   -   -   -   -   -     in  404 404 on  on  404 on
/en/desk/partnerships/<slug>/removed/                   in  404 ok  ok  ok  404 ok    in  404 404 404 404 404 404
/en/desk/partnerships/<slug>/pictures/<picture>/<width>.<kind>  in  404 ok  ok  ok  404 ok    in  -   -   -   -   -   -
/en/desk/partnerships/<slug>/updates/new/               in  404 ok  ok  ok  404 ok    in  404 on  on  on  404 on
/en/desk/partnerships/<slug>/documents/<uid>/           in  404 ok  ok  ok  404 ok    in  -   -   -   -   -   -
/en/desk/partnerships/<slug>/figures/<uid>/decide/      in  -   -   -   -   -   -     in  404 404 on  on  404 on
/en/desk/partnerships/<slug>/figures/<uid>/correct/     in  -   -   -   -   -   -     in  404 on  on  on  404 on
/en/desk/partnerships/<slug>/results/<uid>/             in  404 ok  ok  ok  404 ok    in  404 on  on  on  404 on
/en/desk/partnerships/<slug>/results/<uid>/autosave/    in  -   -   -   -   -   -     in  404 ok  ok  ok  404 ok
/en/desk/partnerships/<slug>/results/<uid>/presence/    in  -   -   -   -   -   -     in  404 ok  ok  ok  404 ok
/en/desk/partnerships/<slug>/sheets/                    in  404 ok  ok  ok  404 ok    in  404 422 422 422 404 422
/en/desk/partnerships/<slug>/sheets/plan.xlsx           in  404 ok  ok  ok  404 ok    in  -   -   -   -   -   -
/en/desk/partnerships/<slug>/sheets/activities.csv      in  404 ok  ok  ok  404 ok    in  -   -   -   -   -   -
/en/desk/partnerships/<slug>/sheets/figures.csv         in  404 ok  ok  ok  404 ok    in  -   -   -   -   -   -
/en/desk/partnerships/<slug>/sheets/<upload>/           in  404 on  on  on  404 on    in  404 on  on  on  404 on
/en/desk/partnerships/<slug>/<name>/autosave/           in  -   -   -   -   -   -     in  404 ok  ok  ok  404 ok
/en/desk/partnerships/<slug>/<name>/presence/           in  -   -   -   -   -   -     in  404 ok  ok  ok  404 ok
/en/desk/partnerships/<slug>/<name>/                    in  404 ok  ok  ok  404 ok    in  404 on  on  on  404 on

The joint plan of a programme at the desk
/en/desk/plans/                                         in  on  on  on  on  on  on    in  on  on  on  on  on  on
/en/desk/plans/<slug>/                                  in  404 404 404 ok  404 ok    in  404 404 404 on  404 on
/en/desk/plans/<slug>/removed/                          in  404 404 404 ok  404 ok    in  404 404 404 404 404 404
/en/desk/plans/<slug>/documents/<uid>/                  in  404 404 404 ok  404 ok    in  -   -   -   -   -   -
/en/desk/plans/<slug>/figures/<uid>/decide/             in  -   -   -   -   -   -     in  404 404 404 on  404 on
/en/desk/plans/<slug>/figures/<uid>/correct/            in  -   -   -   -   -   -     in  404 404 404 on  404 on
/en/desk/plans/<slug>/results/<uid>/                    in  404 404 404 ok  404 ok    in  404 404 404 on  404 on
/en/desk/plans/<slug>/results/<uid>/autosave/           in  -   -   -   -   -   -     in  404 404 404 ok  404 ok
/en/desk/plans/<slug>/results/<uid>/presence/           in  -   -   -   -   -   -     in  404 404 404 ok  404 ok
/en/desk/plans/<slug>/sheets/                           in  404 404 404 ok  404 ok    in  404 404 404 422 404 422
/en/desk/plans/<slug>/sheets/plan.xlsx                  in  404 404 404 ok  404 ok    in  -   -   -   -   -   -
/en/desk/plans/<slug>/sheets/activities.csv             in  404 404 404 ok  404 ok    in  -   -   -   -   -   -
/en/desk/plans/<slug>/sheets/figures.csv                in  404 404 404 ok  404 ok    in  -   -   -   -   -   -
/en/desk/plans/<slug>/sheets/<upload>/                  in  404 404 404 on  404 on    in  404 404 404 on  404 on
/en/desk/plans/<slug>/<name>/autosave/                  in  -   -   -   -   -   -     in  404 404 404 ok  404 ok
/en/desk/plans/<slug>/<name>/presence/                  in  -   -   -   -   -   -     in  404 404 404 ok  404 ok
/en/desk/plans/<slug>/<name>/                           in  404 404 404 ok  404 ok    in  404 404 404 on  404 on

A programme at the desk of whoever coordinates it
/en/desk/programmes/                                    in  404 404 404 on  404 ok    in  -   -   -   -   -   -
/en/desk/programmes/<slug>/                             in  404 404 404 ok  404 ok    in  -   -   -   -   -   -
/en/desk/programmes/<slug>.csv                          in  404 404 404 ok  404 ok    in  -   -   -   -   -   -
/en/desk/programmes/<slug>/report.pdf                   in  404 404 404 on  404 on    in  -   -   -   -   -   -
/en/desk/programmes/<slug>/report/<number>/             in  404 404 404 ok  404 ok    in  -   -   -   -   -   -
/en/desk/programmes/<slug>/report/<number>.pdf          in  404 404 404 on  404 on    in  -   -   -   -   -   -

The administration: its own log-in leads to the one of the site, or refuses; dots stand for all that begin so
/admin/login/                                           in  403 403 403 403 403 on    in  403 403 403 403 403 ok
/admin/logout/                                          in  on  on  on  on  on  on    in  on  on  on  on  on  on
/admin/...                                              in  in  in  in  in  in  any   in  in  in  in  in  in  any
"""

ROLES = ("anonymous", "stranger", "contributor", "editor", "coordinator", "administrator", "superuser")
METHODS = ("GET", "POST")
LOG_INS = ("/en/accounts/login/", "/admin/login/")  # the second leads on to the first, or refuses
ANY, NO_METHOD = "any", "-"
FORMS: dict[str, dict[str, Any]] = {
    # where an empty form says nothing about who may post
    "desk:step": {"step": "submit"},
    "desk:ready": {"language": "pt", "ready": ""},
    "desk:comment": {"text": "A question"},
    "desk:comment_while_reading": {"text": "A question", "section": "lessons"},
    "desk:answer": {"text": "An answer"},
    "planning:plan": {"language": "pt"},
    "joint:plan": {"language": "pt"},
    "planning:visibility": {"readers": "no"},
    "people:organisation": {"email": "eva@test.example", "role": "contributor", "language": "en"},
}
COMMON = {
    "name": "lessons",
    "number": 1,
    "width": 320,
    "kind": "webp",
    "shape": "card",
    "x": 50,
    "y": 50,
    "pk": 1,
    "uidb36": "1",
    "key": "none",
    "form": "bib",
    "part": "case",
    "upload": UUID(int=0),
}
SHARED = ("themes", "cities", "programmes", "organisations")
"""Public records that a partnership at work shares with others: they are there, and say nothing of it."""
WORDLESS = {
    "/en/desk/cases/<uid>/pictures/<picture>/<width>.<kind>",
    "/en/desk/cases/<uid>/history/<revision>/restore/",
    "/en/desk/partnerships/<slug>/pictures/<picture>/<width>.<kind>",
    "/en/desk/partnerships/<slug>/sheets/",
    "/en/desk/partnerships/<slug>/sheets/plan.xlsx",
    "/en/desk/plans/<slug>/sheets/",
    "/en/desk/plans/<slug>/sheets/activities.csv",  # those of a joint plan are public
    "/en/desk/plans/<slug>/sheets/plan.xlsx",
    "/en/desk/designs/<slug>/logos/<picture>/<width>.<kind>",
    "/en/desk/programmes/<slug>/report/<number>/",
}
"""Pages of a case at work that show none of its words."""

ROUTES = routes()
ROWS = {line.split()[0]: line.split()[1:] for line in TABLE.splitlines() if line.startswith("/")}
GROUPS = tuple(address.removesuffix("...") for address in ROWS if address.endswith("..."))


def row_of(address: str) -> str:
    """The address that stands for a route in the table: its own, or that of its group."""
    if address in ROWS:
        return address
    return next((f"{group}..." for group in GROUPS if address.startswith(group)), address)


def expected(address: str, method: str) -> list[str]:
    cells = ROWS[row_of(address)]
    half = len(ROLES)
    return cells[:half] if method == "GET" else cells[half:]


LISTED = [address for address in ROUTES if row_of(address) in ROWS]
OF_A_CASE = [
    address
    for address in LISTED
    if "<" in address and not address.startswith(("/admin", "/en/acc", "/sitemap"))
]


@pytest.fixture(scope="module")
def cast(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cast]:
    """The people and the cases, made once for all rows; what a row changes is undone after it."""
    quick = {
        "MEDIA_ROOT": tmp_path_factory.mktemp("media"),
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }
    with django_db_blocker.unblock(), override_settings(**quick), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def keys(cast: Cast) -> dict[str, str]:
    """The session cookie of every role."""
    found = {}
    for role, user in cast.people.items():
        client = Client()
        client.force_login(user)
        found[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found


@pytest.fixture(scope="module")
def site() -> Client:
    """One for all who ask, as making one reads the whole site's settings anew."""
    return Client()


@pytest.fixture
def ask(site: Client, keys: dict[str, str], db: None) -> Any:
    """Asks for an address in a role and undoes what came of it."""

    def asked(role: str, method: str, address: str, form: Any = None, *, token: bool = True) -> Any:
        site.cookies.clear()
        if role != "anonymous":
            site.cookies[settings.SESSION_COOKIE_NAME] = keys[role]
        site.handler.enforce_csrf_checks = not token
        with transaction.atomic():
            answer = site.post(address, form or {}) if method == "POST" else site.get(address)
            transaction.set_rollback(True)
        return answer

    return asked


def address_of(route: Route, *folders: Folders, **values: Any) -> str:
    """The address of a route with what the folders hold for it; the first that has something counts."""
    for each in folders:
        for folder, found in each.items():
            if route.address.startswith(folder):
                return route.filled(COMMON | found | values)
    return route.filled(COMMON | _of_administration(route.address) | values)


def _of_administration(address: str) -> dict[str, Any]:
    found = re.match(r"/admin/(partnerships|cases|accounts)/(\w+)/<object_id>", address)
    record = apps.get_model(found[1], found[2]).objects.first() if found else None
    return {
        "object_id": record.pk if record else 1,
        "content_type_id": ContentType.objects.get_for_model(Organisation).pk,
        "app_label": "cases",
        "url": "none/",
    }


def said(answer: HttpResponse) -> str:
    """An answer in the words of the table."""
    status = answer.status_code
    if 300 <= status < 400:
        return "in" if answer["Location"].startswith(LOG_INS) else "on"
    return {200: "ok", 405: NO_METHOD}.get(status, str(status))


def words_of(answer: HttpResponse) -> str:
    return answer.getvalue().decode(errors="replace").lower()


def test_table_lists_every_route_and_no_other() -> None:
    assert {row_of(address) for address in ROUTES} == set(ROWS)
    assert {len(cells) for cells in ROWS.values()} == {len(ROLES) * len(METHODS)}


@pytest.mark.parametrize("address", LISTED)
@pytest.mark.parametrize("method", METHODS)
def test_every_role_gets_where_the_table_says(method: str, address: str, cast: Cast, ask: Any) -> None:
    route, cells = ROUTES[address], expected(address, method)
    filled = address_of(route, cast.shown, cast.hidden)
    answers = {role: ask(role, method, filled, FORMS.get(route.name)) for role in ROLES}
    got = [
        ANY if cell == ANY and said(answers[role]) != "in" else said(answers[role])
        for role, cell in zip(ROLES, cells, strict=True)
    ]
    assert got == cells
    if address.startswith("/en/desk/"):
        assert unquote(answers["anonymous"]["Location"]) == f"{reverse('account_login')}?next={filled}"


@pytest.mark.parametrize("address", OF_A_CASE)
def test_stranger_finds_nothing_at_any_address_of_a_partnership(address: str, cast: Cast, ask: Any) -> None:
    route = ROUTES[address]
    filled = address_of(route, cast.hidden)
    is_there = address.split("/")[2] in SHARED and expected(address, "GET")[1] == "ok"
    nothing = "ok" if is_there else "404"
    for method in METHODS:
        answer = ask("stranger", method, filled, FORMS.get(route.name))
        assert said(answer) == (NO_METHOD if expected(address, method)[1] == NO_METHOD else nothing)
        assert SECRET not in words_of(answer)


def test_what_is_hidden_from_the_stranger_could_leak(cast: Cast, ask: Any) -> None:
    silent = set()
    for address in OF_A_CASE:
        if (expected(address, "GET")[1], expected(address, "GET")[-1]) == ("404", "ok"):
            page = ask("superuser", "GET", address_of(ROUTES[address], cast.hidden))
            if SECRET not in words_of(page):
                silent.add(address)
    assert silent == WORDLESS


@pytest.mark.parametrize("address", [address for address in LISTED if "<" not in address])
@pytest.mark.parametrize("role", ["anonymous", "stranger"])
def test_no_list_names_anything_of_a_partnership_of_others(
    role: str, address: str, cast: Cast, ask: Any
) -> None:
    words = words_of(ask(role, "GET", address))
    slugs = [cast.hidden[folder]["slug"] for folder in ("/en/cases/", "/en/partnerships/")]
    assert [word for word in (SECRET, *slugs) if word in words] == []


def test_what_lists_hide_could_leak(cast: Cast, ask: Any) -> None:
    assert SECRET in ask("contributor", "GET", reverse("desk:home")).content.decode()
    form = ask("contributor", "GET", reverse("desk:new")).content.decode()
    assert f'value="{cast.partnership.pk}"' in form


@pytest.mark.parametrize("address", [a for a in OF_A_CASE if re.search("/desk/cases/.*<uid>.*<(?!name)", a)])
def test_stranger_reaches_nothing_by_way_of_a_case_of_their_own(address: str, cast: Cast, ask: Any) -> None:
    route = ROUTES[address]
    filled = address_of(route, cast.hidden, uid=cast.own.uid)
    for method in METHODS:
        if expected(address, method)[1] != NO_METHOD:
            assert said(ask("stranger", method, filled, FORMS.get(route.name))) == "404"


def test_stranger_starts_no_case_in_a_partnership_of_others(cast: Cast, ask: Any) -> None:
    answers = {}
    for role in ("stranger", "contributor"):
        owner = cast.people[role].memberships.get().organisation_id
        form = {"uid": uuid4(), "title": "Mine", "language": "en", "partnership": cast.partnership.pk}
        answers[role] = said(ask(role, "POST", reverse("desk:new"), form | {"owner": owner}))
    assert answers == {"stranger": "422", "contributor": "on"}


def test_case_started_under_the_identifier_of_another_is_a_new_one(cast: Cast, ask: Any) -> None:
    taken = cast.hidden["/en/desk/cases/"]["uid"]
    member = cast.people["stranger"].memberships.get()
    form = {"uid": taken, "title": "Mine", "language": "en", "owner": member.organisation_id}
    answer = ask("stranger", "POST", reverse("desk:new"), form | {"partnership": cast.own.partnership_id})
    assert said(answer) == "on"
    assert answer["Location"] != reverse("desk:case", args=[taken])


def test_nothing_is_posted_without_the_token_of_a_form(cast: Cast, ask: Any) -> None:
    answers = {}
    for address in LISTED:
        filled = address_of(ROUTES[address], cast.shown, cast.hidden)
        answers[address] = said(ask("superuser", "POST", filled, token=False))
    assert {address for address, answer in answers.items() if answer != "403"} == set()


@pytest.mark.parametrize("role", ["contributor", "editor", "coordinator", "administrator", "superuser"])
def test_who_has_duties_gets_in_with_a_second_factor_only(
    role: str, cast: Cast, ask: Any, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    guarded = [route for route in ROUTES.values() if route.namespace in settings.SECOND_FACTOR_AREAS]
    places = {ask(role, "GET", address_of(route, cast.hidden)).get("Location") for route in guarded}
    assert (places == {reverse("mfa_index")}) == (role != "contributor")


def test_whole_desk_asks_for_the_second_factor(settings: Any) -> None:
    desk = {route.namespace for route in ROUTES.values() if route.address.startswith("/en/desk/")}
    assert desk - settings.SECOND_FACTOR_AREAS == set()


def test_deactivated_person_is_nobody(cast: Cast, ask: Any) -> None:
    User.objects.filter(pk=cast.people["superuser"].pk).update(is_active=False)
    closed = [address for address in LISTED if expected(address, "GET")[0] == "in"]
    assert {said(ask("superuser", "GET", address_of(ROUTES[a], cast.hidden))) for a in closed} == {"in"}


def test_administration_shows_own_apps_only(cast: Cast, ask: Any) -> None:
    for foreign in ("mfa/authenticator", "account/emailaddress", "procrastinate/procrastinatejob"):
        assert said(ask("superuser", "GET", f"/admin/{foreign}/")) == "404"
