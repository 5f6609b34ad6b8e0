"""Customer segmentations."""

from django.db import models

from customers_api.core.models import ReferenceModel


class Segmentation(ReferenceModel):
    """A group that customers are sorted into for sales or statistics."""

    description = models.TextField(max_length=10_000, null=True, blank=True)  # noqa: DJ001
