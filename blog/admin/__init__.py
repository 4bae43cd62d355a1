"""The authors' and editors' side: one module for each kind of thing."""

from . import authors, posts

__all__ = ["authors", "posts"]
