"""Which of our posts the links in imported bodies lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from blog.models import Link, Post, Redirect
from transfer.readers.wxr_values import path_of

LINKS_AT_ONCE = 500
_POST_PATH = re.compile(r"/\d{4}/\d\d/([^/?]+)/?(?:\?|$)", re.ASCII)


def find_targets(sites: Iterable[str]) -> None:
    """Point links without a target to our posts, if they lead to one of ``sites``.

    ``sites`` are the addresses that the imported blogs had. Posts are found by their
    address here and by those they had there.
    """
    hosts = {urlsplit(site).netloc for site in [*sites, settings.SITE_URL]} - {""}
    for links in _in_batches(hosts):
        with transaction.atomic():
            _point(links)


def _in_batches(hosts: Iterable[str]) -> Iterator[list[Link]]:
    inside = Q(url__startswith="/")
    for host in hosts:
        inside |= Q(url__startswith=f"http://{host}/")
        inside |= Q(url__startswith=f"https://{host}/")
    aimless = Link.objects.filter(inside, target=None).order_by("pk")
    last = 0
    while links := list(aimless.filter(pk__gt=last)[:LINKS_AT_ONCE]):
        last = links[-1].pk
        yield links


def _point(links: list[Link]) -> None:
    paths = {link.pk: path_of(link.url) for link in links}
    slugs = {
        path: unquote(found[1])
        for path in paths.values()
        if (found := _POST_PATH.match(path))
    }
    moved = dict(
        Redirect.objects.filter(old_path__in=set(paths.values()) - {""})
        .exclude(post=None)
        .values_list("old_path", "post")
    )
    here = dict(
        Post.objects.filter(slug__in=set(slugs.values())).values_list("slug", "pk")
    )
    pointed = []
    for link in links:
        path = paths[link.pk]
        target = moved.get(path) or here.get(slugs.get(path, ""))
        if target and target != link.post_id:
            link.target_id = target
            pointed.append(link)
    Link.objects.bulk_update(pointed, ["target"])
