"""The moderators' side: the queue, the record, rules, reasons, bans and notes."""

from . import decisions, people, queue, reasons, rules

__all__ = ["decisions", "people", "queue", "reasons", "rules"]
