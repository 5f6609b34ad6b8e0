"""The entry of the production server: Django, given bodies that are whole; it knows no address."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from customers_api.api.bodies import with_whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "customers_api.settings")

application = with_whole_bodies(get_wsgi_application(), limit=settings.MAX_BODY_BYTES)
