"""Runs the command as an operator does."""

from __future__ import annotations

from io import StringIO

from django.core.management import call_command


def run(*arguments: str) -> str:
    """What ``manage.py demo`` prints."""
    output = StringIO()
    call_command("demo", *arguments, stdout=output)
    return output.getvalue()
