"""Formatting for the templates of the site; nothing here asks the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString

from accounts.models import Author
from blog import addresses, sharing
from blog.markup import data_block, vouch
from blog.models import Category, Post, SiteSettings

register = template.Library()


@register.filter
def absolute(path: str) -> str:
    """The whole address of a path of ours."""
    return addresses.absolute(iri_to_uri(path))


@register.filter
def bio(author: Author) -> SafeString:
    """The author's bio as it was drawn when it was saved."""
    return vouch(author.bio_html)


@register.filter
def links(author: Author) -> list[tuple[str, str]]:
    """Label and address of the author's links: those that lead to the web."""
    return [
        (label, address)
        for label, address in author.links
        if address.startswith(("https://", "http://"))
    ]


@register.filter
def post_address(found: Mapping[str, Any]) -> str:
    """The address of a post of which a query brought slug and month alone."""
    return addresses.post_path(found["month"], found["slug"])


@register.filter
def ways_to_share(post: Post) -> list[tuple[str, str]]:
    """Label and link of each way to hand a post on."""
    address = addresses.absolute(post.get_absolute_url())
    return sharing.ways_to_share(str(post), address)


@register.filter
def level(category: Category) -> int:
    """How deep a category lies: 0 at the root; the style sheet knows four."""
    return min(category.path.count("/"), 3)


@register.filter
def iso(moment: datetime) -> str:
    """A moment for machines, in the site's zone; HTML takes no microseconds."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.filter
def description(post: Post) -> str:
    """What a search engine or a link preview says of a post."""
    return post.dek or post.summary


@register.simple_tag
def structured_data(post: Post, site: SiteSettings) -> SafeString:
    """What search engines want to know of a post, for a script element of data."""
    address = addresses.absolute(post.get_absolute_url())
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "mainEntityOfPage": address,
        "headline": post.title,
        "description": description(post),
        "datePublished": iso(post.published_at) if post.published_at else None,
        "dateModified": iso(post.updated_at),
        "commentCount": post.comment_count,
        "author": [
            {
                "@type": "Person",
                "name": byline.author.name,
                "url": addresses.absolute(byline.author.get_absolute_url()),
            }
            for byline in post.bylines.all()
        ],
        "publisher": {"@type": "Organization", "name": site.title},
    }
    if post.lead_image:
        data["image"] = addresses.absolute(post.lead_image.file.url)
    return data_block(data)
