"""People with passwords, and clients that log them in; it knows the form's fields and no rule of a log-in."""

from typing import Any

from django.test import Client

from organizations.models import Organization, Role, User

PASSWORD = "correct horse 7 battery"
LOGIN = "/j_spring_security_check"


def person(organization: Organization, name: str = "marie", role: Role = Role.EDITOR) -> User:
    """Return a new user who knows `PASSWORD`."""
    user = User(username=name, email=f"{name}@example.com", organization=organization, role=role)
    user.first_name, user.last_name = "Marie", "Martin"
    user.set_password(PASSWORD)
    user.save()
    return user


def fields(name: str = "marie", password: str = PASSWORD) -> dict[str, str]:
    """Return the form as its clients fill it in."""
    return {"j_username": name, "j_password": password, "ajax": "true"}


def browser(address: str = "192.0.2.1", **headers: str) -> Client:
    """Return a client at an address; it keeps cookies."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True, REMOTE_ADDR=address, headers=headers)


def logged_in(name: str = "marie") -> tuple[Client, str]:
    """Return a client that has logged in, and its session's id."""
    client = browser()
    response: Any = client.post(LOGIN, fields(name))
    assert response["Location"] == "http://testserver/login/ajaxSuccess"
    return client, client.cookies["JSESSIONID"].value
