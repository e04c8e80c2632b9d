"""Demo accounts: random passwords per data folder, kept where only the operator can read them."""

import os
import secrets
from pathlib import Path

from django.conf import settings

from .models import User


def make_demo_account(*, email: str, name: str, administrator: bool = False) -> tuple[User, str]:
    """A user with a random password, which is returned and stored nowhere else but in the file."""
    password = secrets.token_urlsafe(12)
    make = User.objects.create_superuser if administrator else User.objects.create_user
    return make(email, password, name=name, is_demo=True), password


def keep_passwords(lines: list[str]) -> Path:
    """Writes the accounts, a line each, to `demo-accounts.txt` in the data folder (mode 600)."""
    path: Path = settings.PEERLEARN_DATA / "demo-accounts.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path
