"""How the back office looks: the settings of its theme. It names pages and files by their paths, and runs nothing."""

from typing import Any

from django.templatetags.static import static

THEME: dict[str, Any] = {
    "SITE_TITLE": "Customers",
    "SITE_HEADER": "Customers",
    "SITE_SYMBOL": "storefront",
    "SITE_URL": None,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": True,
    "DASHBOARD_CALLBACK": "customers.dashboard.page.dashboard",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("back_office/icon.svg")}],
    "STYLES": [
        lambda request: static("back_office/back_office.css"),
        lambda request: static("back_office/narrow.css"),
    ],
    "SCRIPTS": [lambda request: static("back_office/keyboard.js")],
    "SIDEBAR": {"navigation": "customers_api.back_office.navigation.navigation"},
    "BORDER_RADIUS": "6px",
    "COLORS": {
        # Contrasts of 4.5 to 1 and more, in light and in dark.
        "primary": {
            "50": "oklch(97.0% .014 254.6)",
            "100": "oklch(93.2% .032 255.6)",
            "200": "oklch(88.2% .059 254.1)",
            "300": "oklch(80.9% .105 251.8)",
            "400": "oklch(70.7% .165 254.6)",
            "500": "oklch(62.3% .214 259.8)",
            "600": "oklch(54.6% .245 262.9)",
            "700": "oklch(48.8% .243 264.4)",
            "800": "oklch(42.4% .199 265.6)",
            "900": "oklch(37.9% .146 265.5)",
            "950": "oklch(28.2% .091 267.9)",
        },
    },
}
