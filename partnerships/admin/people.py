"""People: accounts with what they may do, and invitations."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from peerlearn.accounts.admin import UserAdmin
from peerlearn.accounts.models import User

from ..models import Invitation, Membership
from .records import Row


class MembershipRow(Row):
    model = Membership
    fields = ("organisation", "role")
    autocomplete_fields = ("organisation",)


@admin.register(User)
class PersonAdmin(UserAdmin):
    inlines = (MembershipRow,)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ("user", "organisation", "role")
    list_filter = ("role",)
    list_select_related = ("user", "organisation")
    search_fields = ("user__name", "user__email", "organisation__sort_key")
    autocomplete_fields = ("user", "organisation")


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """To look at, and to take one back."""

    list_display = ("email", "organisation", "role", "invited_by", "ends_at", "accepted_by")
    list_filter = ("role",)
    list_select_related = ("organisation", "invited_by", "accepted_by")
    search_fields = ("email",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
