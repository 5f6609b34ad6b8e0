"""Sound pictures cut off, changed and mixed by chance, and names of files that mean harm; it knows bytes alone."""

from random import Random

from tests.pictures import FORMATS, animated_gif, exif, multi_picture_jpeg, png_of_sixteen_bits, run_length_bmp, sample
from tests.torture.picture_polyglots import SCRIPT, with_comments

BODIES = {
    **{f"{form} with comments": with_comments(form) for form in FORMATS},
    **{f"tiny {form}": sample(form, 6, 5) for form in FORMATS},
    "progressive JPEG": sample("JPEG", 64, 48, progressive=True),
    "turned JPEG": sample("JPEG", 64, 48, exif=exif(orientation=6, latitude=1.5, maker="m")),
    "series of JPEGs": multi_picture_jpeg(),
    "animated GIF": animated_gif(),
    "PNG of sixteen bits": png_of_sixteen_bits(),
    "BMP in runs": run_length_bmp(300, 40),
    "PNG with colours": sample("PNG", 600, 20),
}
INTERESTING = (0, 1, 0x7F, 0x80, 0xFF, 0xFE, 0x3B, 0x2C, 0x21)
NAMES = (
    "logo.png",
    "../../../../etc/passwd",
    "..\\..\\windows\\system32\\x.png",
    "shell.php",
    "shell.php.png",
    "shell.php%00.png",
    "page.html",
    "x.svg",
    "x.png/../../y.html",
    ".htaccess",
    "web.config",
    "CON.png",
    "a" * 5_000 + ".png",
    "\u202egnp.exe",
    "<img src=x onerror=alert(1)>.png",
    "x.png; rm -rf /",
    "$(id).png",
    "x\ty.png",
    "é\u0301\U0001f3ec.png",
    "",
    ".",
    "small_1_logo.png",
)
TYPES = ("image/png", "text/html", "image/svg+xml", "application/x-php", "text/html; charset=utf-7", "x")


def damaged(random: Random) -> tuple[str, bytes]:
    """Return a label and the bytes of a picture that something happened to."""
    name = random.choice(list(BODIES))
    how = random.choice([cut, changed, changed, stretched, crossed, overwritten])
    return f"{name}, {how.__name__}", how(BODIES[name], random)


def cut(data: bytes, random: Random) -> bytes:
    """Return its beginning, sometimes with something else behind it."""
    return data[: random.randrange(len(data))] + random.choice((b"", b"", SCRIPT, bytes(50)))


def changed(data: bytes, random: Random) -> bytes:
    """Return it with a few bytes changed, of which headers get more than their share."""
    result = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        place = random.randrange(min(len(result), 100) if random.random() < 0.5 else len(result))
        result[place] = random.choice((random.randrange(256), random.choice(INTERESTING), result[place] ^ 1))
    return bytes(result)


def stretched(data: bytes, random: Random) -> bytes:
    """Return it with a part repeated, or left out."""
    start = random.randrange(len(data))
    end = min(len(data), start + random.randrange(1, 200))
    return data[:start] + data[start:end] * random.choice((0, 2, 50)) + data[end:]


def crossed(data: bytes, random: Random) -> bytes:
    """Return its beginning with the end of another picture."""
    other = random.choice(list(BODIES.values()))
    return data[: random.randrange(len(data))] + other[random.randrange(len(other)) :]


def overwritten(data: bytes, random: Random) -> bytes:
    """Return it with noise or a script somewhere."""
    noise = random.choice((SCRIPT, random.randbytes(30), b"\xff" * 8, bytes(8)))
    start = random.randrange(len(data))
    return (data[:start] + noise + data[start + len(noise) :])[: max(len(data), 8)]
