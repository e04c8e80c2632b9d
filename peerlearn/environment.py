"""What the surroundings decide: every environment variable the site reads, in one place.

`docs/administrators.md` describes each of them; a test keeps the two together.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf.locale import LANG_INFO
from environs import Env, EnvError

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Environment:
    """The site's surroundings, read once at start."""

    data: Path
    database_url: str
    database_replica_url: str
    secret_key: str
    debug: bool
    hosts: list[str]
    address: str
    https: bool
    email_url: str
    email_sender: str
    languages: list[str]
    second_factor_required: bool
    s3_bucket: str
    s3_endpoint: str
    s3_region: str
    s3_key: str
    s3_secret: str


def read_environment() -> Environment:
    """Reads and checks the environment; raises `environs.EnvError` naming the faulty variable."""
    env = Env()
    data = Path(env.str("PEERLEARN_DATA", str(PROJECT / "var"))).expanduser().resolve()
    return Environment(
        data=data,
        database_url=env.str("DATABASE_URL", ""),
        database_replica_url=env.str("DATABASE_REPLICA_URL", ""),
        secret_key=env.str("PEERLEARN_SECRET_KEY", "") or _kept_secret(data / "secret-key"),
        debug=env.bool("PEERLEARN_DEBUG", False),
        hosts=env.list("PEERLEARN_HOSTS", ["localhost", "127.0.0.1", "[::1]"]),
        address=env.str("PEERLEARN_ADDRESS", f"http://localhost:{env.int('PORT', 8000)}"),
        https=env.bool("PEERLEARN_HTTPS", False),
        email_url=env.str("PEERLEARN_EMAIL_URL", ""),
        email_sender=env.str("PEERLEARN_EMAIL_SENDER", "Peerlearn <peerlearn@localhost>"),
        languages=_known_languages(env.list("PEERLEARN_CONTENT_LANGUAGES", ["en", "es", "fr", "pt"])),
        second_factor_required=env.bool("PEERLEARN_SECOND_FACTOR", False),
        s3_bucket=env.str("PEERLEARN_S3_BUCKET", ""),
        s3_endpoint=env.str("PEERLEARN_S3_ENDPOINT", ""),
        s3_region=env.str("PEERLEARN_S3_REGION", ""),
        s3_key=env.str("PEERLEARN_S3_KEY", ""),
        s3_secret=env.str("PEERLEARN_S3_SECRET", ""),
    )


def _known_languages(codes: list[str]) -> list[str]:
    unknown = [code for code in codes if code not in LANG_INFO]
    if unknown or not codes:
        raise EnvError(f"PEERLEARN_CONTENT_LANGUAGES names no language that is known: {', '.join(unknown)}")
    return codes


def _kept_secret(path: Path) -> str:
    """The data folder's own secret key: made at the first start, readable by its owner only."""
    if not path.exists():
        from django.core.management.utils import get_random_secret_key

        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{get_random_secret_key()[:6].encode().hex()}")
        fresh.touch(mode=0o600)
        fresh.write_text(get_random_secret_key())
        with suppress(FileExistsError):  # of two starting at once, the first one's key stays
            path.hardlink_to(fresh)
        fresh.unlink()
    return path.read_text()
