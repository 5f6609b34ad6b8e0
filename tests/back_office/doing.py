"""How people choose customers on the list and do something to them."""

from typing import Any

from customers.models import Customer
from tests.back_office.customer_pages import LIST, messages_of
from tests.back_office.people import Person


def run(someone: Person, action: str, chosen: list[Customer], query: str = "", **sent: Any) -> Any:
    """Choose customers on the list and run an action."""
    ids = [str(one.pk) for one in chosen]
    data = {"action": action, "_selected_action": ids, "index": "0", **sent}
    return someone.browser.post(f"{LIST}?{query}", data)


def answer(someone: Person, action: str, chosen: list[Customer], query: str = "", **sent: Any) -> Any:
    """Answer what an action asks."""
    ids = [str(one.pk) for one in chosen]
    data = {"action": action, "_selected_action": ids, "expected": str(len(chosen)), **sent}
    return someone.browser.post(f"{LIST}?{query}", data)


def led_to(someone: Person, page: Any) -> Any:
    """The answer that a page leads to."""
    return someone.browser.get(page.headers["Location"])


def disposition(page: Any) -> str:
    return str(page.headers.get("Content-Disposition", ""))


def told(page: Any) -> list[str]:
    return messages_of(page)


def again_all(*customers: Customer) -> list[Customer]:
    return [Customer.objects.for_organization(one.organization_id).get(pk=one.pk) for one in customers]
