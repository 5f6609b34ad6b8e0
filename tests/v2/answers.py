"""What dialect v2 answers for a customer of which nothing but the name is known."""

from typing import Any

EMPTY: dict[str, Any] = {
    "id": None,
    "name": None,
    "category": None,
    "contact_person": None,
    "address_line_1": None,
    "address_line_2": None,
    "city": None,
    "state_province": None,
    "zip_postal_code": None,
    "country": None,
    "phone": None,
    "mobile": None,
    "fax": None,
    "website": None,
    "general_description": None,
    "nda_signed": False,
    "nda_signed_date": None,
    "msa_signed": False,
    "msa_signed_date": None,
    "supplementary_description": None,
    "additional_description": None,
    "template": None,
}


def detail(text: str) -> dict[str, str]:
    """Return the body of an error."""
    return {"detail": text}
