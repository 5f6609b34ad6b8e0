"""Keeps an uploaded file until its owner has decided: one for each user and organization, for a day at most.

It knows bytes and owners; it knows no format and no page.
"""

import hashlib
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


def pending_import_identity(pending: PendingImport) -> str:
    """Return a digest of the file, of how it is read, and of the organization that it was uploaded into."""
    digest = hashlib.sha256(f"{pending.organization_id} {pending.file_format} ".encode())
    digest.update(pending.content)
    return digest.hexdigest()


def pending_import_drop(*, caller: Caller, pending: PendingImport) -> None:
    """Forget the file, but not one that was uploaded in its place since it was read."""
    PendingImport.objects.for_organization(caller.organization).filter(
        owner=caller.actor.pk, uploaded=pending.uploaded
    ).delete()
