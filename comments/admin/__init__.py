"""The moderators' side: the queue, the record, rules, bans and notes."""

from . import accounts, decisions, people, queue, rules

__all__ = ["accounts", "decisions", "people", "queue", "rules"]
