"""The command that makes OAuth clients prints what a program needs, once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from oauth2_provider.models import get_application_model

from tests.oauth.clients import CALLBACK, App, bearer, person_at
from tests.worlds import World


def created(*arguments: str) -> App:
    out = StringIO()
    call_command("create_oauth_client", *arguments, stdout=out, stderr=StringIO())
    client_id, secret = out.getvalue().splitlines()
    return App(client_id, secret)


def test_what_it_prints_is_the_id_and_the_secret_of_a_client_that_works(world: World) -> None:
    app = created("nightly sync", "--user", "here-editor")
    client = get_application_model().objects.get()
    assert (client.client_id, client.name, client.user) == (app.client_id, "nightly sync", world.editor)
    assert bearer(app.token()).get("/api/v1.0/customers").status == 200


def test_with_an_address_it_is_a_client_for_people(world: World) -> None:
    app = created("portal", "--user", "here-editor", "--redirect-uri", CALLBACK, "--redirect-uri", "https://b.example/")
    assert app.ask(grant_type="client_credentials").body["error"] == "unauthorized_client"
    assert person_at(world.editor).get(app.authorization(redirect_uri="https://b.example/")).status_code == 200


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["x", "--user", "nobody"], "There is no user 'nobody'."),
        (["x" * 256, "--user", "here-editor"], "The name is too long: at most 255 characters."),
        (["x", "--user", "here-editor", "--redirect-uri", "ftp://a.example/"], "ftp"),
        (["x", "--user", "here-editor", "--redirect-uri", "nonsense"], "nonsense"),
        (["x\x00", "--user", "here-editor"], "The name cannot be used: not storable."),
        ([" ", "--user", "here-editor"], "The name is empty: give one that can be read."),
    ],
)
def test_what_cannot_be_made_is_told_in_one_line(arguments: list[str], line: str) -> None:
    with pytest.raises(CommandError) as raised:
        created(*arguments)
    assert line in str(raised.value)
    assert "\n" not in str(raised.value)
    assert not get_application_model().objects.exists()
