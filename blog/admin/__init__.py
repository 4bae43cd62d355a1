"""The authors' and editors' side: one module for each kind of thing."""

from django.contrib import admin
from django.contrib.sites.models import Site
from taggit.models import Tag as LibraryTag

from . import authors, filing, links, pages, posts

__all__ = ["authors", "filing", "links", "pages", "posts"]

# Nothing reads what somebody would enter there: tags are the blog's own, and the
# site's address is the setting SITE_URL.
admin.site.unregister([LibraryTag, Site])
