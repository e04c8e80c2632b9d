"""The address of invitations, below `<language>/accounts/invitation/`: open to those without an account."""

from django.urls import path

from .invitation_views import accept_invitation

app_name = "invitation"

urlpatterns = [path("<str:token>/", accept_invitation, name="accept")]
