"""``create_user``: a user who can do nothing before a password or a key follows."""

import pytest

from organizations.models import AccountGroup, Role, User
from tests.clients import Caller
from tests.commands.running import refusal, run
from tests.worlds import World


def test_the_defaults_are_an_editor_without_a_password(world: World) -> None:
    printed = run("create_user", "clerk", "--organization", "here")
    user = User.accounts.get(username="clerk")
    assert (user.organization, user.reference, user.email, user.role) == (world.organization, None, "", Role.EDITOR)
    assert not user.has_usable_password()
    assert (user.whole_group, user.is_staff, user.is_superuser, user.is_active) == (False, False, False, True)
    assert printed.output == f"1 user created: clerk (id {user.pk}), editor of here.\n"
    assert printed.hints == "To let it in: manage.py create_api_key clerk, or manage.py changepassword clerk\n"


def test_all_that_is_given_is_kept(world: World) -> None:
    arguments = ["--reference", "emp-9", "--email", "head@example.com", "--role", "administrator", "--whole-group"]
    world.organization.account_group = AccountGroup.objects.create(name="Holding")
    world.organization.save()
    printed = run("create_user", "head", "--organization", "here", *arguments)
    user = User.accounts.get(username="head")
    assert (user.reference, user.email, user.role, user.whole_group) == (
        ("emp-9", "head@example.com", Role.ADMINISTRATOR, True)
    )
    assert "no effect" not in printed.hints


def test_the_right_to_a_group_that_is_none_comes_with_a_warning(world: World) -> None:
    printed = run("create_user", "head", "--organization", "here", "--whole-group")
    assert "here is in no account group" in printed.hints


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("editor", 201), ("administrator", 201)])
def test_the_role_decides_on_writing_once_there_is_a_key(world: World, role: str, status: int) -> None:
    run("create_user", "clerk", "--organization", "here", "--role", role)
    key = run("create_api_key", "clerk").output.strip()
    answer = Caller(f"Bearer {key}").json("/api/v1.0/customers", {"reference": "A", "name": "a"})
    assert answer.status == status


def test_two_users_without_a_reference_stand_side_by_side(world: World) -> None:
    for name in ("one", "two"):
        run("create_user", name, "--organization", "here", "--reference", "")
    assert set(User.accounts.filter(username__in=["one", "two"]).values_list("reference", flat=True)) == {None}


def test_a_reference_of_another_organization_is_free(world: World, elsewhere: World) -> None:
    run("create_user", "one", "--organization", "here", "--reference", "emp-1")
    run("create_user", "two", "--organization", "elsewhere", "--reference", "emp-1")
    assert User.accounts.filter(reference="emp-1").count() == 2


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["here-editor"], "The user name is taken: choose another one."),
        (["x" * 151], "The user name is too long: at most 150 characters."),
        ([""], "The user name is empty: give one that can be read."),
        (
            ["two words"],
            "The user name cannot be used: Enter a valid username. This value may contain only letters, numbers, and "
            "@/./+/-/_ characters.",
        ),
        (["new", "--reference", "ed-1"], "The reference is taken: choose another one."),
        (["new", "--reference", "x" * 256], "The reference is too long: at most 255 characters."),
        (["new", "--reference", "a/"], "The reference cannot be used: trailing slash."),
        (["new", "--email", "nobody"], "The email cannot be used: Enter a valid email address."),
        (["new", "--role", "king"], "Error: argument --role: invalid choice: 'king'"),
    ],
)
def test_a_refused_user_is_not_made(world: World, arguments: list[str], line: str) -> None:
    before = User.accounts.count()
    # Python's releases name the choices differently.
    assert refusal("create_user", *arguments, "--organization", "here").partition(" (choose from")[0] == line
    assert User.accounts.count() == before


def test_an_unknown_organization_is_refused_and_the_known_ones_are_named(world: World, elsewhere: World) -> None:
    assert refusal("create_user", "new", "--organization", "nowhere") == (
        "There is no organization 'nowhere'. There are: elsewhere, here. Make it with create_organization."
    )
