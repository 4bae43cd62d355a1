"""What every page shows of the site itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from blog.models import SiteSettings


def site(request: HttpRequest) -> dict[str, Any]:
    """``site``: the site's settings, read when a template first asks for them."""
    return {"site": SimpleLazyObject(SiteSettings.load)}
