"""Is this process alive; is it ready to answer readers."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ops.schema import is_migrated

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers at all."""
    return JsonResponse({"alive": True})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 if database, cache and migrations are as they should be; 503 otherwise."""
    found = {"database": False, "migrations": False, "cache": False}
    try:
        found["migrations"] = is_migrated()
        found["database"] = True
        cache.set("readyz", "ready", timeout=10)
        found["cache"] = cache.get("readyz") == "ready"
    except Exception:
        # Whatever it is, this process is not ready; those who watch it look here.
        logger.exception("Not ready.")
    return JsonResponse(found, status=200 if all(found.values()) else 503)
