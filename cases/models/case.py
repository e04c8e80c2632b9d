"""A case: what one partnership has to tell, and the state of its working copy."""

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.models import Membership, Organisation, Partnership, ProgrammePartner, Theme
from partnerships.models.people import Role
from peerlearn.editing.audit import audited

if TYPE_CHECKING:
    from peerlearn.accounts.models import User


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases as a person may reach them. Whoever is not in the set sees a 404."""

    def present(self) -> "CaseQuerySet":
        return self.filter(removed_at__isnull=True)

    def writable_by(self, user: "User") -> "CaseQuerySet":
        """Cases of partnerships in which an organisation of the user takes part, and of its own."""
        if user.is_superuser:
            return self
        organisations = _organisations(user, Role.CONTRIBUTOR, Role.EDITOR)
        partnerships = Partnership.objects.of_organisations(organisations)
        return self.filter(Q(partnership__in=partnerships) | Q(owner__in=organisations))

    def reviewable_by(self, user: "User") -> "CaseQuerySet":
        """Cases that the user reviews and publishes: an editor of the owner or of a coordinator."""
        if user.is_superuser:
            return self
        organisations = _organisations(user, Role.EDITOR)
        coordinated = ProgrammePartner.objects.filter(
            organisation__in=organisations, role=ProgrammePartner.Role.COORDINATOR
        ).values("programme")
        return self.filter(Q(owner__in=organisations) | Q(partnership__programme__in=coordinated))

    def deletable_by(self, user: "User") -> "CaseQuerySet":
        """Cases that the user may delete and bring back: the owner's people, once it was public its editors."""
        if user.is_superuser:
            return self
        editors = Q(owner__in=_organisations(user, Role.EDITOR))
        writers = Q(owner__in=_organisations(user, Role.CONTRIBUTOR), editions__isnull=True)
        return self.filter(pk__in=self.model._default_manager.filter(editors | writers).values("pk"))


def _organisations(user: "User", *roles: Role) -> "models.QuerySet[Any, int]":
    return Membership.objects.filter(user=user.pk, role__in=roles).values_list("organisation", flat=True)


@audited(
    model_name="CaseEvent",
    fields=["slug", "state", "submitted", "approved_by", "approved_at", "publish_at", "removed_at", "owner"],
)
class Case(models.Model):
    """One case. Its words are items; its past is revisions; what the public sees is an edition."""

    class State(models.TextChoices):
        WRITING = "writing", _("writing")
        IN_REVIEW = "in_review", _("in review")
        CHANGES_REQUESTED = "changes_requested", _("changes requested")
        APPROVED = "approved", _("approved")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="cases")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="cases", verbose_name=_("owner"))
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    language = models.CharField(_("language it is written in"), max_length=10)
    licence = models.CharField(_("licence"), max_length=40, default="CC BY 4.0")
    themes = models.ManyToManyField(Theme, blank=True, related_name="cases", verbose_name=_("themes"))
    sdgs = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(17)]),
        verbose_name=_("Sustainable Development Goals"),
        default=list,
        blank=True,
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.WRITING, editable=False)
    submitted = models.ForeignKey(
        "Revision", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # a revision that was there already may be what is submitted: who did so, and when, is said here
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    publish_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # who wrote last since the latest revision, and when: both empty when nobody did
    sitting_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    sitting_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="writing")
                | Q(state="changes_requested")
                | Q(state__in=["in_review", "approved"], submitted__isnull=False),
                name="case_review_names_a_revision",
                violation_error_message=_("A review needs a submitted revision."),
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="case_approval_has_a_stamp",
                violation_error_message=_("An approval needs a name and a date."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Translation(models.Model):
    """A language of a case that an editor marked ready: the next edition holds it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=10)
    ready_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ready_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("ready translation")
        verbose_name_plural = _("ready translations")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "language"],
                name="translation_ready_once",
                violation_error_message=_("This language is marked ready already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.language}"
