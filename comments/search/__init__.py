"""Search in comments: what was asked, which comments match, what is shown of them."""

from .asking import Sought, read_query
from .finding import FoundPage, found_among, latest_of, page_of_found
from .upkeep import index_differs, rebuild

__all__ = [
    "FoundPage",
    "Sought",
    "found_among",
    "index_differs",
    "latest_of",
    "page_of_found",
    "read_query",
    "rebuild",
]
