"""What is stored twice for speed, compared with what it was made from."""

from .counters import counter_differences
from .difference import Difference
from .filing import (
    category_differences,
    listing_differences,
    menu_differences,
    redirect_differences,
)
from .marks import mark_differences
from .media import media_differences
from .search import search_differences
from .threads import thread_differences

# Threads before counters, categories before listings: each rests on those above it.
EXAMINATIONS = {
    "threads": thread_differences,
    "counters": counter_differences,
    "marks": mark_differences,
    "categories": category_differences,
    "listings": listing_differences,
    "menu": menu_differences,
    "redirects": redirect_differences,
    "media": media_differences,
    "search": search_differences,
}

__all__ = ["EXAMINATIONS", "Difference"]
