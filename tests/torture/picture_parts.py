"""Takes a stored file of a picture apart, and names all that a picture does not need; it knows the four formats.

Written from their specifications, not with the library that writes them.
"""

import struct
from collections.abc import Iterator

PNG_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
# Start, tables, frame, Huffman codes, the 14 bytes of JFIF, restart interval.
JPEG_SEGMENTS = {0xDB, 0xC0, 0xC1, 0xC2, 0xC4, 0xE0, 0xDD}
STANDALONE = {0x00, *range(0xD0, 0xD8)}
SIGNATURES = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "gif": b"GIF8", "bmp": b"BM"}


def strange_parts(data: bytes, extension: str) -> list[str]:
    """Return what the file holds beside its picture; nothing is what there should be."""
    if not data.startswith(SIGNATURES[extension]):
        return [f"no {extension}: {data[:8]!r}"]
    walk = {"png": png_parts, "jpg": jpeg_parts, "gif": gif_parts, "bmp": bmp_parts}[extension]
    return list(walk(data))


def png_parts(data: bytes) -> Iterator[str]:
    place, kind = 8, b""
    while place < len(data) and kind != b"IEND":
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        if kind not in PNG_CHUNKS:
            yield f"chunk {kind!r}"
        place += 12 + length
    if place != len(data) or kind != b"IEND":
        yield f"{len(data) - place} bytes behind the end"


def jpeg_parts(data: bytes) -> Iterator[str]:
    place = 2
    while data[place : place + 2] != b"\xff\xd9":
        marker = data[place + 1]
        length = int(struct.unpack(">H", data[place + 2 : place + 4])[0])
        if data[place] != 0xFF or (marker not in JPEG_SEGMENTS and marker != 0xDA):
            yield f"segment {data[place : place + 2]!r}"
            return
        if marker == 0xE0 and data[place + 4 : place + 9] != b"JFIF\0":
            yield "a foreign APP0"
        place += 2 + length
        if marker == 0xDA:
            place = end_of_scan(data, place)
    if place + 2 != len(data):
        yield f"{len(data) - place - 2} bytes behind the end"


def end_of_scan(data: bytes, place: int) -> int:
    """Return where the next marker stands; in a scan 0xFF is followed by a zero or a restart."""
    while True:
        place = data.index(b"\xff", place)
        if data[place + 1] not in STANDALONE:
            return place
        place += 2


def gif_parts(data: bytes) -> Iterator[str]:
    place = 13 + colours(data[10])
    images = 0
    while data[place : place + 1] != b";":
        if data[place : place + 2] == b"!\xf9":
            place = end_of_blocks(data, place + 2)
        elif data[place : place + 1] == b",":
            images += 1
            place = end_of_blocks(data, place + 11 + colours(data[place + 9]))
        else:
            yield f"a block {data[place : place + 2]!r}"
            return
    if images != 1:
        yield f"{images} images"
    if place + 1 != len(data):
        yield f"{len(data) - place - 1} bytes behind the end"


def colours(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def end_of_blocks(data: bytes, place: int) -> int:
    while data[place]:
        place += data[place] + 1
    return place + 1


def bmp_parts(data: bytes) -> Iterator[str]:
    size, _, start, header, width, height, _, bits = struct.unpack("<IIIIiiHH", data[2:30])
    used = struct.unpack("<I", data[46:50])[0] if bits <= 8 else 0
    row = (width * bits + 31) // 32 * 4
    if start != 14 + header + used * 4:
        yield f"{start - 14 - header - used * 4} bytes before the pixels"
    if not size == len(data) == start + row * abs(height):
        yield f"{len(data) - start - row * abs(height)} bytes behind the pixels"
