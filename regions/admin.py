"""The pages of regions; what a region may be is the writer's matter."""

from typing import ClassVar

from django.contrib import admin

from customers_api.back_office.record_admin import RecordAdmin
from regions.models import Region
from regions.services import region_writer


@admin.register(Region)
class RegionAdmin(RecordAdmin):
    """Regions."""

    writer = region_writer
    list_display = ("name", "reference", "level", "parent", "last_updated")
    list_select_related = ("parent",)
    search_fields = ("reference", "name")
    autocomplete_fields = ("parent",)
    ordering = ("level", "name", "pk")
    fieldsets: ClassVar = ((None, {"fields": ("name", "reference", "parent")}),)
