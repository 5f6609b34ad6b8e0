"""The logo of the demo world's first customer: drawn when it is needed, and stored where the documents show it."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont

from customers_api.core.picture_files import paths_of
from customers_api.core.pictures import Picture, read_picture

SIZE = (272, 92)
GOLD = "#B8860B"
INK = "#3B2F2F"
STONE = ((46, 12), (66, 28), (46, 46), (26, 28))
RING = (18, 34, 74, 86)


def draw_logo() -> Picture:
    """Return the logo, judged and written anew like every picture that is sent."""
    image = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(image)
    pen.ellipse(RING, outline=GOLD, width=6)
    pen.polygon(STONE, fill="#7FB3D5", outline=INK)
    pen.text((92, 32), "Marie's Jewelry", fill=INK, font=ImageFont.load_default(22))
    stream = BytesIO()
    image.save(stream, "PNG")
    return read_picture(stream.getvalue(), file_name="logo_color_272x92dp.png")


def store_logo(picture: Picture, *, path: str) -> None:
    """Write the logo and its copies in place of those that a demo world whose database is gone has left behind."""
    for part, content in zip(paths_of(path), (picture.original, picture.small, picture.medium), strict=True):
        default_storage.delete(part)
        default_storage.save(part, ContentFile(content))
