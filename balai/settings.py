"""Every setting, read from the environment. Nothing here guesses in production: a missing secret stops the start.

Secrets (BALAI_SECRET_KEY, BALAI_OLD_SECRET_KEYS, BALAI_OIDC_SECRET, BALAI_DATABASE, BALAI_LIMITS_STORAGE) can come from
files instead: NAME_FILE says which, or systemd brings them as credentials of that name (balai/credentials.py).

BALAI_ENVIRONMENT   production (default) | demo | test
BALAI_SECRET_KEY    required in production
BALAI_DATABASE      sqlite:///path or postgresql://user:password@host:port/name; default: SQLite in BALAI_DATA
BALAI_DATA          folder for the embedded database and files; default: var/ beside the package
BALAI_HOSTS         host names this site answers to, separated by commas; required in production
BALAI_ORIGINS       https origins trusted for forms when a proxy ends TLS, separated by commas
BALAI_TIME_ZONE     time zone of pages where no body decides; default UTC
BALAI_LEDGER_KEY    file with the key that signs the record; default: record/key in BALAI_DATA (`balai ledger key`)
BALAI_LEDGER_POLICY file that names the witnesses and how many must cosign (c2sp.org/tlog-policy); default: no witnesses
BALAI_CHECKPOINT_SECONDS  at the latest so long after an entry the record is signed again; default 10
BALAI_VERIFY_SECONDS      so often a second process recomputes the record (`balai verify --database`); default 3600
BALAI_PROXIES       how many proxies stand before this site, each adding to X-Forwarded-For; default 0
BALAI_SESSION_HOURS   a session ends this long after its sign-in at the latest; default 12
BALAI_IDLE_MINUTES    and when it has not been used for so long; default 60
BALAI_SESSIONS        so many sessions of one person at once, then the oldest ends; default 5 (demo: 1000)
BALAI_PASSWORD_WORDS  further words that no password may contain, separated by commas
BALAI_BREACHED_PASSWORDS  sorted file of SHA-1 hashes of stolen passwords (docs/SIGN_IN.md); default: none
BALAI_OIDC_ISSUER     an identity provider (OpenID Connect) by which people may sign in too, before /.well-known
BALAI_OIDC_CLIENT_ID, BALAI_OIDC_SECRET   what it knows this site by
BALAI_OIDC_HOSTS      other hosts at which the provider answers (its token and key addresses), separated by commas
BALAI_OUTGOING_CA     file with the certificates that servers we ask are checked by; default: those of Mozilla (certifi)
BALAI_OIDC_NAME       what its button says; default: its host name
BALAI_OIDC_MINUTES    so long before, at most, somebody may have proved there who they are; default 60
BALAI_OIDC_LEVELS     how its acr values are rated: acr=level,...; levels stand in balai/rules/assurance.py
BALAI_LIMITS          so often at most (acts of a person, costly pages and reports of an address), or `off`; default
                      acts=120/minute;costly=120/minute;reports=60/minute
BALAI_LIMITS_STORAGE  where that is counted: memory:// (each process by itself, default), redis://host:port/0 (together)
BALAI_SECURITY_CONTACT  where weaknesses are reported (mailto: or https:), for /.well-known/security.txt
BALAI_SECURITY_UNTIL    the day until which that holds, such as 2027-06-30; not more than a year ahead is good
BALAI_LOG             json (one object a line, with security events; default in production) | text
BALAI_OLD_SECRET_KEYS earlier values of BALAI_SECRET_KEY, separated by commas: what they sealed can still be read
"""

import os
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF, STRICT_DYNAMIC
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from limits import parse

from balai.credentials import given
from balai.rules.assurance import read_levels

PACKAGE = Path(__file__).resolve().parent
ENVIRONMENT = os.environ.get("BALAI_ENVIRONMENT", "production")
if ENVIRONMENT not in {"production", "demo", "test"}:
    raise ImproperlyConfigured(f"BALAI_ENVIRONMENT is {ENVIRONMENT!r}; it must be production, demo or test")
DEMO = ENVIRONMENT == "demo"
PRODUCTION = ENVIRONMENT == "production"
DEBUG = False

DATA = Path(os.environ.get("BALAI_DATA", PACKAGE.parent / "var"))


def _required(name: str, otherwise: str) -> str:
    value = given(name) or ("" if PRODUCTION else otherwise)
    if not value:
        raise ImproperlyConfigured(f"{name} must be set (see balai/settings.py)")
    return value


def _number(name: str, otherwise: int) -> int:
    text = os.environ.get(name) or str(otherwise)
    if not text.isdecimal():
        raise ImproperlyConfigured(f"{name} is {text!r}; it must be a whole number")
    return int(text)


def _day(name: str) -> date | None:
    text = os.environ.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {text!r}; it must be a day such as 2027-06-30") from None


def read_limits(text: str) -> dict[str, str]:
    """What may be done how often: 'acts=120/minute;costly=60/minute', or 'off'."""
    if text == "off":
        return {}
    found = dict(part.strip().split("=", 1) for part in text.split(";") if "=" in part)
    try:
        for limit in found.values():
            parse(limit)
    except ValueError:
        found = {}
    if not found or set(found) - {"acts", "costly", "reports"}:
        raise ImproperlyConfigured(f"BALAI_LIMITS is {text!r}; see balai/settings.py")
    return found


def _list(name: str, otherwise: str) -> list[str]:
    return _parts(os.environ.get(name, otherwise))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def database(address: str) -> dict[str, object]:
    """Django's description of a database address; refuses anything but SQLite and PostgreSQL."""
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")) or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: an acknowledged position survives a power cut; NORMAL may lose the last commits.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=268435456;"
                " PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;",
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.removeprefix("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", parts.hostname or "")),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(f"BALAI_DATABASE must begin with sqlite:/// or postgresql://, not {parts.scheme!r}")


DATABASES = {"default": database(given("BALAI_DATABASE") or f"sqlite:///{DATA / 'balai.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["CONN_MAX_AGE"] = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LEDGER_KEY = Path(os.environ.get("BALAI_LEDGER_KEY") or DATA / "record" / "key")
LEDGER_POLICY = Path(path) if (path := os.environ.get("BALAI_LEDGER_POLICY")) else None
CHECKPOINT_SECONDS = int(os.environ.get("BALAI_CHECKPOINT_SECONDS", "10"))

VERIFY_SECONDS = int(os.environ.get("BALAI_VERIFY_SECONDS", "3600"))

SECRET_KEY = _required("BALAI_SECRET_KEY", "for demonstrations and tests only, never for a government's own data")
SECRET_KEY_FALLBACKS = _parts(given("BALAI_OLD_SECRET_KEYS"))
ALLOWED_HOSTS = _list("BALAI_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = _list("BALAI_ORIGINS", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "balai.people",
    "balai.ledger",
    "balai.live",
    "balai.agenda",
    "balai.decisions",
    "balai.meetings",
    "balai.minutes",
    "balai.programme",
    "balai.record",
    "balai.public",
    "balai.personal",
    "balai.web",
]
MIDDLEWARE = [
    "balai.web.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "balai.web.watching.WatchingMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "balai.web.limits.LimitsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "balai.people.sign_in.guard.SessionGuardMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "balai.people.local_time.LocalTimeMiddleware",
    "balai.web.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "balai.urls"
WSGI_APPLICATION = "balai.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "balai.web.frame.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "balai.web.templatetags.balai"],
        },
    }
]

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "balai.people.sign_in.password_words.ContextWords"},
    {"NAME": "balai.people.sign_in.breached.BreachedPasswords"},
]
PASSWORD_WORDS = _list("BALAI_PASSWORD_WORDS", "")
BREACHED_PASSWORDS = Path(path) if (path := os.environ.get("BALAI_BREACHED_PASSWORDS")) else None
if ENVIRONMENT == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Signing in (balai/people/sign_in). allauth brings the ceremonies; nobody registers, nobody is sent a password by mail.
ACCOUNT_ADAPTER = "balai.people.sign_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_TIMEOUT = 300  # seconds between the password and the code
# Tries are counted by ourselves, in the database: the same for every process, and not lost with it (sign_in/tries.py).
ACCOUNT_RATE_LIMITS = {"login": "", "login_failed": "", "reauthenticate": ""}
ALLAUTH_TRUSTED_PROXY_COUNT = _number("BALAI_PROXIES", 0)
MFA_ADAPTER = "balai.people.sign_in.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_TOTP_TOLERANCE = 1
SIGN_IN_TRIES = 5
SIGN_IN_TRIES_FROM_ONE_ADDRESS = 50
SIGN_IN_WINDOW_MINUTES = 10
FRESH_MINUTES = 10  # keys are changed only so long after somebody has shown who they are

SOCIALACCOUNT_ADAPTER = "balai.people.sign_in.outside.OutsideAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # our own view asks for a POST
OIDC_ISSUER = os.environ.get("BALAI_OIDC_ISSUER", "").rstrip("/")
OIDC_ORIGIN = [urlsplit(OIDC_ISSUER)._replace(path="").geturl()] if OIDC_ISSUER else []
# Whom the server asks when somebody signs in by the provider (balai/outgoing.py); nobody else.
OIDC_ADDRESSES = [OIDC_ISSUER, *(f"https://{host}" for host in _list("BALAI_OIDC_HOSTS", ""))] if OIDC_ISSUER else []
OUTGOING_CA = Path(path) if (path := os.environ.get("BALAI_OUTGOING_CA")) else None
OIDC_NAME = os.environ.get("BALAI_OIDC_NAME") or urlsplit(OIDC_ISSUER).netloc
OIDC_MINUTES = _number("BALAI_OIDC_MINUTES", 60)
try:
    OIDC_LEVELS = read_levels(os.environ.get("BALAI_OIDC_LEVELS", ""))
except ValueError as error:
    raise ImproperlyConfigured(f"BALAI_OIDC_LEVELS: {error}") from None
if PRODUCTION and OIDC_ISSUER and not OIDC_ISSUER.startswith("https://"):
    raise ImproperlyConfigured("BALAI_OIDC_ISSUER must begin with https://")
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, object]] = {"openid_connect": {"APPS": [], "OAUTH_PKCE_ENABLED": True}}
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "state",
            "name": OIDC_NAME,
            "client_id": os.environ.get("BALAI_OIDC_CLIENT_ID", ""),
            "secret": given("BALAI_OIDC_SECRET"),
            # Only the identity token is read: who it is, and how sure. Name and mail are nobody's business here.
            "settings": {"server_url": OIDC_ISSUER, "fetch_userinfo": False, "scope": ["openid"]},
        }
    ]

SESSION_ENGINE = "balai.people.sign_in.sessions"
COOKIES = "__Host-balai_" if PRODUCTION else "balai_"  # __Host-: over TLS, from this host alone (RFC 6265bis 4.1.3.2)
SESSION_COOKIE_NAME = f"{COOKIES}session"
SESSION_COOKIE_AGE = 3600 * _number("BALAI_SESSION_HOURS", 12)
SESSION_IDLE_MINUTES = _number("BALAI_IDLE_MINUTES", 60)
SESSIONS_AT_ONCE = _number("BALAI_SESSIONS", 1000 if DEMO else 5)  # in a demonstration many are the same person
if SESSIONS_AT_ONCE < 1:
    raise ImproperlyConfigured("BALAI_SESSIONS must be 1 or more")
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{COOKIES}csrf"
CSRF_COOKIE_HTTPONLY = True  # the token stands in the page
CSRF_FAILURE_VIEW = "balai.web.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Not asked for by `balai check`: framing is refused by the policy (frame-ancestors), preloading is the domain's.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W021"]
CSP_REPORTS = "/csp-report/"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE, STRICT_DYNAMIC],
        "style-src": [NONCE],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        # The form that leads to the identity provider ends at its address.
        "form-action": [SELF, *OIDC_ORIGIN],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["balai", "default"],  # balai/web/static/balai/trusted.js makes both
        "report-uri": [CSP_REPORTS],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# What may be sent: forms, without files (balai/web/limits.py). The longest text of a paper is far below.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000  # an agenda in a new order sends a field for each item
DATA_UPLOAD_MAX_NUMBER_FILES = 1  # the first one is refused with a sentence
FILE_UPLOAD_HANDLERS = ["balai.web.limits.RefuseFiles"]
LIMITS = read_limits(
    os.environ.get("BALAI_LIMITS")
    or ("off" if ENVIRONMENT == "test" else "acts=120/minute;costly=120/minute;reports=60/minute")
)
LIMITS_STORAGE = given("BALAI_LIMITS_STORAGE") or "memory://"
SECURITY_CONTACT = os.environ.get("BALAI_SECURITY_CONTACT", "")
SECURITY_UNTIL = _day("BALAI_SECURITY_UNTIL")
if bool(SECURITY_CONTACT) != bool(SECURITY_UNTIL):
    raise ImproperlyConfigured("BALAI_SECURITY_CONTACT and BALAI_SECURITY_UNTIL are set together (RFC 9116)")
if SECURITY_CONTACT and not SECURITY_CONTACT.startswith(("mailto:", "https://", "tel:")):
    raise ImproperlyConfigured("BALAI_SECURITY_CONTACT must begin with mailto:, https:// or tel: (RFC 9116, 2.5.3)")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("et", _("Estonian")), ("id", _("Indonesian"))]
LANGUAGE_COOKIE_NAME = f"{COOKIES}language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE.parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("BALAI_TIME_ZONE", "UTC")

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = False
if not PRODUCTION:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}},
}

LOG = os.environ.get("BALAI_LOG") or ("json" if PRODUCTION else "text")
if LOG not in {"json", "text"}:
    raise ImproperlyConfigured(f"BALAI_LOG is {LOG!r}; it must be json or text")


def logging_of(kind: str) -> dict[str, object]:
    """Where lines of the log go, as `json` or as `text`."""
    quiet = "CRITICAL" if kind == "json" else "WARNING"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "text": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
            "json": {"()": "balai.security_log.JsonLines"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": kind}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "balai.security": {"level": "INFO" if kind == "json" else "CRITICAL"},
            # Its lines hold addresses and traces with their words; ours (balai/web/watching.py) do not.
            "django.request": {"level": quiet},
            "django.security": {"level": quiet},
        },
    }


LOGGING = logging_of(LOG)
