"""Is this process alive; is it ready to answer readers."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

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
        executor = MigrationExecutor(connection)
        found["database"] = True
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        found["migrations"] = not plan
        cache.set("readyz", "ready", timeout=10)
        found["cache"] = cache.get("readyz") == "ready"
    except Exception:
        # Whatever it is, this process is not ready; those who watch it look here.
        logger.exception("Not ready.")
    return JsonResponse(found, status=200 if all(found.values()) else 503)
