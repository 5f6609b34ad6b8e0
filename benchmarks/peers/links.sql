-- Every customer gets what some of the made-up ones lack, so that each answer shows all of its links: a segmentation, a
-- region, and two payment types.
UPDATE public.customers_customer c
SET
    segmentation_id = coalesce(c.segmentation_id, s.ids[1 + c.id % cardinality(s.ids)]),
    region_id = coalesce(c.region_id, r.ids[1 + c.id % cardinality(r.ids)])
FROM
    (SELECT array_agg(id ORDER BY id) AS ids FROM public.customers_segmentation) s,
    (SELECT array_agg(id ORDER BY id) AS ids FROM public.regions_region) r
WHERE c.segmentation_id IS NULL OR c.region_id IS NULL;

DELETE FROM public.customers_customerpaymenttype;
INSERT INTO public.customers_customerpaymenttype (organization_id, customer_id, payment_type_id)
SELECT c.organization_id, c.id, t.id
FROM public.customers_customer c
CROSS JOIN LATERAL (
    SELECT id FROM public.paymenttypes_paymenttype ORDER BY (id + c.id) % 3, id LIMIT 2
) t
ORDER BY c.id, t.id;
