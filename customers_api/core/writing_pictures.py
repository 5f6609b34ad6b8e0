"""The write path of records that have a picture: the file and the row change together or not at all."""

from typing import Any, ClassVar

from customers_api.core.drafts import Draft, M
from customers_api.core.picture_files import picture_folder, remove_after_commit
from customers_api.core.pictures import Picture
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.units import current_pictures
from customers_api.core.writing import RecordWriter


class PictureWriter(RecordWriter[M]):
    """Writes records with the columns ``image`` (the path) and ``image_digest``.

    The value sent is ``picture``: a new one, or the address of the stored one, which leaves it alone.
    """

    picture_kind: ClassVar[str]

    def plan(self, draft: Draft[M]) -> None:
        """Plan the digest alone: the same picture sent again is no change, and no file is written for it."""
        super().plan(draft)
        if "picture" not in draft.values:
            return
        picture = draft.values["picture"]
        if isinstance(picture, str):
            refuse_other_address(picture, draft.existing)
        elif picture is None:
            draft.changes |= {"image": None, "image_digest": None}
        else:
            draft.changes["image_digest"] = picture.digest

    def before_write(self, draft: Draft[M]) -> None:
        """Store a new picture; an open unit of work removes it again when the write fails."""
        super().before_write(draft)
        picture = draft.values.get("picture")
        stored: Any = draft.existing
        if isinstance(picture, Picture) and (stored is None or stored.image_digest != picture.digest):
            organization = draft.caller.organization
            folder = picture_folder(organization.name, organization.upload_token, self.picture_kind)
            draft.changes["image"] = current_pictures().store(picture, folder=folder)
        if stored is not None and stored.image and draft.changes.get("image", stored.image) != stored.image:
            remove_after_commit(stored.image)

    def after_delete(self, record: M) -> None:
        """Remove the record's picture once the deletion is committed."""
        super().after_delete(record)
        path = getattr(record, "image", None)
        if path:
            remove_after_commit(path)


def refuse_other_address(address: str, stored: Any) -> None:
    """Raise ``INVALID_TYPE`` unless this is the address of the stored picture: others are not fetched."""
    if stored is None or not stored.image or not address.endswith(f"/{stored.image}"):
        raise Problem(ProblemCode.INVALID_TYPE, "picture")
