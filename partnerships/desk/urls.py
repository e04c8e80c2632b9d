"""The addresses of people, below `<language>/desk/people/`."""

from django.urls import path

from . import people_views

app_name = "people"

urlpatterns = [
    path("", people_views.home, name="home"),
    path("<slug:slug>/", people_views.organisation, name="organisation"),
    path("<slug:slug>/invitations/<uuid:uid>/", people_views.no_invitation, name="take_back"),
    path("<slug:slug>/members/<int:membership>/", people_views.no_member, name="remove"),
]
