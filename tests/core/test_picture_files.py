"""Tests that the files of pictures and the database tell the same story, whatever fails in between."""

import errno
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction

from customers_api.core.picture_files import (
    CATEGORY_PICTURES,
    CUSTOMER_PICTURES,
    paths_of,
    picture_folder,
    pictures_kept_on_success,
    remove_after_commit,
)
from customers_api.core.pictures import Picture
from customers_api.core.problems import Problem
from tests.pictures import stored_picture

FOLDER = picture_folder("entity1", "1450169988465", CUSTOMER_PICTURES)


class RefusedError(Exception):
    """What makes a request fail."""


@pytest.fixture(autouse=True)
def media(media_of_its_own: Path) -> Path:
    return media_of_its_own


def files_in(media: Path) -> dict[str, bytes]:
    return {str(path.relative_to(media)): path.read_bytes() for path in media.rglob("*") if path.is_file()}


def stored(name: str = "logo.png", *, original: bytes = b"original") -> str:
    with pictures_kept_on_success() as files:
        return files.store(stored_picture(name, original=original), folder=FOLDER)


def test_a_picture_is_stored_beside_its_copies(media: Path) -> None:
    before = time.time_ns() // 1_000_000
    path = stored("logo_color_272x92dp.png")
    folder, _, name = path.rpartition("/")
    millis, _, safe_name = name.partition("_")
    assert (folder, safe_name) == ("entity1-1450169988465/photoCustomer", "logo_color_272x92dp.png")
    assert before <= int(millis) <= time.time_ns() // 1_000_000
    assert files_in(media) == {
        path: b"original",
        f"{folder}/small_{name}": b"small",
        f"{folder}/medium_{name}": b"medium",
    }


@pytest.mark.parametrize(
    ("organization", "folder"),
    [
        ("entity1", "entity1-7/photoCustomerCategory"),
        ("Café & Söhne / GmbH", "Cafe_Sohne_GmbH-7/photoCustomerCategory"),
        ("../../etc", "etc-7/photoCustomerCategory"),
        ("株式会社", "organization-7/photoCustomerCategory"),
        ("", "organization-7/photoCustomerCategory"),
        ("x" * 255, f"{'x' * 60}-7/photoCustomerCategory"),
    ],
)
def test_a_folder_is_named_after_its_organization(organization: str, folder: str) -> None:
    assert picture_folder(organization, "7", CATEGORY_PICTURES) == folder


def test_there_are_no_pictures_of_an_unknown_kind() -> None:
    with pytest.raises(ValueError, match="photoInvoice"):
        picture_folder("entity1", "7", "photoInvoice")


def test_the_longest_path_fits_into_a_column() -> None:
    folder = picture_folder("x" * 255, "9" * 40, CATEGORY_PICTURES)
    with pictures_kept_on_success() as files:
        assert len(files.store(stored_picture("x" * 76 + ".png"), folder=folder)) == 218


def test_pictures_of_one_millisecond_do_not_overwrite_each_other(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1471338230737_000_000)
    paths = [stored(original=bytes([number])) for number in range(3)]
    assert paths == [f"{FOLDER}/{millis}_logo.png" for millis in (1471338230737, 1471338230738, 1471338230739)]
    assert [files_in(media)[path] for path in paths] == [b"\0", b"\1", b"\2"]
    assert sorted(files_in(media)) == sorted(name for path in paths for name in paths_of(path))


def test_pictures_of_many_threads_do_not_overwrite_each_other(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1471338230737_000_000)
    contents = [bytes([number]) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda content: stored(original=content), contents))
    files = files_in(media)
    assert [files[path] for path in paths] == contents
    assert sorted(files) == sorted(name for path in paths for name in paths_of(path))


def test_a_name_that_is_taken_while_it_is_written_is_given_up(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process is faster between the question whether the name is free and the writing."""
    monkeypatch.setattr(time, "time_ns", lambda: 1471338230737_000_000)
    taken = media / f"{FOLDER}/1471338230737_logo.png"
    exists = FileSystemStorage.exists

    def free_a_moment_ago(storage: FileSystemStorage, name: str) -> bool:
        answer = exists(storage, name)
        taken.parent.mkdir(parents=True, exist_ok=True)
        taken.write_bytes(b"other")
        return answer

    monkeypatch.setattr(FileSystemStorage, "exists", free_a_moment_ago)
    path = stored(original=b"mine")
    assert path == f"{FOLDER}/1471338230738_logo.png"
    assert (taken.read_bytes(), files_in(media)[path], len(files_in(media))) == (b"other", b"mine", 4)


def test_a_storage_that_never_gives_the_wanted_name_is_an_error(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileSystemStorage, "exists", lambda *_: True)
    with pytest.raises(FileExistsError, match=r"logo\.png"):
        stored()
    assert files_in(media) == {}


def refuse(media: Path, error: type[BaseException]) -> None:
    """Fail after three pictures were stored."""
    with pictures_kept_on_success() as files:
        for _ in range(3):
            files.store(stored_picture(), folder=FOLDER)
        assert len(files_in(media)) >= 9
        raise error


@pytest.mark.parametrize("error", [RefusedError, KeyboardInterrupt])
def test_a_refused_request_leaves_nothing_on_disk(media: Path, error: type[BaseException]) -> None:
    kept = stored()
    with pytest.raises(error):
        refuse(media, error)
    assert sorted(files_in(media)) == sorted(paths_of(kept))


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file of this process grows beyond a thousand bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("full_disk")
@pytest.mark.parametrize("too_large", ["original", "small", "medium"])
def test_a_full_disk_keeps_no_part_of_a_picture(media: Path, too_large: str) -> None:
    contents = {"original": b"1", "small": b"2", "medium": b"3", too_large: b"x" * 1001}
    with pytest.raises(Problem, match="picture_not_stored"), pictures_kept_on_success() as files:
        files.store(Picture("logo.png", "0" * 64, **contents), folder=FOLDER)
    assert files_in(media) == {}


@pytest.mark.usefixtures("full_disk")
def test_a_picture_that_cannot_be_stored_leaves_the_others_of_its_request(media: Path) -> None:
    with pictures_kept_on_success() as files:
        kept = files.store(stored_picture(), folder=FOLDER)
        with pytest.raises(Problem, match="picture_not_stored"):
            files.store(stored_picture(original=b"x" * 1001), folder=FOLDER)
    assert sorted(files_in(media)) == sorted(paths_of(kept))


def test_an_attempt_that_fails_leaves_nothing_while_the_request_goes_on(media: Path) -> None:
    with pictures_kept_on_success() as files:
        kept = [files.store(stored_picture(), folder=FOLDER)]
        with suppress(RefusedError), files.part():
            files.store(stored_picture(), folder=FOLDER)
            raise RefusedError
        with files.part():
            kept.append(files.store(stored_picture(), folder=FOLDER))
    assert sorted(files_in(media)) == sorted([*paths_of(kept[0]), *paths_of(kept[1])])


def test_a_file_that_cannot_be_removed_hides_neither_the_error_nor_the_others(
    media: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    remove = Path.unlink
    monkeypatch.setattr(FileSystemStorage, "delete", lambda storage, name: unless_original(storage.path(name)))

    def unless_original(path: str) -> None:
        if Path(path).read_bytes() == b"original":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        remove(Path(path))

    with pytest.raises(RefusedError):
        refuse(media, RefusedError)
    assert list(files_in(media).values()) == [b"original"] * 3
    assert caplog.messages == [f"The picture {path} could not be removed" for path in sorted(files_in(media))]


@pytest.mark.django_db(transaction=True)
def test_a_replaced_picture_is_removed_after_the_commit(media: Path) -> None:
    replaced, kept = stored(), stored()
    with transaction.atomic():
        remove_after_commit(replaced)
        assert sorted(files_in(media)) == sorted([*paths_of(replaced), *paths_of(kept)])
    assert sorted(files_in(media)) == sorted(paths_of(kept))


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_request_keeps_the_old_picture_and_not_the_new_one(media: Path) -> None:
    old = stored()

    def replace_and_fail() -> None:
        with pictures_kept_on_success() as files, transaction.atomic():
            files.store(stored_picture(), folder=FOLDER)
            remove_after_commit(old)
            raise RefusedError

    with pytest.raises(RefusedError):
        replace_and_fail()
    assert sorted(files_in(media)) == sorted(paths_of(old))


@pytest.mark.django_db(transaction=True)
def test_a_row_that_fails_in_its_batch_keeps_its_old_picture(media: Path) -> None:
    old, replaced = stored(), stored()

    def replace_and_fail() -> None:
        with transaction.atomic():
            remove_after_commit(old)
            raise RefusedError

    with transaction.atomic():
        remove_after_commit(replaced)
        with pytest.raises(RefusedError):
            replace_and_fail()
    assert sorted(files_in(media)) == sorted(paths_of(old))


@pytest.mark.django_db(transaction=True)
def test_a_picture_that_is_gone_already_is_removed_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    path = stored()
    default_storage.delete(paths_of(path)[1])
    with transaction.atomic():
        remove_after_commit(path)
        remove_after_commit(path)
    assert (caplog.messages, default_storage.exists(path)) == ([], False)
