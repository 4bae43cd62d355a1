"""Posts and pages, what they are filed under, and what links to them."""

from .filing import Category, Filing, Series, Tag, Tagging
from .links import Link, Mention, Redirect
from .pages import Page, SiteSettings
from .posts import Byline, Correction, Post

__all__ = [
    "Byline",
    "Category",
    "Correction",
    "Filing",
    "Link",
    "Mention",
    "Page",
    "Post",
    "Redirect",
    "Series",
    "SiteSettings",
    "Tag",
    "Tagging",
]
