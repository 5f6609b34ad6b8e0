"""Forwarding headers are believed from trusted proxies, and from nobody else."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from customers_api.api.proxies import ForwardingMiddleware
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

PROXY = "10.0.0.1"


@pytest.fixture(autouse=True)
def trusted(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "2001:db8::7"]


def seen(peer: str, **headers: str) -> HttpRequest:
    """Return the request as the rest of the service sees it."""
    requests: list[HttpRequest] = []

    def keep(request: HttpRequest) -> HttpResponse:
        requests.append(request)
        return HttpResponse()

    request = RequestFactory(headers=headers).get("/", REMOTE_ADDR=peer)
    ForwardingMiddleware(keep)(request)
    return requests[0]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        (PROXY, "192.0.2.1", "192.0.2.1"),
        (PROXY, "198.51.100.9, 192.0.2.1", "192.0.2.1"),
        (PROXY, "198.51.100.9, 192.0.2.1, 10.2.3.4", "192.0.2.1"),
        (PROXY, "10.2.3.4, 10.2.3.5", "10.2.3.4"),
        (PROXY, "192.0.2.1:5678", "192.0.2.1"),
        (PROXY, "[2001:db8::1]:5678", "2001:db8::1"),
        (PROXY, "2001:db8::1", "2001:db8::1"),
        (PROXY, "::ffff:192.0.2.1", "192.0.2.1"),
        (PROXY, "192.0.2.1, nonsense", PROXY),
        (PROXY, "192.0.2.1, nonsense, 10.2.3.4", "10.2.3.4"),
        (PROXY, "", PROXY),
        ("2001:db8::7", "192.0.2.1", "192.0.2.1"),
        ("::ffff:10.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("192.0.2.77", "192.0.2.1", "192.0.2.77"),
        ("2001:db8::8", "192.0.2.1", "2001:db8::8"),
        ("", "192.0.2.1", ""),
    ],
)
def test_the_client_is_the_first_address_that_is_no_proxy(peer: str, forwarded: str, client: str) -> None:
    assert seen(peer, **{"X-Forwarded-For": forwarded}).META["REMOTE_ADDR"] == client


@pytest.mark.parametrize(
    ("peer", "values", "scheme"),
    [
        (PROXY, "https", "https"),
        (PROXY, "HTTPS", "https"),
        (PROXY, "https, https", "https"),
        (PROXY, "http", "http"),
        # The client's own header, with underscores in its name, before or behind the proxy's.
        (PROXY, "https,http", "http"),
        (PROXY, "http,https", "http"),
        (PROXY, "", "http"),
        (PROXY, "nonsense", "http"),
        ("192.0.2.77", "https", "http"),
    ],
)
def test_tls_is_believed_when_every_value_says_so(peer: str, values: str, scheme: str) -> None:
    request = seen(peer, **{"X-Forwarded-Proto": values})
    assert (request.scheme, request.is_secure()) == (scheme, scheme == "https")


@pytest.mark.parametrize("peer", [PROXY, "192.0.2.77"])
def test_nothing_behind_it_sees_a_forwarding_header(peer: str) -> None:
    names = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "Forwarded", "X-Real-IP"]
    request = seen(peer, **dict.fromkeys(names, "elsewhere.example"), **{"X-Other": "kept"})
    assert {name for name in request.META if "FORWARD" in name or "REAL" in name} == set()
    assert request.META["HTTP_X_OTHER"] == "kept"
    assert request.get_host() == "testserver"


def test_without_a_header_the_scheme_stays(settings: Settings) -> None:
    request: Any = RequestFactory().get("/", REMOTE_ADDR=PROXY, secure=True)
    ForwardingMiddleware(lambda _: HttpResponse())(request)
    assert request.scheme == "https"
