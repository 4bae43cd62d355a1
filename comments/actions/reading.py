"""What a member has read of the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from comments.models import Answer

if TYPE_CHECKING:
    from accounts.models import User


def mark_read(reader: User, *, until: int) -> int:
    """Note that ``reader`` has seen the answers up to the one with the key ``until``.

    How many were new. What came later stays new: it was not on the page.
    """
    new = Answer.objects.filter(reader=reader, read_at=None, pk__lte=until)
    return new.update(read_at=timezone.now())
