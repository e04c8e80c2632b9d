"""The people behind the log-in, as the views of the desk know them."""

from django.http import HttpRequest

from .models import User


class StaffRequest(HttpRequest):
    """A request of somebody who is logged in; the middleware lets no one else through."""

    user: User
