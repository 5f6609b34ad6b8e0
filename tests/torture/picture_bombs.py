"""Pictures that are small on the wire and enormous once unpacked; it knows formats, and no judge of them."""

import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import Image

from tests.pictures import (
    PNG_SIGNATURE,
    bmp_header,
    encoded,
    gif_with_a_canvas_of_one_pixel,
    jpeg_of_many_scans,
    png_chunk,
    run_length_bmp,
    sample,
)

# Just below fifty megapixels, the most that is documented to be taken; and what only a header can claim.
LARGEST_SIDE = 7_071
CLAIMED = ((65_535, 65_535), (2**31 - 1, 1), (1, 2**31 - 1), (2**31 - 1, 2**31 - 1), (60_000, 840))
MEBIBYTE = 1024 * 1024
LIMIT = 2 * MEBIBYTE


def zeros(count: int) -> bytes:
    """Return so many zeros in a zlib stream, a thousandth of their size, without ever holding them."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(MEBIBYTE)) for _ in range(count // MEBIBYTE)]
    return b"".join([*parts, packer.compress(bytes(count % MEBIBYTE)), packer.flush()])


def png_of(width: int, height: int, *, depth: int, kind: int, pixels: bytes, interlaced: bool = False) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, int(interlaced))
    return PNG_SIGNATURE + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", pixels) + png_chunk(b"IEND", b"")


def with_chunks(*chunks: bytes) -> bytes:
    """Return a sound PNG with these chunks before its pixels."""
    data = sample("PNG", 8, 8)
    place = data.index(b"IDAT") - 4
    return data[:place] + b"".join(chunks) + data[place:]


def with_segments(*segments: bytes) -> bytes:
    """Return a sound JPEG with these segments at its beginning."""
    data = sample("JPEG", 8, 8)
    return data[:2] + b"".join(segments) + data[2:]


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def claiming(form: str, width: int, height: int) -> bytes:
    """Return a picture of one pixel whose header tells of many."""
    data = bytearray(sample(form, 1, 1))
    if form == "PNG":
        data[16:24] = struct.pack(">II", width, height)
        data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    elif form == "BMP":
        data[18:26] = struct.pack("<II", width & 0xFFFFFFFF, height & 0xFFFFFFFF)
    elif form == "GIF":
        data[6:10] = struct.pack("<HH", width & 0xFFFF, height & 0xFFFF)
    else:
        frame = data.index(b"\xff\xc0")
        data[frame + 5 : frame + 9] = struct.pack(">HH", height & 0xFFFF, width & 0xFFFF)
    return bytes(data)


def frames(count: int) -> bytes:
    """Return a GIF of many frames."""
    data = encoded(Image.new("P", (4, 4)), "GIF")
    start = data.index(b",")
    return data[:start] + data[start:-1] * count + b";"


def animated_png(count: int) -> bytes:
    """Return a PNG that announces many frames."""
    control = [struct.pack(">IIIIIHHBB", place, 8, 8, 0, 0, 1, 100, 0, 0) for place in range(count)]
    return with_chunks(
        png_chunk(b"acTL", struct.pack(">II", count, 0)), *(png_chunk(b"fcTL", frame) for frame in control)
    )


def looping_exif() -> bytes:
    """Return a JPEG whose directory of tags points at itself, and counts four thousand million values."""
    entry = struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<HHII", 0x0112, 3, 2**32 - 1, 8)
    return with_segments(segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 2) + entry + b"\x08\0\0\0"))


def flat_jpeg(side: int, mode: str) -> bytes:
    return encoded(Image.new(mode, (side, side)), "JPEG", quality=1)


def small_bombs() -> Iterator[tuple[str, bytes]]:
    """Yield those whose making costs nothing."""
    for form in ("PNG", "JPEG", "GIF", "BMP"):
        for width, height in CLAIMED:
            yield f"{form} that claims {width}x{height}", claiming(form, width, height)
    inflating = zeros(64 * MEBIBYTE)
    yield "PNG with a colour profile of 64 MiB", with_chunks(png_chunk(b"iCCP", b"p\0\0" + inflating))
    yield "PNG with a compressed text of 64 MiB", with_chunks(png_chunk(b"zTXt", b"t\0\0" + inflating))
    yield "PNG with an international text of 64 MiB", with_chunks(png_chunk(b"iTXt", b"t\0\1\0\0\0" + inflating))
    texts = [png_chunk(b"zTXt", b"t%d\0\0" % place + zeros(MEBIBYTE)) for place in range(70)]
    yield "PNG with seventy texts of 1 MiB", with_chunks(*texts)
    yield "PNG of 100,000 empty chunks", with_chunks(png_chunk(b"teXt", b"") * 100_000)
    yield "PNG that announces 20,000 frames", animated_png(20_000)
    yield "GIF of 50,000 frames", frames(50_000)
    yield "GIF with a frame beyond its canvas", gif_with_a_canvas_of_one_pixel(65_535, 65_535)
    yield "JPEG with 30 segments of EXIF data", with_segments(*[segment(0xE1, b"Exif\0\0" + bytes(65_000))] * 30)
    profiles = [segment(0xE2, b"ICC_PROFILE\0" + bytes([place, 255]) + bytes(8_000)) for place in range(1, 256)]
    yield "JPEG with a colour profile in 255 segments", with_segments(*profiles)
    yield "JPEG whose EXIF data point at themselves", looping_exif()
    yield "JPEG of 10,000 scans", jpeg_of_many_scans(10_000)
    yield "JPEG of 80 scans", jpeg_of_many_scans(80)
    yield "BMP whose colours are beyond its end", bmp_header(8, 8, bits=8, compression=0, pixels=b"")
    yield "PNG of 2.5 gigapixels", png_of(50_000, 50_000, depth=1, kind=0, pixels=zeros(32 * MEBIBYTE))


def large(depth: int, kind: int, channels: int, *, interlaced: bool = False) -> bytes:
    row = 1 + LARGEST_SIDE * channels * depth // 8 + 1
    pixels = zeros(row * LARGEST_SIDE * (2 if interlaced else 1))
    return png_of(LARGEST_SIDE, LARGEST_SIDE, depth=depth, kind=kind, pixels=pixels, interlaced=interlaced)


# Those that reach the limit and are decoded: making one takes up to two seconds, taking it in too.
LARGE_BOMBS: dict[str, Callable[[], bytes]] = {
    "PNG of 50 megapixels of one bit": lambda: large(1, 0, 1),
    "PNG of 50 megapixels with alpha": lambda: large(8, 6, 4),
    "BMP of 50 megapixels in runs": lambda: run_length_bmp(LARGEST_SIDE, LARGEST_SIDE),
    "PNG of 50 megapixels, sixteen bits": lambda: large(16, 6, 4),
    "PNG of 50 megapixels, interlaced": lambda: large(8, 2, 3, interlaced=True),
    "JPEG of 50 megapixels": lambda: flat_jpeg(LARGEST_SIDE, "RGB"),
    "JPEG of 50 megapixels for print": lambda: flat_jpeg(LARGEST_SIDE, "CMYK"),
    "GIF of 50 megapixels": lambda: encoded(Image.new("P", (LARGEST_SIDE, LARGEST_SIDE)), "GIF"),
}
