"""Django's settings, all taken from the workspace folder and a few environment variables."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sojourn.core.workspace import Workspace
from sojourn.server.config.addresses import Address
from sojourn.server.config.company_accounts import company_apps, company_domains
from sojourn.server.config.database import database
from sojourn.server.config.digest import hour_of_day
from sojourn.server.config.mail import mail_settings
from sojourn.server.config.pages import PAGES
from sojourn.server.config.secret import secret_for

SOJOURN_WORKSPACE = Workspace.at()
SOJOURN_ADDRESS = Address.from_environment()
SOJOURN_LOCAL = SOJOURN_ADDRESS.is_local
SOJOURN_WEB = Path(__file__).resolve().parent.parent / "web"
SOJOURN_LARGEST_UPLOAD = int(os.environ.get("SOJOURN_LARGEST_UPLOAD", str(20 * 1024**3)))
SOJOURN_UPLOAD_DAYS = 7
SOJOURN_DIGEST_HOUR = hour_of_day(os.environ.get("SOJOURN_DIGEST_HOUR") or "7")
SOJOURN_ENGINE = os.environ.get("SOJOURN_ENGINE") or None

DEBUG = False
SECRET_KEY = secret_for(SOJOURN_WORKSPACE.secret)
ALLOWED_HOSTS = SOJOURN_ADDRESS.allowed_hosts
CSRF_TRUSTED_ORIGINS = [SOJOURN_ADDRESS.url] if SOJOURN_ADDRESS.public_url else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "sojourn.server.accounts",
    "sojourn.server.workspaces",
    "sojourn.server.evidence",
    "sojourn.server.maps",
    "sojourn.server.jobs",
    "sojourn.server.collector",
    "sojourn.server.comments",
    "sojourn.server.notifications",
    "sojourn.server.sharing",
    "sojourn.server.personas",
    "sojourn.server.versions",
    "sojourn.server.words",
]
MIDDLEWARE = [
    "sojourn.server.config.headers.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "sojourn.server.config.origins.same_origin_only",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sojourn.server.accounts.local.sign_in_locally",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "sojourn.server.config.urls"
ASGI_APPLICATION = "sojourn.server.config.asgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).resolve().parent.parent / "accounts" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
DATABASES = {"default": database(os.environ.get("DATABASE_URL"), file=SOJOURN_WORKSPACE.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits must hold over all processes: a cache in one process's memory would count apart.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["log", "files"]}}

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
APPEND_SLASH = False  # A redirect would lose the body of a POST.

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "sojourn.server.accounts.adapter.ClosedAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # One's own session goes on; the others end.
ACCOUNT_RATE_LIMITS = {"invitation": "30/m/ip", "sign_in_elsewhere": "30/m/ip"}
ACCOUNT_RATE_LIMITS |= {"shared_miss": "60/m/ip", "shared_unlock": "10/m/ip,60/h/key"}
ACCOUNT_RATE_LIMITS |= {"shared_comment": "10/10m/ip,300/d/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SOJOURN_TRUSTED_PROXIES", "0"))
MFA_ADAPTER = "sojourn.server.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # The code before or after: clocks differ, and typing takes its time.
MFA_ALLOW_UNVERIFIED_EMAIL = True  # Accounts come by invitation alone: nobody makes one in another's name.
USERSESSIONS_ADAPTER = "sojourn.server.accounts.adapter.SessionsAdapter"
SOJOURN_OIDC_DOMAINS = company_domains(os.environ)
SOCIALACCOUNT_ADAPTER = "sojourn.server.accounts.company.CompanyAccountAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": company_apps(os.environ)}}
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_ADAPTER = "sojourn.server.accounts.adapter.AppPages"
HEADLESS_FRONTEND_URLS = PAGES
globals().update(
    mail_settings(
        os.environ.get("SOJOURN_SMTP_URL"),
        sender=os.environ.get("SOJOURN_MAIL_FROM"),
        address=SOJOURN_ADDRESS,
    )
)

_prefix = "__Host-" if SOJOURN_ADDRESS.is_https else ""
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = f"{_prefix}sojourn-session"
SESSION_COOKIE_SECURE = SOJOURN_ADDRESS.is_https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = f"{_prefix}sojourn-csrf"
CSRF_COOKIE_SECURE = SOJOURN_ADDRESS.is_https
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "sojourn.server.api.problems.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SOJOURN_ADDRESS.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SOJOURN_ADDRESS.is_https
SECURE_HSTS_PRELOAD = False
# Only a proxy that the operator names by SOJOURN_URL may say that the visitor came over TLS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SOJOURN_ADDRESS.is_https else None
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # X-Frame-Options is set by our own header middleware.
    "security.W021",  # Preloading a domain is its owner's decision.
    # Without TLS at the proxy (loopback, home network) secure cookies and redirects would lock people out.
    *(
        ()
        if SOJOURN_ADDRESS.is_https
        else ("security.W004", "security.W008", "security.W012", "security.W016")
    ),
    *(("security.W008",) if SOJOURN_ADDRESS.is_https else ()),  # The proxy redirects to TLS.
]

# Collected batches reach 4 MB, pasted maps more; bodies are read at once, uploads go to disk in pieces.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024**2
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_HANDLERS = ["sojourn.server.evidence.receiving.WorkspaceUploadHandler"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "sojourn.server.config.logs.PlainFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("SOJOURN_LOG_LEVEL", "WARNING")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # Every 4xx is a line there; what clients do wrong is said to them, not to the operator.
        "django.request": {"level": "ERROR"},
        # The same for a Host header that is not ours: anyone could fill the log with stack traces.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
