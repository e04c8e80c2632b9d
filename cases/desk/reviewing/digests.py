"""Digests: what was said in comments since the last one, one mail a person, to those whom a case concerns."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import override
from procrastinate.contrib.django import app

from peerlearn.accounts.models import User
from peerlearn.mails import mail

from ...completeness import SECTIONS
from ...models import Case, Comment, Text
from ..standing import standings

SEND = "cases.desk.jobs.send_digest"
QUIET = timedelta(minutes=15)
"""A comment is told when nobody has added to the talk for this long: one mail for a talk, not ten."""
MAIL = "desk/mail/digest"


@transaction.atomic
def ask_for_digests(*, now: datetime) -> int:
    """Queues a mail for everybody whom comments concern that nobody was told of; says how many."""
    untold = Comment.objects.select_for_update().filter(told_at=None)
    busy = untold.filter(written_at__gt=now - QUIET).values("case")
    ready = list(untold.exclude(case__in=list(busy.values_list("case", flat=True))).order_by("pk"))
    for_people: dict[int, list[Any]] = defaultdict(list)
    for comment in ready:
        for user in concerned(comment.case_id) - {comment.author_id}:
            for_people[user].append(comment.pk)
    Comment.objects.filter(pk__in=[comment.pk for comment in ready]).update(told_at=now)
    for user, comments in for_people.items():
        app.configure_task(SEND, allow_unknown=True).defer(user=user, comments=comments)
    return len(for_people)


def concerned(case: int) -> set[int]:
    """The people (ids) who wrote, commented or submitted a case (its id), and may still reach it."""
    wrote = Text.objects.filter(item__case=case).values("author")
    said = Comment.objects.filter(case=case).values("author")
    submitted = Case.objects.filter(pk=case).values("submitted_by")
    began = Case.objects.filter(pk=case).values("created_by")
    people = User.objects.filter(
        Q(pk__in=wrote) | Q(pk__in=said) | Q(pk__in=submitted) | Q(pk__in=began), is_active=True
    )
    this = Case.objects.present().filter(pk=case)
    return {user.pk for user in people if this.writable_by(user) or this.reviewable_by(user)}


def digest_mail(user: User, comments: Iterable[int]) -> EmailMessage | None:
    """The mail to one person about comments (ids), in their language; None when none of them is left."""
    rows = Comment.objects.filter(pk__in=list(comments)).select_related("author", "case__partnership", "item")
    by_case: dict[Case, list[Comment]] = defaultdict(list)
    for comment in rows.order_by("case", "written_at"):
        by_case[comment.case].append(comment)
    if not by_case:
        return None
    with override(user.language):
        titles = {standing.case.pk: standing.title for standing in standings(by_case)}
        talks = [
            {"title": titles[case.pk], "address": _address(case), "said": [_said(each) for each in said]}
            for case, said in by_case.items()
        ]
        context = {
            "user": user,
            "talks": talks,
            "number": sum(map(len, by_case.values())),
        }
        return mail(user.email, MAIL, context)


def _said(comment: Comment) -> dict[str, str]:
    place = next((str(section.title) for section in SECTIONS if section.name == comment.section), "")
    return {"who": str(comment.author), "place": place, "quote": comment.quote, "text": comment.text}


def _address(case: Case) -> str:
    return settings.PEERLEARN_ADDRESS + reverse("desk:case", args=[case.uid])
