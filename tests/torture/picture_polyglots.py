"""Uploads that are a picture to one program and something that acts to another, each with a canary in it."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.pictures import BLUE, FORMATS, encoded, png_chunk, quarters, sample
from tests.torture.picture_bombs import segment, with_chunks, with_segments

CANARY = b"CANARY-7d1f8e0c-"
SCRIPT = b"<script>/*" + CANARY + b"*/alert(1)</script>"
PHP = b"<?php system($_GET['" + CANARY + b"']); ?>"
TAILS = {
    "HTML": b"<html><body>" + SCRIPT + b"</body></html>",
    "PHP": PHP,
    "JS": b"\n;alert('" + CANARY + b"');//",
    "SVG": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>" + SCRIPT + b"</svg>",
    "PDF": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(" + CANARY + b")>>>>endobj\n%%EOF",
    "shell": b"\n#!/bin/sh\necho " + CANARY + b"\n",
}


def archive() -> bytes:
    """Return a ZIP file, which programs find by its end."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("META-INF/MANIFEST.MF", CANARY)
        file.writestr("x.html", SCRIPT)
    return stream.getvalue()


def script_in_a_gif() -> bytes:
    """Return a GIF that begins as the assignment of a JavaScript variable: its width is ``/*``."""
    data = bytearray(sample("GIF", 8, 8))
    data[6:8] = b"/*"
    return bytes(data) + b"*/=1;alert('" + CANARY + b"')//"


def script_in_a_bmp() -> bytes:
    """Return a BMP whose size is a comment that ends behind its pixels."""
    data = bytearray(sample("BMP", 8, 8))
    data[2:6] = b"/**/"
    return bytes(data) + b"=1;alert('" + CANARY + b"')//"


def with_comments(form: str) -> bytes:
    """Return a picture with the canary in everything beside its pixels."""
    if form == "PNG":
        info = PngInfo()
        info.add_text("Comment", SCRIPT.decode())
        info.add_text("Author", PHP.decode(), zip=True)
        info.add_itxt("Title", SCRIPT.decode())
        return sample(form, 40, 30, pnginfo=info, icc_profile=SCRIPT, exif=b"Exif\0\0" + SCRIPT)
    if form == "JPEG":
        return sample(form, 40, 30, comment=SCRIPT, icc_profile=PHP, xmp=SCRIPT, exif=b"Exif\0\0" + PHP)
    return sample(form, 40, 30, comment=SCRIPT) if form == "GIF" else sample(form, 40, 30)


def in_pixels(form: str) -> bytes:
    """Return a picture whose very pixels spell the canary: no writing anew takes it out of a BMP."""
    text = (SCRIPT * 40)[: 30 * 30]
    image = Image.frombytes("L", (30, 30), text.ljust(900, b" "))
    return encoded(image.convert("RGB") if form == "JPEG" else image, form)


def taken_apart() -> Iterator[tuple[str, bytes]]:
    """Yield pictures with the canary in places that only some programs know."""
    for kind in (b"tEXt", b"caNv", b"eXIf", b"sPLT", b"iDOT", b"vpAg", b"hIST"):
        yield f"PNG with a chunk {kind.decode()}", with_chunks(png_chunk(kind, b"k\0" + SCRIPT))
    for marker in (*range(0xE0, 0xF0), 0xFE, 0xC8, 0xDC):
        yield f"JPEG with a segment {marker:02x}", with_segments(segment(marker, SCRIPT))
    data = sample("GIF", 8, 8)
    start = data.index(b",")
    for label in (b"\xff", b"\xfe", b"\x01", b"\x77"):
        block = b"!" + label + bytes([len(SCRIPT)]) + SCRIPT + b"\0"
        yield f"GIF with an extension {label[0]:02x}", data[:start] + block + data[start:]


def polyglots() -> Iterator[tuple[str, bytes]]:
    """Yield a label and the bytes of each; none may come out again with its canary but those of `in_pixels`."""
    for form in FORMATS:
        whole, commented = sample(form, 40, 30), with_comments(form)
        for name, tail in TAILS.items():
            yield f"{form} and {name}", whole + tail
            yield f"{form} with comments and {name}", commented + tail
            yield f"{name} and {form}", tail + whole
            yield f"half a {form} and {name}", whole[: len(whole) // 2] + tail
        yield f"{form} and ZIP", whole + archive()
        yield f"{form} behind its own end", whole + encoded(quarters(8, 8), "PNG") + SCRIPT
    yield from taken_apart()
    yield from (("GIF that is JavaScript", script_in_a_gif()), ("BMP that is JavaScript", script_in_a_bmp()))
    for name, tail in TAILS.items():
        yield name, tail
    yield "ZIP", archive()
    for form in ("WEBP", "TIFF", "ICO", "PPM", "TGA", "JPEG2000", "PDF", "EPS", "ICNS", "SGI", "PCX", "DDS"):
        yield form, encoded(Image.new("RGB", (32, 32), BLUE), form)
