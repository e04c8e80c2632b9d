"""The cast of the table of access: one person of every role around a case that nobody else may see."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from cases.completeness import SECTIONS
from cases.desk.reviewing.commenting import write_comment
from cases.document import Part, Written, apply_document, case_document
from cases.gathering import add_cases, begin_compendium, publish_compendium
from cases.models import Case, Compendium, Design, Publication, Revision
from cases.revisions import cut_revision
from partnerships.invitations import invite, link_of
from partnerships.models import (
    Document,
    Invitation,
    Membership,
    Organisation,
    Partnership,
    PlanObjective,
    WorkPlan,
)
from partnerships.models.people import Role
from peerlearn.accounts.models import User
from peerlearn.editing.models import Picture
from peerlearn.editing.pictures import keep_picture
from tests.factories import (
    PASSWORD,
    make_activity,
    make_administrator,
    make_case,
    make_city,
    make_editor,
    make_figure,
    make_indicator,
    make_lesson,
    make_member,
    make_organisation,
    make_partnership,
    make_plan,
    make_programme,
    make_theme,
    make_update,
    publish_case,
)

SECRET = "ondjiva"
"""In every text of the case at work and its invitation, and nowhere else: what could leak."""
type Folders = Mapping[str, dict[str, Any]]
"""What stands for the parameters of the addresses below a folder."""


@dataclass(frozen=True)
class Cast:
    people: dict[str, User]
    """By role."""
    hidden: Folders
    """The addresses of a case at work, of its partnership, and of the people who write it."""
    shown: Folders
    """The public addresses of a case that is published."""
    own: Case
    """What the stranger writes: nothing of the hidden case may be reached by way of it."""
    partnership: Partnership
    """Of the hidden case."""


def make_cast() -> Cast:
    association, coordinator, foreign = (make_organisation() for _number in range(3))
    people = {
        "stranger": make_member(organisation=foreign, password=PASSWORD),
        "contributor": make_member(organisation=association, password=PASSWORD),
        "editor": make_editor(organisation=association, password=PASSWORD),
        "coordinator": make_editor(organisation=coordinator, password=PASSWORD),
        "administrator": make_member(organisation=association, role=Role.ADMINISTRATOR, password=PASSWORD),
        "superuser": make_administrator(password=PASSWORD),
    }
    partnership = make_partnership(
        cities=(make_city(), make_city()),
        organisation=association,
        programme=make_programme(coordinator=coordinator),
        is_public=False,
    )
    association.logo = _picture("navy")
    association.save()
    Design.objects.create(organisation=association, series={"en": f"Series of {SECRET}"})
    return Cast(
        people=people,
        hidden=_hidden(association, partnership, people),
        shown=_shown(),
        own=make_case(owner=foreign, partnership=make_partnership(organisation=foreign)),
        partnership=partnership,
    )


def _hidden(association: Organisation, partnership: Partnership, people: dict[str, User]) -> Folders:
    picture, lesson = _picture("teal"), make_lesson(title=f"A lesson of {SECRET}")
    case = make_case(
        partnership=partnership,
        owner=association,
        title=f"A case of {SECRET}",
        parts=(lesson, _illustration(picture, f"A street of {SECRET}")),
    )
    revision = cut_revision(case, reason=Revision.Reason.SITTING, author=people["contributor"])
    authored = case_document(case).authored
    apply_document(case, replace(authored, parts=(*authored.parts, make_lesson(title=f"More of {SECRET}"))))
    lessons = next(section for section in SECTIONS if section.name == "lessons")
    comment = write_comment(case, lessons, f"Is this true of {SECRET}?", by=people["editor"])
    invitation = invite(f"nuno@{SECRET}.example", association, Role.CONTRIBUTOR, people["editor"])
    member = Membership.objects.get(user=people["contributor"])
    compendium = _compendium(association, f"All of {SECRET}")
    programme = _programme(partnership)
    return {
        "/en/desk/cases/new/": {"slug": partnership.slug},
        "/en/desk/cases/": {
            "uid": case.uid,
            "name": lessons.name,
            "picture": picture.uid,
            "revision": revision.pk,
            "comment": comment.uid,
        },
        "/en/desk/compendia/": {"slug": compendium.slug},
        "/en/publications/": {"slug": compendium.slug},
        **_plan(partnership, picture, people["contributor"]),
        **_joint(partnership),
        "/en/desk/programmes/": programme,
        "/en/desk/designs/": {"slug": association.slug, "picture": association.logo and association.logo.uid},
        "/en/desk/publications/": {"number": programme["number"]},
        "/en/desk/people/": {"slug": association.slug, "uid": invitation.uid, "membership": member.pk},
        "/en/accounts/invitation/": {"token": _token(invitation)},
        **_public(case, picture, lesson),
    }


def _plan(partnership: Partnership, picture: Picture, author: User) -> Folders:
    plan = make_plan(partnership=partnership)
    PlanObjective.objects.create(plan=plan, text=f"To know {SECRET}")
    PlanObjective.objects.create(plan=plan, text=f"No more of {SECRET}", removed_at=timezone.now())
    make_activity(plan=plan, title=f"A week in {SECRET}")
    figure = make_figure(indicator=make_indicator(plan=plan, name=f"Gardens of {SECRET}"))
    make_update(partnership=partnership, author=author, text=f"News of {SECRET}", picture=picture)
    document = _document(partnership=partnership)
    own = {"slug": partnership.slug, "name": "objectives", "picture": picture.uid}
    return {
        "/en/desk/partnerships/<slug>/documents/": own | {"uid": document.uid},
        "/media/documents/": {"uid": document.uid, "kind": "pdf"},
        "/en/desk/partnerships/<slug>/figures/": own | {"uid": figure.uid},
        "/en/desk/partnerships/": own | {"uid": figure.indicator.uid},
    }


def _programme(partnership: Partnership) -> dict[str, Any]:
    """The programme, and a report on it that could not be made."""
    programme, day = partnership.programme, timezone.localdate()
    period = {"starts": day, "ends": day, "as_of": day}
    report = Publication.objects.create(
        key="report",
        programme=programme,
        format="report",
        language="en",
        state="failed",
        **period,
    )
    return {"slug": programme.slug if programme else "", "number": report.pk}


def _joint(partnership: Partnership) -> Folders:
    """The joint plan of the programme of a partnership."""
    programme = partnership.programme
    plan = WorkPlan.objects.create(programme=programme)
    PlanObjective.objects.create(plan=plan, text=f"All know {SECRET}")
    PlanObjective.objects.create(plan=plan, text=f"None leaves {SECRET}", removed_at=timezone.now())
    make_activity(plan=plan, title=f"A seminar in {SECRET}", removed_at=timezone.now())  # else it is public
    figure = make_figure(indicator=make_indicator(plan=plan, name=f"Seminars in {SECRET}"))
    own = {"slug": programme.slug if programme else "", "name": "objectives"}
    return {
        "/en/desk/plans/<slug>/figures/": own | {"uid": figure.uid},
        "/en/desk/plans/<slug>/documents/": own | {"uid": _document(programme=programme).uid},
        "/en/desk/plans/": own | {"uid": figure.indicator.uid},
    }


def _document(**of: Any) -> Document:
    file = SimpleUploadedFile("agreement.pdf", f"%PDF-1.7 about {SECRET}".encode())
    return Document.objects.create(title="An agreement", file=file, **of)


def _shown() -> Folders:
    picture, lesson = _picture("olive"), make_lesson()
    case = make_case(
        partnership=make_partnership(programme=make_programme(coordinator=make_organisation())),
        parts=(lesson, _illustration(picture, "A street")),
    )
    publish_case(case)
    document = _document(partnership=case.partnership)
    compendium = _compendium(case.owner, "All of it")
    add_cases(compendium, [case.pk])
    publish_compendium(compendium, by=make_administrator())
    return {
        "/media/documents/": {"uid": document.uid, "kind": "pdf"},
        "/en/publications/": {"slug": compendium.slug},
        **_public(case, picture, lesson),
    }


def _compendium(owner: Organisation, title: str) -> Compendium:
    slug = f"compendium-{owner.slug}"
    return begin_compendium(title={"en": title}, owner=owner, programme=None, cases=[], slug=slug)


def _public(case: Case, picture: Picture, lesson: Part) -> Folders:
    partnership = case.partnership
    programme = partnership.programme
    return {
        "/media/": {"uid": picture.uid},
        "/en/cases/": {"slug": case.slug},
        "/en/lessons/": {"uid": lesson.uid},
        "/en/desk/lessons/": {"uid": lesson.uid},
        "/en/themes/": {"slug": make_theme().slug},
        "/en/cities/": {"slug": partnership.cities.all()[0].slug},
        "/en/partnerships/": {"slug": partnership.slug},
        "/en/programmes/": {"slug": programme.slug if programme else ""},
        "/en/organisations/": {"slug": case.owner.slug},
    }


def _token(invitation: Invitation) -> str:
    """What the link of an invitation ends in."""
    return link_of(invitation).rstrip("/").rpartition("/")[2]


def _picture(colour: str) -> Picture:
    out = io.BytesIO()
    Image.new("RGB", (64, 36), colour).save(out, "PNG")
    picture = keep_picture(SimpleUploadedFile(f"{colour}.png", out.getvalue()))
    picture.credit = "A. Photographer"
    picture.save()
    return picture


def _illustration(picture: Picture, alternative: str) -> Part:
    facts = {"picture": str(picture.uid), "is_cover": False}
    return Part(uuid4(), "illustration", facts, {"alternative": {"en": Written(alternative)}})
