"""Settings of the site. What differs between machines is read in `peerlearn.environment`."""

from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import dj_email_url
from django.conf.global_settings import LANGUAGES as DJANGO_LANGUAGES
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from peerlearn.buckets import in_bucket
from peerlearn.embedded import socket_url
from peerlearn.environment import PROJECT, read_environment

ENVIRONMENT = read_environment()
BASE_DIR = PROJECT
PEERLEARN_DATA = ENVIRONMENT.data
PEERLEARN_ADDRESS = ENVIRONMENT.address

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = [*ENVIRONMENT.hosts, urlsplit(PEERLEARN_ADDRESS).hostname or "localhost"]
ROOT_URLCONF = "peerlearn.urls"
WSGI_APPLICATION = "peerlearn.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "peerlearn.accounts",
    "peerlearn.editing",
    "partnerships",
    "cases",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "pghistory",
    "pgtrigger",
    "django_countries",
    "django_prose_editor",
    "peerlearn.accounts.admin_app.AdministrationConfig",  # Django's admin, behind our log-in
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cases.publications.again.give_again",
    "peerlearn.compressing.CompressPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "peerlearn.editing.uploads.limit_uploads",  # before the next one, which reads what was posted
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "peerlearn.accounts.second_factor.RequireSecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "cases.library.errors.say_what_is_not_allowed",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data. No DATABASE_URL: the project's own PostgreSQL, reached by its socket in the data folder.
DATABASES = {
    "default": dj_database_url.parse(
        ENVIRONMENT.database_url or socket_url(PEERLEARN_DATA),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if ENVIRONMENT.database_replica_url:  # what the library reads; tests read the primary one in its place
    DATABASES["replica"] = dj_database_url.parse(
        ENVIRONMENT.database_replica_url, conn_max_age=60, conn_health_checks=True
    ) | {"TEST": {"MIRROR": "default"}}
for database in DATABASES.values():
    database.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DATABASE_ROUTERS = ["peerlearn.replica.LibraryReads"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",  # limits hold across processes
        "LOCATION": "peerlearn_cache",
    }
}

KEPT_ANSWERS = 32_000_000  # bytes of public pages that each process keeps as they were answered
KEPT_PUBLICATIONS = 1_000  # PDFs of which each process knows where they lie, without asking

# Languages: the interface's, and those that cases are written in.
LANGUAGE_CODE = "en"
LANGUAGES: list[tuple[str, Any]] = [
    ("en", _("English")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("pt", _("Portuguese")),
]
INTERFACE_LANGUAGES = [code for code, _name in LANGUAGES]
CONTENT_LANGUAGES = ENVIRONMENT.languages
LANGUAGES += [
    pair for pair in DJANGO_LANGUAGES if pair[0] in set(CONTENT_LANGUAGES) - set(INTERFACE_LANGUAGES)
]
LOCALE_PATHS = [PEERLEARN_DATA / "locale"]
FORMAT_MODULE_PATH = "peerlearn.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files
STATIC_URL = "/static/"
STATICFILES_DIRS = [PROJECT / "static"]
STATIC_ROOT = PEERLEARN_DATA / "static"
MEDIA_ROOT = PEERLEARN_DATA / "media"
MEDIA_URL = "/media/"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "publications": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PEERLEARN_DATA / "publications"},
    },
    "staticfiles": {"BACKEND": "peerlearn.static_files.HashedFiles"},
}
if ENVIRONMENT.s3_bucket:
    STORAGES |= {
        "default": in_bucket(ENVIRONMENT, "media"),
        "publications": in_bucket(ENVIRONMENT, "publications"),
    }
PROCRASTINATE_IMPORT_PATHS = [  # what the worker can run
    "cases.publications.running.jobs",
    "cases.desk.jobs",
    "partnerships.jobs",
    "peerlearn.editing.jobs",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000

# Accounts: by invitation, by e-mail address, with a second factor
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "library:home"
ACCOUNT_ADAPTER = "peerlearn.accounts.adapter.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Peerlearn] "
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a mail says that a password or a second factor was changed
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody gets a mail because somebody typed an address
ACCOUNT_FORMS = {
    "login": "peerlearn.accounts.forms.LogIn",
    "reset_password": "peerlearn.accounts.forms.AskForPassword",
    "reset_password_from_key": "peerlearn.accounts.forms.ChoosePassword",
    "set_password": "peerlearn.accounts.forms.SetPassword",
    "change_password": "peerlearn.accounts.forms.ChangePassword",
    "reauthenticate": "peerlearn.accounts.forms.AskAgain",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(ENVIRONMENT.https)  # limits count readers, not the proxy
MFA_ADAPTER = "peerlearn.accounts.adapter.SecondFactors"
MFA_FORMS = {
    "authenticate": "peerlearn.accounts.forms.AskCode",
    "reauthenticate": "peerlearn.accounts.forms.AskCodeAgain",
    "activate_totp": "peerlearn.accounts.forms.SetUpApp",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # who was invited by mail has shown that the address is theirs
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # on a slow line a code comes late: half a minute either way is fine
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = urlsplit(PEERLEARN_ADDRESS).hostname == "localhost"
SECOND_FACTOR_REQUIRED = ENVIRONMENT.second_factor_required
SECOND_FACTOR_FOR = "partnerships.roles.needs_second_factor"
SECOND_FACTOR_AREAS = {"desk", "designs", "failed", "reports", "planning", "joint", "people", "admin"}
ADMINISTRATION_APPS = {"accounts", "partnerships", "cases"}

# Mail: to the console until a server is named
MAILERS: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
}
if ENVIRONMENT.email_url:
    server = dj_email_url.parse(ENVIRONMENT.email_url)
    names = ("host", "port", "username", "password", "use_tls", "use_ssl")
    keys = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    MAILERS["default"] = {
        "BACKEND": server["EMAIL_BACKEND"],
        "OPTIONS": {name: server[f"EMAIL_{key}"] for name, key in zip(names, keys, strict=True)},
    }
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.email_sender

# Safety
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    # the editor's own style element, named by its digest; a browser test keeps the two together
    "style-src": [CSP.SELF, CSP.NONCE, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
CSRF_FAILURE_VIEW = "cases.library.errors.stale_form"
PGHISTORY_MIDDLEWARE_METHODS = ["POST", "PUT", "PATCH", "DELETE"]  # to ask who reads would touch the session
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENVIRONMENT.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # a stranger who calls the site by a wrong name gets a 400, the operator no trace of it
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.security.TooMuchAsked": {"level": "CRITICAL"},  # so does who asks for every combination
        "fontTools": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
        "weasyprint.progress": {"level": "WARNING"},
    },
}
