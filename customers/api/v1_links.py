"""How dialect v1 shows the records that customers, categories and contacts link to."""

from customers.categories import CATEGORY, SEGMENTATION
from customers.services import CUSTOMER, USER
from customers_api.core.reading import Link
from paymenttypes.services import CURRENCY, PAYMENT_TYPE
from regions.services import REGION

CATEGORY_LINK = Link(CATEGORY, "customerCategories")
SEGMENTATION_LINK = Link(SEGMENTATION, "customerSegmentations")
CUSTOMER_LINK = Link(CUSTOMER, "customers")
PAYMENT_TYPE_LINK = Link(PAYMENT_TYPE, "paymentTypes")
CURRENCY_LINK = Link(CURRENCY, "currencies")
REGION_LINK = Link(REGION, "regions", keys=("name",))
CREATOR_LINK = Link(USER, "users", id_key="userId", keys=("reference",))
