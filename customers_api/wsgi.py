"""The entry of the production server: Django in threads of its own, given whole bodies, told of paths that are no text.

The order matters: a thread of Django's is asked for once the body is there.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from customers_api.api.bodies import with_whole_bodies
from customers_api.api.paths import with_marked_paths
from customers_api.api.threads import with_few_threads

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "customers_api.settings")

django_application = with_few_threads(get_wsgi_application(), count=settings.THREADS)
application = with_marked_paths(with_whole_bodies(django_application, limit=settings.MAX_BODY_BYTES))
