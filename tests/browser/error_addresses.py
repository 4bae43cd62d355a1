"""The site's addresses, and some that fail."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.urls import path

from comments.limits import too_many
from config.errors import bad_request, page_not_found, permission_denied, server_error
from config.urls import urlpatterns as addresses_of_the_site

handler400 = bad_request
handler403, handler404, handler500 = permission_denied, page_not_found, server_error


def unreadable(request):
    raise BadRequest


def hurried(request):
    return too_many(request, 400)


def forbidden(request):
    raise PermissionDenied


def broken(request):
    raise RuntimeError("Broken on purpose.")


urlpatterns = [
    path("unreadable/", unreadable, name="unreadable"),
    path("hurried/", hurried, name="hurried"),
    path("forbidden/", forbidden, name="forbidden"),
    path("broken/", broken, name="broken"),
    *addresses_of_the_site,
]
