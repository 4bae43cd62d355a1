"""The parts of an address that are numbers."""

from __future__ import annotations

from django.urls import register_converter


class Year:
    """Four digits."""

    regex = r"\d{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return f"{int(value):04d}"


class TwoDigits:
    """A month or a day."""

    regex = r"\d{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return f"{int(value):02d}"


class Key:
    """A primary key."""

    # As many digits as a database column surely holds.
    regex = r"[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class PageNumber:
    """The second page or a later one: the first has no number in its address."""

    # Six digits: no listing is longer, and no database chokes on the offset.
    regex = r"(?!1/)[1-9]\d{0,5}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Year, "year")
register_converter(TwoDigits, "two")
register_converter(PageNumber, "number")
register_converter(Key, "key")
