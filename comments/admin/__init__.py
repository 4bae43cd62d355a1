"""The moderators' side: the queue, the record, rules, reasons, bans and notes."""

from . import accounts, decisions, people, queue, reasons, rules, threads

__all__ = [
    "accounts",
    "decisions",
    "people",
    "queue",
    "reasons",
    "rules",
    "threads",
]
