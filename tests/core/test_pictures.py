"""Tests what becomes of uploaded bytes: one sentence for each kind of picture, good or hostile."""

import hashlib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from customers_api.core.pictures import read_picture
from customers_api.core.problems import Problem, ProblemCode
from tests.marks import NO_DATABASE
from tests.pictures import (
    BLUE,
    FORMATS,
    GREEN,
    PNG_SIGNATURE,
    RED,
    WHITE,
    bmp_header,
    corners,
    encoded,
    exif,
    gif_with_a_canvas_of_one_pixel,
    jpeg_of_many_scans,
    opened,
    png,
    quarters,
    run_length_bmp,
    sample,
)

pytestmark = NO_DATABASE

UPRIGHT = [RED, GREEN, BLUE, WHITE]
# Small enough that every length and thousands of changes can be tried.
TINY = {form: sample(form, 6, 5) for form in FORMATS}


def refusal(data: bytes, file_name: str = "logo.png") -> tuple[ProblemCode, str | None]:
    with pytest.raises(Problem) as caught:
        read_picture(data, file_name=file_name)
    return caught.value.code, caught.value.field


def outcome(data: bytes) -> object:
    """The problem with these bytes, or the format of the picture that they became."""
    try:
        return opened(read_picture(data, file_name="logo").original).format
    except Problem as problem:
        return problem.code, problem.field


MAX_BYTES = 2 * 1024 * 1024
TOO_LARGE = (ProblemCode.PICTURE_TOO_LARGE, "image")
UNSUPPORTED = (ProblemCode.PICTURE_UNSUPPORTED, "image")


@pytest.mark.parametrize(("form", "extension"), FORMATS.items())
def test_a_picture_stays_in_its_format_and_gets_two_copies(form: str, extension: str) -> None:
    data = sample(form, 1000, 500)
    picture = read_picture(data, file_name="logo.xyz")
    files = [opened(content) for content in (picture.original, picture.medium, picture.small)]
    assert picture.name == f"logo.{extension}"
    assert picture.digest == hashlib.sha256(data).hexdigest()
    assert [(file.format, file.size) for file in files] == [(form, (1000, 500)), (form, (512, 256)), (form, (128, 64))]
    assert [corners(content) for content in (picture.original, picture.medium, picture.small)] == [UPRIGHT] * 3


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("size", "medium", "small"),
    [
        ((1, 1), (1, 1), (1, 1)),
        ((128, 128), (128, 128), (128, 128)),
        ((129, 100), (129, 100), (128, 99)),
        ((512, 3), (512, 3), (128, 1)),
        ((300, 513), (299, 512), (75, 128)),
        ((10_000, 1), (512, 1), (128, 1)),
        ((1, 10_000), (1, 512), (1, 128)),
    ],
)
def test_a_copy_is_never_larger_than_the_picture(
    form: str, size: tuple[int, int], medium: tuple[int, int], small: tuple[int, int]
) -> None:
    picture = read_picture(sample(form, *size), file_name="logo")
    sizes = [opened(content).size for content in (picture.original, picture.medium, picture.small)]
    assert sizes == [size, medium, small]


@pytest.mark.parametrize(("form", "extension"), FORMATS.items())
@pytest.mark.parametrize("file_name", ["logo.jpg", "logo.png", "logo.svg", "logo.php", "logo"])
def test_the_content_decides_and_not_the_name(form: str, extension: str, file_name: str) -> None:
    assert read_picture(TINY[form], file_name=file_name).name == f"logo.{extension}"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG",
        b"BM",
        b"GIF89a",
        b"\xff\xd8\xff",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7\n",
        b"GIF8<script>alert(1)</script>",
        b"BM<script>alert(1)</script>" * 20,
        *(encoded(quarters(16, 16), form) for form in ("WEBP", "TIFF", "ICO", "PPM", "TGA", "JPEG2000", "PDF", "DIB")),
    ],
    ids=lambda data: repr(data[:10]),
)
def test_what_is_none_of_the_four_formats_is_refused(data: bytes) -> None:
    assert refusal(data) == UNSUPPORTED


@pytest.mark.parametrize("form", FORMATS)
def test_half_a_picture_is_refused(form: str) -> None:
    data = sample(form)
    assert refusal(data[: len(data) // 2]) == UNSUPPORTED


@pytest.mark.parametrize("form", FORMATS)
def test_a_picture_cut_anywhere_is_read_or_refused(form: str) -> None:
    outcomes = {outcome(TINY[form][:length]) for length in range(len(TINY[form]))}
    assert UNSUPPORTED in outcomes
    assert outcomes <= {UNSUPPORTED, form}


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=300, deadline=None)
@given(changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_damaged_picture_is_read_or_refused(form: str, changes: list[tuple[float, int]]) -> None:
    data = bytearray(TINY[form])
    for place, value in changes:
        data[int(place * len(data))] = value
    assert outcome(bytes(data)) in {UNSUPPORTED, TOO_LARGE, form}


@settings(max_examples=300, deadline=None)
@given(form=st.sampled_from([b"\xff\xd8\xff", b"GIF89a", PNG_SIGNATURE, b"BM"]), rest=st.binary(max_size=300))
def test_noise_behind_a_signature_is_refused(form: bytes, rest: bytes) -> None:
    assert refusal(form + rest) == UNSUPPORTED


def test_two_mebibytes_are_the_most() -> None:
    padding = b"\0" * (MAX_BYTES - len(TINY["PNG"]))
    assert (
        read_picture(TINY["PNG"] + padding, file_name="logo").original
        == read_picture(TINY["PNG"], file_name="logo").original
    )
    assert refusal(TINY["PNG"] + padding + b"\0") == TOO_LARGE


def test_the_size_is_judged_before_the_format() -> None:
    assert refusal(b"\0" * (MAX_BYTES + 1)) == TOO_LARGE


DOT = encoded(Image.new("P", (1, 1)), "GIF")
BOMBS = {
    "png": png(50_000_001, 1, depth=1, colour_type=0, rows=b""),
    "jpg": encoded(Image.new("L", (8, 8)), "JPEG").replace(b"\x00\x08\x00\x08", b"\xff\xff\xff\xff", 1),
    "gif": encoded(Image.new("P", (1, 1)), "GIF")[:6]
    + b"\xff\xff\xff\xff"
    + encoded(Image.new("P", (1, 1)), "GIF")[10:],
    "gif with a frame beyond its canvas": gif_with_a_canvas_of_one_pixel(7100, 7100),
    "gif at whose frame Pillow warns": gif_with_a_canvas_of_one_pixel(10_000, 10_000),
    "gif at whose frame Pillow fails": gif_with_a_canvas_of_one_pixel(60_000, 60_000),
    "bmp": bmp_header(10_000, 5_001, bits=1, compression=0, pixels=b""),
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
def test_more_than_fifty_megapixels_are_refused_before_they_are_decoded(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[object] = []
    monkeypatch.setattr(ImageFile.ImageFile, "load", decoded.append)
    assert (refusal(data), decoded) == (UNSUPPORTED, [])


def test_fifty_megapixels_are_read() -> None:
    picture = read_picture(encoded(Image.new("1", (10_000, 5_000), 1), "PNG"), file_name="logo")
    assert [opened(content).size for content in (picture.medium, picture.small)] == [(512, 256), (128, 64)]


def test_large_pictures_are_decoded_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a few requests at once could take all memory."""
    running: list[int] = []
    most: list[int] = []

    def slowly(_: ImageFile.ImageFile) -> None:
        running.append(1)
        most.append(len(running))
        time.sleep(0.02)
        running.pop()

    monkeypatch.setattr(ImageFile.ImageFile, "load", slowly)
    data = png(5_000, 4_000, depth=1, colour_type=0, rows=b"")
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(outcome, [data] * 8)) == [UNSUPPORTED] * 8
    assert set(most) == {1}


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (BOMBS["gif at whose frame Pillow warns"], b"picture_unsupported"),
        (sample("JPEG", exif=exif(orientation=6, maker="x" * 50)[:-20]), b"image.jpg"),
        (sample("JPEG", exif=b"Exif\0\0neither II nor MM"), b"image.jpg"),
    ],
)
def test_what_pillow_warns_of_is_decided_and_not_logged(data: bytes, answer: bytes) -> None:
    """In a process of its own: the tests turn each warning into an error."""
    code = (
        "import sys; from customers_api.core.pictures import read_picture\n"
        "try: print(read_picture(sys.stdin.buffer.read(), file_name='').name, end='')\n"
        "except Exception as problem: print(problem.code, end='')"
    )
    command = [sys.executable, "-W", "default", "-c", code]
    run = subprocess.run(command, input=data, capture_output=True, check=True, cwd=Path(__file__).parents[2])
    assert (run.stdout, run.stderr) == (answer, b"")


def test_a_jpeg_of_a_hundred_scans_is_refused() -> None:
    assert opened(read_picture(jpeg_of_many_scans(80), file_name="logo").original).size == (64, 64)
    assert refusal(jpeg_of_many_scans(101)) == UNSUPPORTED


def test_a_bmp_that_would_grow_beyond_measure_is_refused() -> None:
    assert opened(read_picture(run_length_bmp(2_000, 1_000), file_name="logo").original).size == (2_000, 1_000)
    assert refusal(run_length_bmp(3_000, 3_000)) == TOO_LARGE


def test_a_server_short_of_memory_blames_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(_: ImageFile.ImageFile) -> None:
        raise MemoryError

    monkeypatch.setattr(ImageFile.ImageFile, "load", exhausted)
    with pytest.raises(MemoryError):
        read_picture(TINY["GIF"], file_name="logo")
