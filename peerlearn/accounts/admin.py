"""The page of an account in the administration; registered where roles are known."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .inviting import send_password_link
from .models import User


class UserForm(forms.ModelForm):
    """Somebody's name, address and language; administrators are told by one tick."""

    class Meta:
        model = User
        fields = ("name", "email", "language", "is_superuser", "is_active")
        labels = {"is_superuser": gettext_lazy("administrator")}
        help_texts = {
            "is_superuser": gettext_lazy("Keeps users and reference data, and reaches every case."),
            "is_active": gettext_lazy("Untick it instead of deleting: what somebody wrote keeps its author."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "language" in self.fields:
            names = dict(settings.LANGUAGES)
            choices = [(code, names[code]) for code in settings.INTERFACE_LANGUAGES]
            self.fields["language"] = forms.ChoiceField(
                choices=choices, label=self.fields["language"].label, initial="en"
            )


class UserAdmin(admin.ModelAdmin):
    """Makes accounts without a password: a mail leads the person to choose one."""

    form = UserForm
    list_display = ("name", "email", "is_active", "is_administrator", "has_second_factor", "last_login")
    list_filter = ("is_active",)
    search_fields = ("name", "email")
    ordering = ("name", "email")
    actions = ("send_links", "remove_second_factors")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factors = Authenticator.objects.filter(user=OuterRef("pk"))
        return super().get_queryset(request).annotate(factors=Exists(factors))

    @admin.display(boolean=True, description=gettext_lazy("administrator"), ordering="is_superuser")
    def is_administrator(self, user: User) -> bool:
        return user.is_superuser

    @admin.display(boolean=True, description=gettext_lazy("second factor"), ordering="factors")
    def has_second_factor(self, user: User) -> bool:
        return bool(user.factors)  # type: ignore[attr-defined]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Nobody shuts the door on themselves."""
        return ("is_superuser", "is_active") if obj == request.user else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.is_staff = obj.is_superuser
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        # what django-allauth remembers: a former address must not log in any more
        EmailAddress.objects.filter(user=obj).exclude(email__iexact=obj.email).delete()
        if not change:
            send_password_link(request, obj)
            said = _("%(email)s gets a mail with a link to choose a password.") % {"email": obj.email}
            messages.info(request, said)

    @admin.action(description=gettext_lazy("Send a link to choose a password"))
    def send_links(self, request: HttpRequest, users: QuerySet[User]) -> None:
        active = list(users.filter(is_active=True))
        for user in active:
            send_password_link(request, user)
        said = ngettext("%(number)s mail is on its way.", "%(number)s mails are on their way.", len(active))
        messages.info(request, said % {"number": len(active)})

    @admin.action(description=gettext_lazy("Remove the second factor (phone lost)"))
    def remove_second_factors(self, request: HttpRequest, users: QuerySet[User]) -> None:
        Authenticator.objects.filter(user__in=users).delete()
        messages.info(request, _("Removed. Their password alone logs them in, until they set up a new one."))
