"""What `import_customers` refuses before it reads a row, and as whom it imports.

Seen to fail: with the report opened before the file, with the check of the report's name left out, and with a user of
another organization taken.
"""

from pathlib import Path

import pytest

from organizations.models import AccountGroup, Role, User
from tests.commands.running import refusal
from tests.transfer.importing import numbers
from tests.transfer.running_imports import HERE, START, ran
from tests.worlds import World


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.csv"
    path.write_text("reference,name,parentCustomer\nB,Two,A\nA,One,\n", encoding="utf-8")
    return path


def test_what_is_wrong_with_the_arguments_is_told_before_anything_happens(
    world: World, good: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.csv"
    report.write_text("of yesterday", encoding="utf-8")
    missing, nameless, headless = tmp_path / "none.csv", tmp_path / "good", tmp_path / "headless.csv"
    nameless.write_bytes(good.read_bytes())
    headless.write_text("reference,nmae\nA,One\n", encoding="utf-8")
    command = ("import_customers", "--on-error=skip", f"--report={report}", "--organization")
    assert "There is no organization 'nobody'." in refusal(*command, "nobody", str(good))
    assert "No such file" in refusal(*command, "here", str(missing))
    assert "say csv, xlsx or jsonl" in refusal(*command, "here", str(nameless))
    assert "nmae" in refusal(*command, "here", str(headless))
    assert report.read_text(encoding="utf-8") == "of yesterday"
    assert ran(nameless, *HERE, "--format", "csv").output == [START, numbers(created=2)]
    same = ("import_customers", str(good), *HERE, "--report")
    assert refusal(*same, str(good)).startswith("The report would overwrite the file")
    assert "cannot be written: No such file or directory" in refusal(*same, str(tmp_path / "none" / "r.csv"))
    assert "cannot be written: Is a directory" in refusal(*same, str(tmp_path))
    assert good.read_text(encoding="utf-8").startswith("reference,")


def test_nothing_is_imported_into_an_organization_that_is_being_erased(world: World, good: Path) -> None:
    world.organization.being_erased = True
    world.organization.save()
    assert refusal("import_customers", str(good), *HERE) == "here is being erased: nothing is imported into it."


def test_the_first_administrator_imports_or_else_the_first_editor_or_whoever_is_named(
    world: World, elsewhere: World, good: Path
) -> None:
    """Who only reads, is switched off or belongs to others imports nothing."""
    here = world.organization
    gone = User.objects.create(username="gone", organization=here, role=Role.ADMINISTRATOR, is_active=False)
    assert ran(good, *HERE).output[0] == START
    User.objects.create(username="boss", organization=here, role=Role.ADMINISTRATOR)
    assert ran(good, *HERE).output[0] == "Importing into here as boss."
    assert ran(good, *HERE, "--user", "here-editor").output[0] == START
    command = ("import_customers", str(good), *HERE, "--user")
    assert refusal(*command, gone.username) == "The user gone is switched off: name another one."
    assert refusal(*command, "here-reader") == "The user here-reader only reads: name an editor or an administrator."
    assert refusal(*command, "elsewhere-editor") == (
        "The user elsewhere-editor may not act for here: name one of its own users."
    )
    assert "There is no user 'nobody'." in refusal(*command, "nobody")
    group = AccountGroup.objects.create(name="Group")
    for organization in (here, elsewhere.organization):
        organization.account_group = group
        organization.save()
    User.objects.for_organization(elsewhere.organization).filter(username="elsewhere-editor").update(whole_group=True)
    assert ran(good, *HERE, "--user", "elsewhere-editor").output[0] == "Importing into here as elsewhere-editor."
    User.objects.for_organization(here).update(is_active=False)
    assert refusal("import_customers", str(good), *HERE).startswith("here has no active user who may write:")
