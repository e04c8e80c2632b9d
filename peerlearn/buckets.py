"""Media and publications in a bucket of S3, or of whatever speaks as it does, in place of the data folder."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from peerlearn.environment import Environment

MISSING = (
    "PEERLEARN_S3_BUCKET needs what requirements-s3.txt names: .venv/bin/pip install -r requirements-s3.txt"
)


def in_bucket(environment: Environment, folder: str) -> dict[str, Any]:
    """The storage of a folder of the bucket, as `STORAGES` names it. Nothing in it is public: the site gives it out."""
    try:
        from botocore.config import Config
    except ImportError as error:
        raise ImproperlyConfigured(MISSING) from error
    config = Config(
        signature_version="s3v4",
        s3={
            "addressing_style": "path" if environment.s3_endpoint else "auto"
        },  # not every server has names for buckets
        request_checksum_calculation="when_required",  # nor knows the newest checksums
        response_checksum_validation="when_required",
        connect_timeout=5,
        read_timeout=30,
    )
    options = {
        "bucket_name": environment.s3_bucket,
        "location": folder,
        "endpoint_url": environment.s3_endpoint or None,
        "region_name": environment.s3_region or None,
        "access_key": environment.s3_key or None,
        "secret_key": environment.s3_secret or None,
        "client_config": config,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
