"""All addresses of the service."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path, re_path

from customers.api import rws as customers_rws
from customers.api import v1 as customers_v1
from customers.api import v2 as customers_v2
from customers_api import welcome
from customers_api.api import errors, pictures
from customers_api.openapi import views as openapi
from organizations.api import login, oauth
from organizations.api import v1 as organizations_v1
from paymenttypes.api import v1 as paymenttypes_v1
from regions.api import v1 as regions_v1

urlpatterns: list[URLPattern | URLResolver] = [
    *customers_v1.urlpatterns,
    *customers_v2.urlpatterns,
    *customers_rws.urlpatterns,
    *paymenttypes_v1.urlpatterns,
    *regions_v1.urlpatterns,
    *organizations_v1.urlpatterns,
    *login.urlpatterns,
    *oauth.urlpatterns,
    *openapi.urlpatterns,
    path("admin/", admin.site.urls),
    *pictures.urlpatterns,
    re_path(r"^\Z", welcome.welcome),
    re_path("", errors.unknown_path),
]

handler400 = "customers_api.api.errors.bad_request"
handler403 = "customers_api.api.errors.permission_denied"
handler404 = "customers_api.api.errors.page_not_found"
handler500 = "customers_api.api.errors.server_error"
