"""The public addresses, in the shapes that WordPress readers and feeds know."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.generic import RedirectView

import blog.converters  # noqa: F401 (registers <year:…> and its like)
from blog import feeds, sitemaps, views

app_name = "blog"


def listing(
    prefix: str, view: Callable[..., HttpResponseBase], name: str
) -> list[URLPattern]:
    """A listing under ``prefix`` and its pages: ``home`` and ``home_page``."""
    first = RedirectView.as_view(pattern_name=f"blog:{name}", permanent=True)
    return [
        path(f"{prefix}page/<number:number>/", view, name=f"{name}_page"),
        path(f"{prefix}page/1/", first, name=f"{name}_first_page"),
        path(prefix, view, name=name),
    ]


def three_feeds(
    prefix: str, view: Callable[..., HttpResponseBase], name: str
) -> list[URLPattern]:
    """RSS, Atom and JSON Feed: ``feed``, ``feed_atom`` and ``feed_json``."""
    return [
        path(f"{prefix}feed/", view, {"kind": "rss"}, name=name),
        path(f"{prefix}feed/atom/", view, {"kind": "atom"}, name=f"{name}_atom"),
        path(f"{prefix}feed.json", view, {"kind": "json"}, name=f"{name}_json"),
    ]


MONTH = "<year:year>/<two:month>/"

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-site.xml", sitemaps.site, name="sitemap_site"),
    path("sitemap-<year:year>-<two:month>.xml", sitemaps.month, name="sitemap_month"),
    path("drafts/<key:pk>/", views.draft, name="draft"),
    path("authors/", views.authors, name="authors"),
    path("archive/", views.archive, name="archive"),
    *three_feeds("", feeds.site_feed, "feed"),
    *three_feeds("author/<str:slug>/", feeds.author_feed, "author_feed"),
    *three_feeds("tag/<str:slug>/", feeds.tag_feed, "tag_feed"),
    *three_feeds("category/<path:path>/", feeds.category_feed, "category_feed"),
    *listing("", views.home, "home"),
    *listing("author/<str:slug>/", views.author, "author"),
    *listing("tag/<str:slug>/", views.tag, "tag"),
    *listing("series/<str:slug>/", views.series, "series"),
    *listing("category/<path:path>/", views.category, "category"),
    *listing("<year:year>/", views.year, "year"),
    *listing(MONTH, views.month, "month"),
    *listing(f"{MONTH}<two:day>/", views.day, "day"),
    path(f"{MONTH}<str:slug>/", views.post, name="post"),
    path(
        f"{MONTH}<str:slug>/comment-page-<number:thread_page>/",
        views.post,
        name="post_thread_page",
    ),
    path(
        f"{MONTH}<str:slug>/comment-page-1/",
        RedirectView.as_view(pattern_name="blog:post", permanent=True),
        name="post_thread_first_page",
    ),
    path("<path:path>/", views.page, name="page"),
]
