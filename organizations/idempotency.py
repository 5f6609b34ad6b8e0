"""Answers that are kept under the key by which a caller named a request, so that asking again does nothing twice.

The answer is stored in the transaction of the write itself: there is never one without the other. It knows no HTTP
header and no dialect; what is answered is made by whoever calls.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from customers_api.core.locks import try_lock_until_commit
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.units import in_unit
from organizations.models import KeptAnswer, User

KEPT_FOR = timedelta(hours=24)
# How long a caller waits before it asks again for an answer that is still being made.
WAIT_SECONDS = 1
# One write in so many also removes some of the answers that nobody may ask for any more.
CLEANED_EVERY = 64
CLEANED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Named:
    """A request as its caller named it: ``fingerprint`` is a digest of all that makes it this request."""

    user: User
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it went out."""

    status: int
    content: str
    headers: Mapping[str, str] = field(default_factory=dict)
    is_repeated: bool = False


def answer_once(named: Named, make: Callable[[], Given]) -> Given:
    """Make the answer, or return the one that was given to this request before; both in one unit of work.

    ``make`` raises what is not to be kept. Raises ``REQUEST_IN_PROGRESS`` while another one makes the answer, and
    ``IDEMPOTENCY_MISMATCH`` when the caller used the key for another request.
    """

    def work() -> Given:
        if not try_lock_until_commit(f"idempotency key: {named.user.pk}: {named.key}"):
            raise Problem(ProblemCode.REQUEST_IN_PROGRESS, wait=WAIT_SECONDS)
        kept = find(named)
        if kept is not None:
            return repeated(kept, named)
        given = make()
        keep(named, given)
        return given

    return in_unit(work)


def find(named: Named) -> KeptAnswer | None:
    """Return the answer that is kept under the key."""
    answers = KeptAnswer.objects.for_organization(named.user.organization_id)
    return answers.filter(user=named.user, key=named.key, expires__gt=timezone.now()).first()


def repeated(kept: KeptAnswer, named: Named) -> Given:
    """Return the kept answer, if it was given to the same request."""
    if kept.fingerprint != named.fingerprint:
        raise Problem(ProblemCode.IDEMPOTENCY_MISMATCH)
    return Given(kept.status, kept.content, kept.headers, is_repeated=True)


def keep(named: Named, given: Given) -> None:
    """Keep the answer, in the place of one whose time is over."""
    values = {
        "fingerprint": named.fingerprint,
        "status": given.status,
        "headers": dict(given.headers),
        "content": given.content,
        "expires": timezone.now() + KEPT_FOR,
    }
    unique = {"organization_id": named.user.organization_id, "user_id": named.user.pk, "key": named.key}
    [kept] = KeptAnswer.objects.bulk_create(
        [KeptAnswer(**unique, **values)],
        update_conflicts=True,
        unique_fields=["organization", "user", "key"],
        update_fields=list(values),
    )
    if kept.pk % CLEANED_EVERY == 0:
        remove_expired(named.user.organization_id)


def remove_expired(organization: int) -> int:
    """Remove answers of an organization whose time is over, as many as one request can bear; return their number."""
    expired = KeptAnswer.objects.for_organization(organization).filter(expires__lte=timezone.now())
    # Whoever removes the same ones at the moment is not waited for.
    some = expired.select_for_update(skip_locked=True).order_by("expires").values_list("pk", flat=True)
    chosen = list(some[:CLEANED_AT_ONCE])
    return KeptAnswer.objects.for_organization(organization).filter(pk__in=chosen).delete()[0]
