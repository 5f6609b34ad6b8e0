"""Tests what is kept of a picture when it is written anew: its look, and nothing else."""

import pytest
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from customers_api.core.pictures import MAX_NAME, read_picture
from tests.marks import NO_DATABASE
from tests.pictures import (
    BLUE,
    FORMATS,
    GREEN,
    RED,
    WHITE,
    animated_gif,
    corners,
    encoded,
    exif,
    multi_picture_jpeg,
    opened,
    png,
    png_chunk,
    png_of_sixteen_bits,
    quarters,
    sample,
)

pytestmark = NO_DATABASE

UPRIGHT = [RED, GREEN, BLUE, WHITE]
SECRET = "<script>alert(1)</script>"


def files_of(data: bytes) -> list[bytes]:
    """The picture and its copies; a sample of 600 pixels has three different ones."""
    picture = read_picture(data, file_name="logo")
    return [picture.original, picture.medium, picture.small]


def with_comment(form: str) -> bytes:
    if form in {"JPEG", "GIF"}:
        return sample(form, 600, 450, comment=SECRET.encode())
    if form == "PNG":
        info = PngInfo()
        info.add_text("Comment", SECRET)
        info.add_text("Author", SECRET, zip=True)
        info.add_itxt("Title", SECRET)
        return sample(form, 600, 450, pnginfo=info)
    return sample(form, 600, 450)


@pytest.mark.parametrize("form", FORMATS)
def test_comments_and_what_is_appended_are_gone(form: str) -> None:
    data = with_comment(form) + SECRET.encode()
    assert [SECRET.encode() in content for content in (data, *files_of(data))] == [True, False, False, False]
    assert files_of(data) == files_of(sample(form, 600, 450))


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_the_position_and_all_else_that_a_camera_writes_is_gone(form: str) -> None:
    data = sample(form, 600, 450, exif=exif(latitude=48.8584, maker="Maker"))
    tags = [opened(content).getexif() for content in (data, *files_of(data))]
    positions = [exif_tags.get_ifd(ExifTags.IFD.GPSInfo).keys() for exif_tags in tags]
    assert [ExifTags.GPS.GPSLatitude in position for position in positions] == [True, False, False, False]
    assert [b"Maker" in content for content in (data, *files_of(data))] == [True, False, False, False]
    assert files_of(data) == files_of(sample(form, 600, 450))


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_colour_profile_and_an_xmp_packet_are_gone(form: str) -> None:
    data = sample(form, 600, 450, icc_profile=b"profile " + SECRET.encode(), xmp=b"<x:xmpmeta>" + SECRET.encode())
    assert files_of(data) == files_of(sample(form, 600, 450))


# The turn that makes the picture look as if it had been taken so, for each value of the tag.
TAKEN = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize(("orientation", "turn"), TAKEN.items())
def test_a_picture_is_turned_upright(form: str, orientation: int, turn: Image.Transpose | None) -> None:
    upright = quarters(640, 480)
    taken = upright if turn is None else upright.transpose(turn)
    files = files_of(encoded(taken, form, exif=exif(orientation=orientation)))
    assert [opened(content).size for content in files] == [(640, 480), (512, 384), (128, 96)]
    assert [corners(content) for content in files] == [UPRIGHT] * 3


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_unknown_orientation_turns_nothing(orientation: int) -> None:
    assert corners(files_of(sample("JPEG", exif=exif(orientation=orientation)))[0]) == UPRIGHT


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_a_jpeg_becomes_one_that_browsers_show(mode: str) -> None:
    image = quarters(600, 450).convert(mode)
    files = files_of(encoded(image, "JPEG"))
    assert [opened(content).mode for content in files] == [{"CMYK": "RGB", "L": "L"}[mode]] * 3
    assert [corners(content) for content in files] == [corners(encoded(image.convert("RGB"), "PNG"))] * 3


def test_the_first_picture_of_a_series_is_kept() -> None:
    first = opened(files_of(multi_picture_jpeg())[0])
    assert (first.format, getattr(first, "n_frames", 1)) == ("JPEG", 1)
    assert corners(files_of(multi_picture_jpeg())[0]) == UPRIGHT


def test_the_first_picture_of_an_animation_is_kept() -> None:
    data = animated_gif()
    first = opened(files_of(data)[0])
    assert (getattr(opened(data), "n_frames", 1), getattr(first, "n_frames", 1)) == (3, 1)
    assert corners(files_of(data)[0]) == UPRIGHT


def test_sixteen_bits_of_grey_become_eight_of_the_same_grey() -> None:
    original, medium, small = (opened(content) for content in files_of(png_of_sixteen_bits()))
    assert (original.mode, [original.getpixel((column, 0)) for column in range(256)]) == ("L", list(range(256)))
    assert (medium.tobytes(), small.size) == (original.tobytes(), (128, 2))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_png_keeps_its_kind(mode: str) -> None:
    image = quarters(600, 450).convert(mode)
    original, medium, small = files_of(encoded(image, "PNG"))
    assert (opened(original).mode, opened(original).tobytes()) == (mode, image.tobytes())
    assert corners(medium) == corners(small) == corners(original)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_a_bmp_keeps_its_kind(mode: str) -> None:
    image = quarters(600, 450).convert(mode)
    original, medium, small = files_of(encoded(image, "BMP"))
    assert (opened(original).mode, opened(original).tobytes()) == (mode, image.tobytes())
    assert corners(medium) == corners(small) == corners(original)


def transparent_left_half(mode: str) -> Image.Image:
    image = quarters(600, 450).convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 300, 450))
    return image.convert(mode) if mode != "P" else image.quantize()


@pytest.mark.parametrize(("form", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("GIF", "RGBA")])
def test_what_is_transparent_stays_so_in_the_copies(form: str, mode: str) -> None:
    files = files_of(encoded(transparent_left_half(mode), form))
    alphas = [opened(content).convert("RGBA").getchannel("A") for content in files]
    places = [[alpha.getpixel((alpha.width * eighths // 8, 9)) for eighths in (1, 3, 5, 7)] for alpha in alphas]
    assert places == [[0, 0, 255, 255]] * 3


def test_the_transparent_colour_of_a_png_without_alpha_is_kept() -> None:
    clear_red = png_chunk(b"tRNS", b"\0\xff\0\0\0\0")
    rows = b"".join(b"\0" + b"\xff\0\0" * 300 + b"\0\0\xff" * 300 for _ in range(10))
    files = [opened(content) for content in files_of(png(600, 10, depth=8, colour_type=2, rows=rows, extra=clear_red))]
    alphas = [file.convert("RGBA").getchannel("A") for file in files]
    assert [(alpha.getpixel((0, 0)), alpha.getpixel((alpha.width - 1, 0))) for alpha in alphas] == [(0, 255)] * 3


NAMES = {
    "logo_color_272x92dp.png": "logo_color_272x92dp.png",
    "C:\\Users\\me\\logo.png": "logo.png",
    "/etc/passwd": "passwd.png",
    "../../etc/cron.d/job.png": "job.png",
    "..": "image.png",
    ".htaccess": "image.png",
    "..logo.png": "logo.png",
    "Société Générale.png": "Societe_Generale.png",
    "日本.png": "image.png",
    "日本 2.png": "2.png",
    "a\0b\r\nSet-Cookie: x=y.png": "a_b_Set-Cookie_x_y.png",
    "<script>alert(1)</script>.png": "script.png",
    "%2e%2e%2flogo.png": "2e_2e_2flogo.png",
    "logo.tar.png": "logo.tar.png",
    "logo.png.": "logo.png.png",
    "": "image.png",
    "\ud800.png": "image.png",
    "x" * 300 + ".png": "x" * (MAX_NAME - 4) + ".png",
    "x" * (MAX_NAME - 5) + "..y.png": "x" * (MAX_NAME - 5) + ".png",
}


@pytest.mark.parametrize(("file_name", "name"), NAMES.items(), ids=ascii)
def test_a_name_becomes_safe(file_name: str, name: str) -> None:
    assert read_picture(sample("PNG", 1, 1), file_name=file_name).name == name
