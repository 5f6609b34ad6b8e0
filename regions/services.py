"""The write path of regions: the level of a region, and of all below it, follows from its parent."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import F
from django.utils import timezone

from customers_api.core.drafts import Caller, Draft
from customers_api.core.references import LinkQuery, LinkTarget, Pointer
from customers_api.core.trees import descendant_ids
from customers_api.core.writing_trees import TreeWriter, wait_for_other_moves
from organizations.models import Organization
from regions.models import Region

REGION = LinkTarget("regions.Region", fact="level")


class RegionWriter(TreeWriter[Region]):
    """Writes regions; their reference is optional."""

    model = Region
    required = ("name",)
    never_empty = ("name",)
    links: ClassVar[Mapping[str, LinkTarget]] = {"parent": REGION}

    def find(self, organization: Organization, pointer: Pointer) -> Region | None:
        """Wait before the region is locked: who moves a region holds this lock, and then locks all below it."""
        wait_for_other_moves(organization)
        return super().find(organization, pointer)

    def queries(self, caller: Caller, values: Mapping[str, Any], existing: Region | None) -> list[LinkQuery]:
        """Wait before the parent's level is read, so that it is the one that the parent keeps."""
        if existing is None and values.get("parent") is not None:
            wait_for_other_moves(caller.organization)
        return super().queries(caller, values, existing)

    def plan(self, draft: Draft[Region]) -> None:
        """Derive the level from the parent."""
        super().plan(draft)
        if draft.values.get("reference") == "":
            draft.changes["reference"] = None
        if "parent" in draft.values:
            pointer = draft.values["parent"]
            draft.changes["level"] = 1 if pointer is None else draft.links.demand("parent", pointer).fact + 1

    def before_write(self, draft: Draft[Region]) -> None:
        """Move the levels of all regions below together with the region."""
        super().before_write(draft)
        moved = draft.existing
        if moved is None or draft.changes.get("level", moved.level) == moved.level:
            return
        step = draft.changes["level"] - moved.level
        below = set(descendant_ids(Region, moved.organization_id, moved.pk)) - {moved.pk}
        self.rows(draft.caller.organization).filter(pk__in=below).update(
            level=F("level") + step, version=F("version") + 1, last_updated=timezone.now()
        )


region_writer = RegionWriter()
