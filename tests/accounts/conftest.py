"""What the tests of accounts start from."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet():
    """Limits live in the cache: what one test tried is not held against the next."""
    cache.clear()
