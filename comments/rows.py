"""Draws the rows of a thread quickly, from one ordinary template.

``comments/row.html`` is the one place where the look of a comment is changed. A
template include for each of 500 rows costs more than the rest of the page, so the
template is rendered once for each combination of its conditions, with marks where
values go, and kept as a format: drawing a row is then one ``%``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from django.conf import settings
from django.template.loader import get_template

# Space around these is no space between words, and there are many rows.
_BLOCKS = re.compile(r"\s*(</?(?:article|header|footer|div|p)\b[^>]*>)\s*")
# Private-use characters: no template has them, and escaping leaves them alone.
_OPEN, _CLOSE = "\ue000", "\ue001"


def draw_row(
    template_name: str, values: Mapping[str, str], conditions: frozenset[str]
) -> str:
    """The row for ``values``, which must be safe HTML already.

    ``conditions`` are the names that are true in the template.
    """
    form = _compiled(template_name, tuple(values), conditions)
    return form % values


def _compile(
    template_name: str, names: tuple[str, ...], conditions: frozenset[str]
) -> str:
    context: dict[str, object] = {name: f"{_OPEN}{name}{_CLOSE}" for name in names}
    context |= dict.fromkeys(conditions, True)
    drawn = get_template(template_name).render(context)
    drawn = _BLOCKS.sub(r"\1", " ".join(drawn.split()))
    return drawn.replace("%", "%%").replace(_OPEN, "%(").replace(_CLOSE, ")s") + "\n"


_kept = functools.cache(_compile)


def _compiled(
    template_name: str, names: tuple[str, ...], conditions: frozenset[str]
) -> str:
    """Compiled once; anew each time while somebody works on the template."""
    compiler = _compile if settings.DEBUG else _kept
    return compiler(template_name, names, conditions)
