"""The keys of each documented answer, in their order, and those of them that show objects or lists."""

NAMED = "id reference name"
DATES = "dateCreated lastUpdated"
BILLING = "billingCountry billingCity billingPostalCode billingAddress billingLat billingLng"
AMOUNTS = "balance maxChequePeriod maxChequeValue appliedCashBackOutput returnDiscount invoicesPerRoute"
KEYS = {
    "customers": (
        "id reference reference2 name categoryReference customerCategory isSubCustomer parentCustomer billWithParent "
        "customerSegmentationReference customerSegmentation pocTenus email logo phone mobile fax comment barcode "
        f"isSameAddress {BILLING} country city postalCode address latitude longitude isCredit creditLimit {AMOUNTS} "
        "isActive onHold onHoldReason paymentTerm createdBy dueDateConfigNumber dueDateConfigType paymentTypes website "
        f"taxNumber companyRegistrationNumber contacts currency customerRisk customerRiskColor organization {DATES} "
        "region"
    ),
    "customerCategories": f"{NAMED} description isRoot parentId parentCategory image organization {DATES}",
    "customerSegmentations": f"{NAMED} description organization {DATES}",
    "paymentTypes": f"{NAMED} isActive organization {DATES}",
    "regions": f"{NAMED} level parentId position {DATES}",
    "currencies": f"{NAMED} symbol digits exchangeRate isDefault isActive {DATES}",
    "users": f"id reference email firstName lastName enabled organization {DATES}",
    "contacts": (
        "id customerReference customer firstName lastName fonction phone phone2 mobile fax email comment country city "
        f"postalCode address isDecisionMaker {DATES}"
    ),
}
UNSORTABLE = {
    "customers": ("customerCategory parentCustomer customerSegmentation createdBy paymentTypes contacts region"),
    "customerCategories": "parentCategory",
    "contacts": "customer",
}


def keys_of(table: str) -> list[str]:
    return KEYS[table].split()


def sortable(table: str) -> list[str]:
    return [key for key in keys_of(table) if key not in UNSORTABLE.get(table, "").split()]
