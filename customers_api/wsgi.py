"""The entry of the production server: Django in threads of its own, given whole bodies, told of paths that are no text.

The order matters: a thread of Django's is asked for once the body is there.
"""

import logging
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from customers_api.api.bodies import with_whole_bodies
from customers_api.api.media_types import with_plain_media_types
from customers_api.api.paths import with_marked_paths
from customers_api.api.threads import with_few_threads
from customers_api.core.plans import keep_plans
from customers_api.core.processors import stay_on_one
from customers_api.databases import limit_waiting
from customers_api.operation.gate import with_count_in_flight, with_probes_aside
from customers_api.operation.logs import tell_less

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "customers_api.settings")

limit_waiting()
keep_plans()
if settings.ONE_PROCESSOR:
    stay_on_one()

# Warnings of libraries become lines of the log.
logging.captureWarnings(True)
tell_less()

django_application = with_plain_media_types(get_wsgi_application())
in_threads = with_probes_aside(with_few_threads(django_application, count=settings.THREADS), django_application)
application = with_count_in_flight(with_marked_paths(with_whole_bodies(in_threads, limit=settings.MAX_BODY_BYTES)))
