"""The pages of regions; what a region may be is the writer's matter."""

from typing import ClassVar

from django.contrib import admin

from customers_api.back_office.trees import TreeAdmin
from regions.models import Region
from regions.services import region_writer


@admin.register(Region)
class RegionAdmin(TreeAdmin):
    """Regions."""

    writer = region_writer
    list_display = ("in_tree", "reference", "level", "last_updated")
    list_display_links = ("in_tree",)
    search_fields = ("reference", "name")
    autocomplete_fields = ("parent",)
    ordering = ("name", "pk")
    fieldsets: ClassVar = ((None, {"fields": ("name", "reference", "parent")}),)
