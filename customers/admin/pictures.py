"""How a customer's picture is shown, chosen and taken away; it knows addresses of pictures, and no customer."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from customers_api.core.picture_files import paths_of
from customers_api.core.pictures import Picture, read_picture


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A stored picture, as a form knows it."""

    path: str

    @property
    def url(self) -> str:
        """The address of the picture."""
        return f"/{self.path}"

    @property
    def small(self) -> str:
        """The address of the copy that lists show."""
        return f"/{paths_of(self.path)[1]}"

    @property
    def medium(self) -> str:
        """The address of the copy that forms show."""
        return f"/{paths_of(self.path)[2]}"

    def __str__(self) -> str:
        return self.path.rpartition("/")[2]


class PictureInput(forms.ClearableFileInput):
    """Shows the stored picture, with a box to take it away, and chooses another one."""

    template_name = "customers/admin/picture_input.html"
    clear_checkbox_label = "Remove the picture"


class PictureField(forms.FileField):
    """A picture; whether it is one is judged by who reads it."""

    widget = PictureInput(attrs={"accept": "image/jpeg,image/png,image/gif,image/bmp"})
    default_error_messages: ClassVar = {
        "contradiction": "Either choose another picture or remove this one, not both.",
    }


def sent_picture(value: Any) -> Picture | None:
    """Return the picture that was chosen, or ``None`` for its removal."""
    return read_picture(value.read(), file_name=value.name) if value else None


def thumbnail(path: str | None) -> SafeString:
    """Return the small copy for a list; beside a name it says nothing that must be read out."""
    if not path:
        return format_html('<span class="{}" aria-hidden="true"></span>', "thumbnail thumbnail-none")
    return format_html('<img class="thumbnail" src="{}" alt="" loading="lazy">', StoredPicture(path).small)


def preview(path: str | None) -> SafeString | str:
    """Return the medium copy, which leads to the picture itself."""
    if not path:
        return "-"
    stored = StoredPicture(path)
    return format_html('<a href="{}"><img class="picture" src="{}" alt="Picture"></a>', stored.url, stored.medium)
