"""Commands as an operator runs them."""

from __future__ import annotations

from io import StringIO

from django.core.management import call_command


def run(command, **options):
    """What a command says, and the code it ends with."""
    out = StringIO()
    try:
        call_command(command, stdout=out, stderr=out, **options)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0
