"""Knows how uploaded bytes become a harmless picture and its two smaller copies.

It must not know where pictures are stored, who sends them, or HTTP.
"""

import hashlib
import re
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

from django.conf import settings
from PIL import ExifTags, Image
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile, get_sampling
from PIL.PngImagePlugin import PngImageFile

from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.processors import anywhere

SMALL_SIDE = 128
MEDIUM_SIDE = 512
MAX_NAME = 80

# A run-length BMP of 2 MiB can be written out as 50 MB. What an honest picture gains by being written anew (a BMP of
# 16 colours doubles) stays far below this.
GROWTH = 4
# A progressive JPEG has about ten scans. Each costs 30 ms at 50 megapixels and fits into 98 bytes: without a limit one
# upload keeps a processor busy for ten minutes. By chance the mark stands 32 times in 2 MiB of metadata.
MAX_SCANS = 100
_SCAN_MARK = b"\xff\xda"
_COPY_QUALITY = 85
_OPAQUE_FROM = 128

# Fifty megapixels decode to 200 MB: a process with ten threads must not do that ten times at once.
_LARGE_PIXELS = 16_000_000
_one_large_at_a_time = Lock()

# Damaged EXIF data is no reason to refuse a picture, nor to fill the log.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
# The frame of a GIF may be larger than its canvas, at which Pillow warns before its size can be asked for.
# As an error it is one more picture that is refused.
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True)
class Picture:
    """A checked picture, written anew, with its copies; `digest` is that of the bytes that were sent."""

    name: str
    digest: str
    original: bytes
    small: bytes
    medium: bytes


@dataclass(frozen=True, slots=True)
class _Format:
    name: str
    extension: str
    signature: bytes
    # The class and not Image.open, which would warn of large pictures, and make a series of a multi-picture JPEG.
    reader: type[ImageFile]
    modes: frozenset[str]


class _RefusedError(Exception):
    """Pillow might read it, but we do not want to."""


_JPEG = _Format("JPEG", "jpg", b"\xff\xd8\xff", JpegImageFile, frozenset({"L", "RGB"}))
_GIF = _Format("GIF", "gif", b"GIF8", GifImageFile, frozenset({"L", "P"}))
_PNG = _Format("PNG", "png", b"\x89PNG\r\n\x1a\n", PngImageFile, frozenset({"1", "L", "LA", "P", "RGB", "RGBA"}))
# The alpha channel of a BMP is dropped: programs disagree on whether it has one, and in many it is zero throughout.
_BMP = _Format("BMP", "bmp", b"BM", BmpImageFile, frozenset({"1", "L", "P", "RGB"}))
_FORMATS = (_JPEG, _GIF, _PNG, _BMP)

# What brings a picture upright, by the value of its EXIF tag; 1 stands upright already.
_TURNS: dict[object, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def read_picture(data: bytes, *, file_name: str) -> Picture:
    """Judge bytes by their content alone and write them anew; of an animation or a series the first picture is kept."""
    if len(data) > settings.MAX_PICTURE_BYTES:
        raise _too_large()
    try:
        with anywhere():
            extension, original, medium, small = _written_anew(data)
    except MemoryError:
        # The pixels were counted before they were decoded: the server is short of memory, the picture may be good.
        raise
    except Exception as error:
        # Hostile bytes make Pillow raise anything: OSError, SyntaxError, KeyError, struct.error, zlib.error, ...
        raise Problem(ProblemCode.PICTURE_UNSUPPORTED, field="image") from error
    if len(original) > GROWTH * settings.MAX_PICTURE_BYTES:
        raise _too_large()
    digest = hashlib.sha256(data).hexdigest()
    return Picture(safe_file_name(file_name, extension), digest, original=original, small=small, medium=medium)


def _too_large() -> Problem:
    return Problem(ProblemCode.PICTURE_TOO_LARGE, field="image", limit=settings.MAX_PICTURE_BYTES // settings.MEBIBYTE)


def safe_name(text: str, *, otherwise: str, longest: int) -> str:
    """Return what is left of a name in the letters that every file system, address and header carries unchanged."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^A-Za-z0-9._-]+", "_", plain).strip("._-")[:longest].rstrip("._-") or otherwise


def safe_file_name(file_name: str, extension: str) -> str:
    """Return the last part of a path as a safe name, with the ending that fits the content instead of its own."""
    stem = re.sub(r"\.[^.]*\Z", "", re.split(r"[/\\]", file_name)[-1])
    return f"{safe_name(stem, otherwise='image', longest=MAX_NAME - len(extension) - 1)}.{extension}"


def _written_anew(data: bytes) -> tuple[str, bytes, bytes, bytes]:
    form = _format_of(data)
    image = form.reader(BytesIO(data))
    if image.width * image.height > settings.MAX_PICTURE_PIXELS:
        raise _RefusedError("too many pixels")
    with _turn_for(image):
        image.load()
        upright = _without_metadata(_turned(_in_mode_of(form, image), _turn_wanted(image)))
        original = _encoded(upright, form, **_options_of(image, form))
        medium, small = _copies(upright, form, original)
    return form.extension, original, medium, small


def _format_of(data: bytes) -> _Format:
    for form in _FORMATS:
        if data.startswith(form.signature):
            if form is _JPEG and data.count(_SCAN_MARK) > MAX_SCANS:
                raise _RefusedError("too many scans")
            return form
    raise _RefusedError("no known signature")


def _turn_for(image: Image.Image) -> AbstractContextManager[object]:
    return _one_large_at_a_time if image.width * image.height > _LARGE_PIXELS else nullcontext()


def _in_mode_of(form: _Format, image: Image.Image) -> Image.Image:
    if image.mode in form.modes:
        return image
    if image.mode.startswith("I"):
        # Pillow cuts 16 bits of grey off at 255 when it converts them; 16 bits of colour it has scaled already.
        grey = image.point(lambda value: value * (1 / 256)).convert("L")
        grey.info.pop("transparency", None)
        return grey
    return image.convert("RGB")


def _turn_wanted(image: Image.Image) -> Image.Transpose | None:
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation))
    except Exception:  # noqa: BLE001 (as many kinds as above; what a program spoiled beside it leaves a picture good)
        return None


def _turned(image: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    # Not ImageOps.exif_transpose: it also writes the rest of the EXIF data anew, which fails on real photographs.
    return image if turn is None else image.transpose(turn)


def _without_metadata(image: Image.Image) -> Image.Image:
    # Pillow writes comments and colour profiles out of `info` by itself; only the transparent colour is the picture's.
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
    return image


def _options_of(image: ImageFile, form: _Format) -> dict[str, Any]:
    """Return how to write a picture as well as it was, and not much larger: a JPEG keeps its tables."""
    if form is not _JPEG:
        return {}
    if isinstance(image, JpegImageFile) and image.mode in form.modes:
        return {"qtables": image.quantization, "subsampling": get_sampling(image)}
    return {"quality": 90}


def _copies(image: Image.Image, form: _Format, original: bytes) -> Iterator[bytes]:
    """Yield the medium copy and, made from it, the small one; a picture that fits is its own copy."""
    longest = max(image.size)
    smooth = _smooth(image)
    for side in (MEDIUM_SIDE, SMALL_SIDE):
        if longest <= side:
            yield original
        else:
            smooth.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
            yield _encoded(smooth, form, quality=_COPY_QUALITY)


def _smooth(image: Image.Image) -> Image.Image:
    """Return a picture in which new colours can arise between two pixels: no palette, no single bits."""
    opaque_mode = "L" if image.mode in {"1", "L"} else "RGB"
    mode = "RGBA" if image.has_transparency_data else opaque_mode
    # convert() copies what has the mode already: 200 MB at 50 megapixels.
    return image if image.mode == mode else image.convert(mode)


def _encoded(image: Image.Image, form: _Format, **options: Any) -> bytes:
    if form is _GIF and image.mode == "RGBA":
        # A pixel of a GIF is transparent or it is not.
        image = image.copy()
        image.putalpha(image.getchannel("A").point(lambda alpha: 255 if alpha >= _OPAQUE_FROM else 0))
    stream = BytesIO()
    image.save(stream, form.name, **options)
    return stream.getvalue()
