"""What dialect rws answers: the errors of the documented table, and a customer of which only the name is known."""

from typing import Any

PATH = "/rws/api/v1/customers"

# Code, status and text, as the document prints them.
DOCUMENTED: dict[str, tuple[int, str]] = {
    "10000004": (400, "Invalid accountId."),
    "10000024": (400, "Invalid apiVersion."),
    "10000580": (400, "Customer details required."),
    "10000581": (400, "Customer name is required."),
    "10000582": (400, "Invalid customer name. Number of characters allowed 1 - 60."),
    "10000583": (400, "Account Id is required."),
    "10000584": (400, "Security answer missing."),
    "10000585": (400, "Security question missing."),
    "10000586": (400, "Invalid security question. Number of characters allowed 0 - 100."),
    "10000587": (400, "Invalid security answer. Number of characters allowed 0 - 100."),
    "10000588": (400, "Maximum 4 contacts can be associated with a customer."),
    "10000589": (400, "Invalid contact name. Number of characters allowed 0 - 40."),
    "10000590": (400, "Invalid contact title. Number of characters allowed 0 - 40."),
    "10000591": (400, "Invalid contact phone. Number of characters allowed 0 - 25."),
    "10000592": (400, "Invalid contact mobile. Number of characters allowed 0 - 40."),
    "10000593": (400, "Invalid contact email. Number of characters allowed 0 - 320."),
    "10000594": (400, "Invalid address line1. Number of characters allowed 0 - 40."),
    "10000595": (400, "Invalid address line2. Number of characters allowed 0 - 40."),
    "10000596": (400, "Invalid city. Number of characters allowed 0 - 40."),
    "10000597": (400, "Invalid state/region. Number of characters allowed 0 - 40."),
    "10000598": (400, "Invalid country. Number of characters allowed 0 - 100."),
    "10000599": (400, "Invalid postal code. Number of characters allowed 0 - 15."),
    "10000602": (400, "Duplicate customer name."),
    "10000603": (400, "Invalid account. Account erasure request is in progress for the account."),
    "20000003": (404, "Resource not found - Invalid accountId."),
}
# Those that the table leaves out.
OTHERS: dict[str, tuple[int, str]] = {
    "10000001": (401, "Invalid credentials"),
    "10000023": (400, "Invalid request body."),
    "10000030": (400, "Access denied."),
    "20000002": (404, "Resource not found - Invalid customerId."),
    "30000001": (500, "Unknown server error."),
    "40000029": (429, "Rate Limit Exceeded."),
}
NO_ADDRESS = dict.fromkeys(("addressLine1", "addressLine2", "city", "state", "country", "postalCode"))
EMPTY: dict[str, Any] = {
    "name": None,
    "accountName": "First",
    "securityQuestion": None,
    "securityAnswer": None,
    "shipToBillAddress": False,
    "contacts": [],
    "billingAddress": NO_ADDRESS,
    "shippingAddress": NO_ADDRESS,
    "customerId": None,
}


def error(code: str) -> tuple[int, dict[str, str]]:
    """Return status and body of an error."""
    status, text = {**DOCUMENTED, **OTHERS}[code]
    return status, {"errorMessage": text, "errorCode": code}
