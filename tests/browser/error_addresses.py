"""The site's addresses, and some that fail."""

from django.core.exceptions import PermissionDenied
from django.urls import path

from config.errors import page_not_found, permission_denied, server_error
from config.urls import urlpatterns as addresses_of_the_site

handler403, handler404, handler500 = permission_denied, page_not_found, server_error


def forbidden(request):
    raise PermissionDenied


def broken(request):
    raise RuntimeError("Broken on purpose.")


urlpatterns = [
    path("forbidden/", forbidden, name="forbidden"),
    path("broken/", broken, name="broken"),
    *addresses_of_the_site,
]
