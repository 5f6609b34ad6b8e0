"""Django's settings, made from the environment alone (see docs/operations.md for every variable)."""

from pathlib import Path

from customers_api.back_office.theme import THEME
from customers_api.databases import no_endless_connections
from customers_api.environment import Environment, origin_of
from customers_api.operation import logs
from customers_api.operation.safety import demand_long_token, demand_safety

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = Environment(BASE_DIR)

DEBUG = ENVIRONMENT.flag("DEBUG", default=False)
SECRET_KEY = ENVIRONMENT.secret_key(debug=DEBUG)
# What was signed with them is still good; nothing new is.
SECRET_KEY_FALLBACKS = ENVIRONMENT.names("SECRET_KEY_FALLBACKS")
BASE_URL = ENVIRONMENT.base_url()
TLS = BASE_URL.startswith("https://")
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts()
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies()
demand_safety(
    debug=DEBUG,
    secret_keys=[SECRET_KEY, *SECRET_KEY_FALLBACKS],
    base_url=BASE_URL,
    hosts=ALLOWED_HOSTS,
    proxies=TRUSTED_PROXIES,
)

INSTALLED_APPS = [
    # Before the theme, so that its pages can be ours.
    "customers_api",
    "customers",
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "customers_api.back_office.apps.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    # Before the library, so that its pages for people are ours.
    "organizations",
    "oauth2_provider",
    "regions",
    "paymenttypes",
]
MIDDLEWARE = [
    # Around even the next one: its answers to probes get the headers too.
    "customers_api.api.headers.SecurityHeadersMiddleware",
    # Outside of all others: no answer without an id, a count and a line in the log.
    "customers_api.operation.middleware.RequestMiddleware",
    "customers_api.api.proxies.ForwardingMiddleware",
    "customers_api.api.errors.HostileRequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "organizations.api.sessions.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "customers_api.back_office.messages.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "customers_api.urls"
WSGI_APPLICATION = "customers_api.wsgi.application"
# The documented addresses exist with and without a slash; a redirect would lose the body of a POST.
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": ENVIRONMENT.database()}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes the lock when it begins: two readers that both want to write would deadlock.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        # FULL flushes each commit: NORMAL would forget the last ones when the power fails.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = no_endless_connections(DATABASES["default"].get("OPTIONS"))
# Seconds after which the server gives up; commands of manage.py wait as long as they must.
CONNECT_TIMEOUT = ENVIRONMENT.count("CONNECT_TIMEOUT", 5)
STATEMENT_TIMEOUT = ENVIRONMENT.count("STATEMENT_TIMEOUT", 15)
LOCK_TIMEOUT = ENVIRONMENT.count("LOCK_TIMEOUT", 10)
IDLE_TRANSACTION_TIMEOUT = ENVIRONMENT.count("IDLE_TRANSACTION_TIMEOUT", 30)
# In so many threads of each process Django runs; each keeps a database connection.
THREADS = ENVIRONMENT.count("THREADS", 8)
# Whether each process of the server keeps to one processor, as long as others leave it room there.
ONE_PROCESSOR = ENVIRONMENT.flag("ONE_PROCESSOR", default=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": ENVIRONMENT.cache()}

AUTHENTICATION_BACKENDS = ["organizations.backends.PasswordBackend"]
AUTH_USER_MODEL = "organizations.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "customers_api.openapi.static_files.SwaggerFinder",
]
MEDIA_ROOT = Path(ENVIRONMENT.text("MEDIA_ROOT") or BASE_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "customers_api.core.flushed_files.FlushedFileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}

# What one request may ask for; docs/operations.md tells what each bound keeps away.
MEBIBYTE = 1024 * 1024
MAX_URL_LENGTH = ENVIRONMENT.number("MAX_URL_LENGTH", 8192, least=1024, most=65_536)
MAX_QUERY_PARAMETERS = ENVIRONMENT.number("MAX_QUERY_PARAMETERS", 100, least=10, most=10_000)
MAX_SEARCH_LENGTH = ENVIRONMENT.number("MAX_SEARCH_LENGTH", 500, least=1, most=4096)
MAX_SEARCH_WORDS = ENVIRONMENT.number("MAX_SEARCH_WORDS", 20, least=1, most=50)
PAGE_SIZE, MAX_PAGE_SIZE = ENVIRONMENT.page_sizes()
MAX_JSON_DEPTH = ENVIRONMENT.number("MAX_JSON_DEPTH", 32, least=8, most=200)
MAX_JSON_VALUES = ENVIRONMENT.number("MAX_JSON_VALUES", 100_000, least=1000, most=10_000_000)
MAX_NUMBER_LENGTH = ENVIRONMENT.number("MAX_NUMBER_LENGTH", 400, least=20, most=4000)
MAX_PICTURE_BYTES = ENVIRONMENT.number("MAX_PICTURE_MIB", 2, least=1, most=64) * MEBIBYTE
MAX_PICTURE_PIXELS = ENVIRONMENT.number("MAX_PICTURE_MEGAPIXELS", 50, least=1, most=80) * 1_000_000
# Larger bodies are answered 413. Uploads stay in memory below it, so that a refused request leaves no temporary file.
MAX_BODY_BYTES = ENVIRONMENT.number("MAX_BODY_MIB", 10, least=1, most=1024) * MEBIBYTE
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY_BYTES
FILE_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = ENVIRONMENT.number("MAX_FORM_FIELDS", 1000, least=100, most=100_000)
DATA_UPLOAD_MAX_NUMBER_FILES = ENVIRONMENT.number("MAX_FORM_FILES", 10, least=1, most=1000)
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# The cookie name that clients of the documented form login read.
SESSION_COOKIE_NAME = "JSESSIONID"
# Its clients read the cookie by hand and know no date in it; the server forgets the session by itself.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = TLS
CSRF_COOKIE_SECURE = TLS
# The pages write the token into their forms; nothing reads the cookie.
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_HSTS_PRELOAD = TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [origin_of(BASE_URL)] if BASE_URL else []

LOGIN_URL = "/oauth/login/"
LOGIN_REDIRECT_URL = "/admin/"
OAUTH2_PROVIDER = {
    "OAUTH2_VALIDATOR_CLASS": "organizations.api.oauth_validator.ClientValidator",
    "SCOPES": {"read": "Read the organization's records", "write": "Change the organization's records"},
    "ACCESS_TOKEN_EXPIRE_SECONDS": 60 * 60,
    "REFRESH_TOKEN_EXPIRE_SECONDS": 30 * 24 * 60 * 60,
    # A refresh token that comes twice was stolen from somebody: all that came of it ends.
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    # Without TLS the service itself is for one machine, and so may be its clients.
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"] if TLS else ["https", "http"],
    "PKCE_REQUIRED": True,
    # The security advice of RFC 9700, whole: tokens are stored as hashes, and the implicit and password grants refused.
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "COMPLIANT_BCP_RFC9700_REFRESH_TOKEN": True,
    "COMPLIANT_BCP_RFC9700_REDIRECT_URI_SCHEME": TLS,
    "COMPLIANT_BCP_RFC9700_REDIRECT_URI_MATCHING": True,
    "COMPLIANT_BCP_RFC9700_PKCE_REQUIRED": True,
}

REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "customers_api.api.errors.exception_handler",
    "DEFAULT_SCHEMA_CLASS": "customers_api.openapi.auto.DeclaredSchema",
    "DEFAULT_RENDERER_CLASSES": ["customers_api.api.rendering.JsonRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
}

# The addresses stand in the order of the table of addresses; all else is said by the declarations.
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": [],
    "SORT_OPERATIONS": False,
    "SCHEMA_PATH_PREFIX": "/",
}

V1_RATE = ENVIRONMENT.rate("V1_RATE")
V2_RATE = ENVIRONMENT.rate("V2_RATE", "100/minute")
RWS_RATE = ENVIRONMENT.rate("RWS_RATE")
CREDENTIAL_RATE = ENVIRONMENT.rate("CREDENTIAL_RATE")
WRONG_PASSWORD_RATE = ENVIRONMENT.rate("WRONG_PASSWORD_RATE", "100/minute")
UNFOLD = THEME
DEMO_PASSWORD = ENVIRONMENT.text("DEMO_PASSWORD")

SILENCED_SYSTEM_CHECKS: list[str] = []
# Who may see /metrics; empty: programs of this machine.
METRICS_TOKEN = demand_long_token(ENVIRONMENT.text("METRICS_TOKEN"))
# Read by the library itself; looked at here so that a bad one stops the start.
PROMETHEUS_MULTIPROC_DIR = ENVIRONMENT.folder("PROMETHEUS_MULTIPROC_DIR")
LOGGING = logs.configuration(
    style=ENVIRONMENT.choice("LOG_FORMAT", logs.FORMATS), level=ENVIRONMENT.choice("LOG_LEVEL", logs.LEVELS)
)
