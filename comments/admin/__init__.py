"""The moderators' side: the queue, the record, rules, bans and notes."""

from . import decisions, people, queue, rules

__all__ = ["decisions", "people", "queue", "rules"]
