"""Mails in words of templates: `<name>.txt` beside its subject, `<name>_subject.txt`."""

from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string


def mail(address: str, name: str, context: dict[str, Any]) -> EmailMessage:
    """The mail to one address, in the language that is active; `name` is that of its template."""
    subject = " ".join(render_to_string(f"{name}_subject.txt", context).split())
    return EmailMessage(subject, render_to_string(f"{name}.txt", context), to=[address])
