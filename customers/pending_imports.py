"""Keeps an uploaded file until its owner has decided: one for each user and organization, for a day at most.

It knows bytes and owners; it knows no format and no page.
"""

from datetime import timedelta

from django.utils import timezone

from customers.models import PendingImport
from customers_api.core.drafts import Caller

KEPT_FOR = timedelta(days=1)


def pending_import_keep(*, caller: Caller, name: str, file_format: str, content: bytes) -> PendingImport:
    """Keep a file in place of the one before; files that nobody has decided on for a day go."""
    pending = PendingImport.objects.for_organization(caller.organization)
    pending.filter(uploaded__lt=timezone.now() - KEPT_FOR).delete()
    values = {"name": name, "file_format": file_format, "content": content, "uploaded": timezone.now()}
    kept, _ = pending.update_or_create(organization=caller.organization, owner=caller.actor.pk, defaults=values)
    return kept


def pending_import_of(*, caller: Caller) -> PendingImport | None:
    """Return the file that the caller has uploaded."""
    fresh = timezone.now() - KEPT_FOR
    rows = PendingImport.objects.for_organization(caller.organization)
    return rows.filter(owner=caller.actor.pk, uploaded__gte=fresh).first()


def pending_import_drop(*, caller: Caller) -> None:
    """Forget the file."""
    PendingImport.objects.for_organization(caller.organization).filter(owner=caller.actor.pk).delete()
