"""The SQL, written by hand: one statement with joins for the rows, one for each list of a row, one that counts."""

COLUMNS = """
SELECT
    c.id, c.reference, c.reference2, c.name,
    c.category_id, category.reference, category.name,
    c.parent_id, parent.reference, parent.name, c.bill_with_parent,
    c.segmentation_id, segmentation.reference, segmentation.name,
    c.created_by_id, creator.reference,
    c.region_id, region.name,
    CASE c.due_date_rule
        WHEN 'days_after_invoice_date' THEN 'daysAfterInvoiceDate'
        WHEN 'days_after_end_of_invoice_month' THEN 'daysAfterEndOfInvoiceMonth'
    END,
    currency.reference, organization.name,
    date_trunc('second', c.date_created), date_trunc('second', c.last_updated),
    c.poc_tenus, c.email, c.image, c.phone, c.mobile, c.fax, c.comment, c.barcode, c.is_same_address,
    c.billing_country, c.billing_city, c.billing_postal_code, c.billing_address,
    c.billing_latitude::float8, c.billing_longitude::float8,
    c.country, c.city, c.postal_code, c.address, c.latitude::float8, c.longitude::float8,
    c.is_credit, c.credit_limit::float8, c.balance::float8, c.max_cheque_period, c.max_cheque_value::float8,
    c.applied_cash_back_output::float8, c.return_discount::float8, c.invoices_per_route,
    c.is_active, c.on_hold, c.on_hold_reason, c.payment_term, c.due_days,
    c.website, c.tax_number, c.company_registration_number, c.risk, c.risk_color
FROM customer c
JOIN organization ON organization.id = c.organization_id
JOIN category ON category.id = c.category_id
JOIN currency ON currency.id = c.currency_id
LEFT JOIN customer parent ON parent.id = c.parent_id
LEFT JOIN segmentation ON segmentation.id = c.segmentation_id
LEFT JOIN app_user creator ON creator.id = c.created_by_id
LEFT JOIN region ON region.id = c.region_id
"""
PAGE = f"{COLUMNS} WHERE c.organization_id = $1 ORDER BY c.date_created, c.id LIMIT $2 OFFSET $3"
BY_ID = f"{COLUMNS} WHERE c.organization_id = $1 AND c.id = $2"
BY_REFERENCE = f"{COLUMNS} WHERE c.organization_id = $1 AND c.reference = $2"
COUNT = "SELECT count(*) FROM customer WHERE organization_id = $1"
PAYMENT_TYPES = """
SELECT l.customer_id, t.id, t.reference, t.name
FROM customer_payment_type l JOIN payment_type t ON t.id = l.payment_type_id
WHERE l.customer_id = ANY($1) ORDER BY l.customer_id, t.id
"""
CONTACTS = """
SELECT customer_id, id, first_name, last_name, job_title, phone, mobile, email
FROM contact WHERE customer_id = ANY($1) ORDER BY customer_id, position, id
"""
# A link of another organization is no link: the joins find nothing, and no row is written.
CREATE = """
WITH created AS (
    INSERT INTO customer (
        organization_id, created_by_id, currency_id, reference, name, email, phone, country, city, postal_code, address,
        credit_limit, comment, category_id, segmentation_id, region_id
    )
    SELECT
        $1, $2, currency.id, $3, $4, $5, $6, $7, $8, $9, $10, $11::float8::numeric(15, 3), $12,
        category.id, segmentation.id, region.id
    FROM category
    JOIN currency ON currency.organization_id = $1 AND currency.reference = 'EUR'
    LEFT JOIN segmentation ON segmentation.organization_id = $1 AND segmentation.id = $14
    LEFT JOIN region ON region.organization_id = $1 AND region.id = $15
    WHERE category.organization_id = $1 AND category.id = $13
        AND ($14::bigint IS NULL OR segmentation.id IS NOT NULL) AND ($15::bigint IS NULL OR region.id IS NOT NULL)
    RETURNING id
), linked AS (
    INSERT INTO customer_payment_type (customer_id, payment_type_id)
    SELECT created.id, t.id FROM created, payment_type t WHERE t.organization_id = $1 AND t.id = ANY($16::bigint[])
)
SELECT id FROM created
"""
