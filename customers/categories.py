"""The write path of categories and segmentations."""

from collections.abc import Mapping
from typing import Any, ClassVar

from customers.models import Category, Segmentation
from customers_api.core.drafts import Caller, Draft
from customers_api.core.picture_files import CATEGORY_PICTURES
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.references import LinkQuery, LinkTarget, resolve
from customers_api.core.writing import RecordWriter
from customers_api.core.writing_pictures import PictureWriter
from customers_api.core.writing_trees import TreeWriter

CATEGORY = LinkTarget("customers.Category")
SEGMENTATION = LinkTarget("customers.Segmentation")


class CategoryWriter(TreeWriter[Category], PictureWriter[Category]):
    """Writes categories. ``is_root`` is no column: a root is a category without a parent."""

    model = Category
    links: ClassVar[Mapping[str, LinkTarget]] = {"parent": CATEGORY}
    picture_kind = CATEGORY_PICTURES

    def required_problem(self, values: Mapping[str, Any], existing: Category | None) -> Problem | None:
        """A category that is not said to be a root needs a parent, sent or stored."""
        if values.get("is_root"):
            return None
        stored = existing.parent_id if existing is not None else None
        leaves_alone = existing is not None and not {"is_root", "parent"} & values.keys()
        if leaves_alone or values.get("parent", stored) is not None:
            return None
        return Problem(ProblemCode.MISSING, "parent")

    def queries(self, caller: Caller, values: Mapping[str, Any], existing: Category | None) -> list[LinkQuery]:
        """Look the parent up unless the category is to be a root."""
        return [] if values.get("is_root") else super().queries(caller, values, existing)

    def plan_link(self, draft: Draft[Category], name: str) -> None:
        """The flag wins over a parent sent together with it."""
        if draft.values.get("is_root"):
            draft.changes["parent_id"] = None
        else:
            super().plan_link(draft, name)

    def deletion_problem(self, caller: Caller, record: Category) -> Problem | None:
        """Keep the category that customers get by default: the oldest root."""
        query = LinkQuery.first_root("default", CATEGORY, caller.organization.pk)
        roots = {row.id for row in resolve(caller.organization.pk, [query]).rows.values()}
        return Problem(ProblemCode.DELETE_PROTECTED) if record.pk in roots else None


class SegmentationWriter(RecordWriter[Segmentation]):
    """Writes segmentations."""

    model = Segmentation


category_writer = CategoryWriter()
segmentation_writer = SegmentationWriter()
