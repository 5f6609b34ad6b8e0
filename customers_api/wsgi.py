"""The entry of the production server: Django, given whole bodies and told of paths that are no text."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from customers_api.api.bodies import with_whole_bodies
from customers_api.api.paths import with_marked_paths

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "customers_api.settings")

application = with_marked_paths(with_whole_bodies(get_wsgi_application(), limit=settings.MAX_BODY_BYTES))
