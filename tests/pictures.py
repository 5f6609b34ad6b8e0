"""Knows how to make pictures of every kind in memory, good ones and hostile ones.

It must not know how the service judges them.
"""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image

from customers_api.core.pictures import Picture

FORMATS = {"JPEG": "jpg", "GIF": "gif", "PNG": "png", "BMP": "bmp"}
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    stream = BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def opened(data: bytes) -> Image.Image:
    """The picture in these bytes, decoded to its end."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


def quarters(width: int, height: int) -> Image.Image:
    """Red and green above, blue and white below: it looks different from each side and in each mirror."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    image.paste(WHITE, (width // 2, height // 2, width, height))
    return image


def sample(form: str, width: int = 64, height: int = 48, **options: Any) -> bytes:
    return encoded(quarters(width, height), form, **options)


def corners(data: bytes) -> list[tuple[int, int, int]]:
    """The colours near the four corners, rounded to what `quarters` paints: both above, both below."""
    image = opened(data).convert("RGB")
    left, right, top, bottom = image.width // 8, image.width * 7 // 8, image.height // 8, image.height * 7 // 8
    pixels = [image.getpixel(point) for point in ((left, top), (right, top), (left, bottom), (right, bottom))]
    return [_rounded(pixel) for pixel in pixels]


def _rounded(pixel: Any) -> tuple[int, int, int]:
    red, green, blue = (255 if value > 127 else 0 for value in pixel)
    return red, green, blue


def exif(*, orientation: int | None = None, latitude: float | None = None, maker: str | None = None) -> bytes:
    tags = Image.Exif()
    if orientation is not None:
        tags[ExifTags.Base.Orientation] = orientation
    if maker is not None:
        tags[ExifTags.Base.Make] = maker
    if latitude is not None:
        tags.get_ifd(ExifTags.IFD.GPSInfo).update(
            {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: latitude}
        )
    return tags.tobytes()


def multi_picture_jpeg() -> bytes:
    """What cameras with two lenses write: the picture asked for is the first."""
    return encoded(quarters(64, 48), "MPO", save_all=True, append_images=[Image.new("RGB", (64, 48))])


def animated_gif() -> bytes:
    frames = [Image.new("RGB", (64, 48), colour).quantize(4) for colour in (BLUE, GREEN)]
    return encoded(quarters(64, 48).quantize(4), "GIF", save_all=True, append_images=frames, duration=100, loop=0)


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, *, depth: int, colour_type: int, rows: bytes, extra: bytes = b"") -> bytes:
    """A PNG of kinds that Pillow reads but does not write; `extra` are chunks before the pixels."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    pixels = png_chunk(b"IDAT", zlib.compress(rows, 9))
    return PNG_SIGNATURE + png_chunk(b"IHDR", header) + extra + pixels + png_chunk(b"IEND", b"")


def png_of_sixteen_bits() -> bytes:
    """Grey from black to white in 256 columns."""
    row = b"\0" + b"".join(struct.pack(">H", column * 257) for column in range(256))
    return png(256, 4, depth=16, colour_type=0, rows=row * 4)


def gif_with_a_canvas_of_one_pixel(width: int, height: int) -> bytes:
    """Its frame is larger than its canvas, which is all that a quick look sees; the pixels are left out."""
    data = encoded(Image.new("P", (1, 1)), "GIF")
    frame = data.index(b",")
    return (
        data[:6]
        + struct.pack("<HH", 1, 1)
        + data[10 : frame + 5]
        + struct.pack("<HH", width, height)
        + data[frame + 9 :]
    )


def bmp_header(width: int, height: int, *, bits: int, compression: int, pixels: bytes) -> bytes:
    colours = struct.pack("<I", 0) * (1 << bits)
    info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, compression, len(pixels), 0, 0, 0, 0)
    start = 14 + len(info) + len(colours)
    return struct.pack("<2sIHHI", b"BM", start + len(pixels), 0, 0, start) + info + colours + pixels


def run_length_bmp(width: int, height: int) -> bytes:
    """A black BMP whose size on the wire is a hundredth of its pixels."""
    full, rest = divmod(width, 255)
    row = b"\xff\x00" * full + (bytes([rest, 0]) if rest else b"") + b"\x00\x00"
    return bmp_header(width, height, bits=8, compression=1, pixels=row * height + b"\x00\x01")


def jpeg_of_many_scans(scans: int) -> bytes:
    """A progressive JPEG whose last refinement is said again and again."""
    data = encoded(Image.new("L", (64, 64), 77), "JPEG", progressive=True)
    last = data.rfind(b"\xff\xc4", 0, data.rindex(b"\xff\xda"))
    return data[:-2] + data[last:-2] * scans + data[-2:]


def stored_picture(name: str = "logo.png", *, original: bytes = b"original") -> Picture:
    """A picture for those who only store and serve it: nobody looks inside."""
    return Picture(name=name, digest="0" * 64, original=original, small=b"small", medium=b"medium")
