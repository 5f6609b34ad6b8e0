"""The customers that fill the demo world's lists: invented firms over the categories, countries and years."""

from decimal import Decimal

from customers.demo.data import Sample, Values
from customers.models import DueDateRule
from customers_api.core.references import ById, ByReference

CALIFORNIA: Values = {"region": ById(2)}
NEW_YORK: Values = {"region": ById(3)}
MANHATTAN: Values = {"region": ById(4)}
CASH: Values = {"payment_types": [ById(7)]}
CARD: Values = {"payment_types": [ById(7), ById(9)]}
TRANSFER: Values = {
    "payment_types": [ById(10)],
    "due_days": 30,
    "due_date_rule": DueDateRule.AFTER_END_OF_INVOICE_MONTH.value,
}
CLOSED: Values = {"is_active": False, "comment": "Closed for good."}
ON_HOLD: Values = {"on_hold": True, "on_hold_reason": "Two invoices are overdue."}
RISKY: Values = {"risk": "high", "risk_color": "#D64545"}
WITH_SHIPPING: Values = {
    "is_same_address": False,
    "country": "BE",
    "city": "Liège",
    "postal_code": "4000",
    "address": "Quai de Rome 3",
}
BRANCH: Values = {"parent": ByReference("NC-9"), "bill_with_parent": True}
CONTACTABLE: Values = {
    "email": "bonjour@maison-lavande.example",
    "phone": "+33 1 99 00 12 34",
    "website": "https://maison-lavande.example",
}
ON_THE_MAP: Values = {"billing_latitude": Decimal("52.370216"), "billing_longitude": Decimal("4.895168")}
REGISTERED: Values = {"tax_number": "DE999999999", "company_registration_number": "HRB 99999"}

# A table: one customer a line.
# ruff: noqa: E501
# fmt: off
SAMPLES = (
    Sample("Maison Lavande", "home", "seg_a", "2016-01-11", "FR", "Grasse", "06130", "12 rue de l'Oratoire", "EUR", 2500, CONTACTABLE | CARD),
    Sample("Harbor & Pine", "home", "seg_b", "2016-02-03", "US", "Oakland", "94607", "455 3rd Street", "USD", 12000, CALIFORNIA | TRANSFER),
    Sample("Goldschmiede Albrecht", "jewelry", "seg_a", "2016-03-22", "DE", "Pforzheim", "75172", "Bleichstraße 18", "EUR", 8000, REGISTERED | TRANSFER),
    Sample("Joyería Alameda", "jewelry", None, "2016-05-09", "ES", "Sevilla", "41002", "Alameda de Hércules 31", "EUR", 1500, CASH),
    Sample("Hudson Home Stores", "home", "seg_a", "2016-06-30", "US", "Albany", "12207", "80 State Street", "USD", 40000, NEW_YORK | TRANSFER),
    Sample("Hudson Home Stores, SoHo", "home", "seg_a", "2016-07-14", "US", "New York", "10012", "112 Mercer Street", "USD", None, MANHATTAN | BRANCH),
    Sample("Hudson Home Stores, Tribeca", "home", "seg_a", "2016-07-14", "US", "New York", "10013", "27 Harrison Street", "USD", None, MANHATTAN | BRANCH),
    Sample("Atelier Perle Noire", "jewelry", "seg_a", "2016-09-02", "FR", "Lyon", "69002", "6 rue Mercière", "EUR", 3000, CARD),
    Sample("Oro e Argento di Bianchi", "jewelry", "seg_b", "2016-11-18", "IT", "Arezzo", "52100", "Corso Italia 77", "EUR", 6500, TRANSFER),
    Sample("Kaffee & Kram", "root", None, "2017-01-05", "AT", "Graz", "8010", "Sporgasse 9", "EUR", 800, CASH),
    Sample("De Blauwe Tegel", "home", "seg_b", "2017-02-27", "NL", "Amsterdam", "1012 LG", "Warmoesstraat 60", "EUR", 4200, ON_THE_MAP | CARD),
    Sample("Sunset Lanterns", "home", None, "2017-04-12", "US", "San Diego", "92101", "733 Fourth Avenue", "USD", 5500, CALIFORNIA | CARD),
    Sample("Bijoux du Port", "jewelry", "seg_b", "2017-06-01", "FR", "Marseille", "13002", "41 quai du Port", "EUR", 1200, ON_HOLD | CASH),
    Sample("Silberwerk Zürich", "jewelry", "seg_a", "2017-08-19", "CH", "Zürich", "8001", "Rennweg 22", "EUR", 9000, TRANSFER),
    Sample("Casa Azulejo", "home", "seg_a", "2017-10-30", "PT", "Porto", "4050-253", "Rua das Flores 154", "EUR", 2750, CARD),
    Sample("Nordlys Interiør", "home", "seg_b", "2018-01-16", "DK", "Aarhus", "8000", "Volden 11", "EUR", 3600, TRANSFER),
    Sample("Empire Gem Exchange", "jewelry", "seg_a", "2018-03-08", "US", "New York", "10036", "20 West 47th Street", "USD", 75000, MANHATTAN | TRANSFER),
    Sample("Thé et Tissus", "root", "seg_b", "2018-05-25", "BE", "Namur", "5000", "Rue de Fer 48", "EUR", 950, WITH_SHIPPING | CASH),
    Sample("Zlatnictví U Mostu", "jewelry", None, "2018-09-11", "CZ", "Praha", "110 00", "Karlova 5", "EUR", 2100, CLOSED),
    Sample("Green Door Furnishings", "home", "seg_b", "2019-01-21", "IE", "Galway", "H91 A2C3", "19 Quay Street", "EUR", 4800, CARD),
    Sample("Perles de Carthage", "jewelry", "seg_a", "2019-04-04", "TN", "Tunis", "1002", "8 avenue de Paris", "EUR", 1800, CASH),
    Sample("Redwood & Linen", "home", "seg_a", "2019-07-17", "US", "Sacramento", "95814", "1023 J Street", "USD", 7200, CALIFORNIA | TRANSFER),
    Sample("Smykker fra Bergen", "jewelry", "seg_b", "2019-11-28", "NO", "Bergen", "5003", "Strandgaten 14", "EUR", 2600, CARD),
    Sample("Lagerhaus Süd", "home", None, "2020-03-02", "DE", "München", "80331", "Sendlinger Straße 44", "EUR", 15000, RISKY | TRANSFER),
    Sample("Quincaillerie Moreau", "root", None, "2020-10-13", "FR", "Dijon", "21000", "23 rue Musette", "EUR", 600, CASH),
    Sample("Brooklyn Brass Works", "home", "seg_b", "2021-05-20", "US", "New York", "11201", "199 Water Street", "USD", 9800, NEW_YORK | CARD),
    Sample("Maple Leaf Minerals", "jewelry", "seg_b", "2022-02-09", "CA", "Montréal", "H2Y 1C6", "350 rue Saint-Paul", "USD", 4400, TRANSFER),
    Sample("Ūdens Stikls", "home", "seg_a", "2023-06-15", "LV", "Rīga", "LV-1050", "Kaļķu iela 7", "EUR", 1900, CARD),
    Sample("Kintsugi House", "home", "seg_a", "2024-04-23", "JP", "Kyoto", "605-0073", "Gionmachi 570", "USD", 11000, TRANSFER),
    Sample("Marché des Créateurs", "root", "seg_a", "2025-01-30", "LU", "Luxembourg", "1728", "14 rue du Marché", "EUR", 3300, CARD),
)
# fmt: on
