"""Where each app's addresses are mounted."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.static import serve

from comments.admin.statistics import statistics
from config.admin import view_on_site

# Where no page says what the site is called: at the admin's door.
admin.site.site_header = admin.site.site_title = "Masthead"

# One way in, with its limits and its second step.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "admin/r/<int:content_type_id>/<path:object_id>/",
        admin.site.admin_view(view_on_site),
        name="view_on_site",
    ),
    path(
        "admin/comments/statistics/",
        admin.site.admin_view(statistics),
        name="comments_statistics",
    ),
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("", include("ops.urls")),
    path("", include("comments.urls")),
]
if settings.STORAGES["default"]["BACKEND"].endswith("FileSystemStorage"):
    # One machine without a proxy in front: the site serves its uploads itself.
    root = {"document_root": settings.MEDIA_ROOT}
    urlpatterns.append(
        re_path(r"^media/(?P<path>(?!.*\.\./).+)$", serve, root, name="media")
    )
# Last: the blog takes every path that nothing else took, for its pages.
urlpatterns.append(path("", include("blog.urls")))
