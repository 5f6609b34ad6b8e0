"""Where customers are and how they are reached: addresses, positions, phones, e-mail; it knows no database."""

from typing import Any

from customers.generation import shares
from customers.generation.chance import Random, bell, happens, pick
from customers.generation.places import City, Country
from customers.generation.words import Word

Values = dict[str, Any]

# Nobody can own an address below it: no letter to a made-up customer ever reaches anybody.
DOMAIN = "example"
_MAILBOXES = ("info", "contact", "office", "mail", "hello", "orders", "accounts", "team")
_HOSTS = ("mail", "post", "inbox", "webmail", "home")
_NAMES = ("country", "city", "state", "postal_code", "address", "address2", "latitude", "longitude")


def addresses(country: Country, city: City, random: Random) -> Values:
    """Return the billing address and the shipping address; most customers have one for both."""
    billing = address(country, city, random)
    is_same = happens(shares.ONE_ADDRESS, random)
    shipping = billing if is_same else address(country, country.cities.draw(random), random)
    values: Values = {f"billing_{name}": billing[name] for name in _NAMES if name in billing}
    return values | shipping | {"is_same_address": is_same}


def address(country: Country, city: City, random: Random) -> Values:
    """Return an address in a city; three in ten have a position near its centre."""
    language = country.language
    number = 1 + int(random() ** 2 * country.highest_number)
    values: Values = {
        "country": country.code,
        "city": city.name.text,
        "state": city.state,
        "postal_code": city.postal_code.draw(random),
        "address": language.address.format(n=number, street=pick(language.streets, random)),
    }
    if happens(shares.SECOND_LINE, random):
        values["address2"] = pick(language.second_lines, random)
    if happens(shares.POSITION, random):
        values["latitude"] = f"{city.latitude + 0.03 * bell(random):.6f}"
        values["longitude"] = f"{city.longitude + 0.04 * bell(random):.6f}"
    return values


def phones(country: Country, random: Random) -> Values:
    """Return the numbers by which a customer is called."""
    values: Values = {}
    if happens(shares.PHONE, random):
        values["phone"] = country.phone.draw(random)
    if happens(shares.MOBILE, random):
        values["mobile"] = country.mobile.draw(random)
    if happens(shares.FAX, random):
        values["fax"] = country.phone.draw(random)
    return values


def firm_on_the_net(spelled: str, random: Random) -> Values:
    """Return a firm's e-mail address and its site; one in ten has no e-mail."""
    values: Values = {}
    if happens(shares.EMAIL, random):
        values["email"] = f"{pick(_MAILBOXES, random)}@{spelled}.{DOMAIN}"
    if happens(shares.WEBSITE, random):
        values["website"] = f"https://www.{spelled}.{DOMAIN}"
    return values


def person_on_the_net(given: Word, surname: Word, random: Random) -> Values:
    """Return a person's e-mail address; one in ten has none."""
    if not happens(shares.EMAIL, random):
        return {}
    number = "" if happens(shares.PLAIN_MAILBOX, random) else str(int(random() * 1000))
    return {"email": f"{given.plain}.{surname.plain}{number}@{pick(_HOSTS, random)}.{DOMAIN}"}
