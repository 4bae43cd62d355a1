"""The authors' and editors' side: one module for each kind of thing."""

from . import authors, filing, links, pages, posts

__all__ = ["authors", "filing", "links", "pages", "posts"]
