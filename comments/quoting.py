"""Quotes a comment in the Markdown of another: what was said, by whom, and where."""

from __future__ import annotations

import re
from html import unescape

from django.utils.html import strip_tags

from comments.models import Comment

# What would be read as Markdown in a name.
_SPECIAL = re.compile(r"([\\`*_~\[\]<>!])")
_END_OF_BLOCK = re.compile(r"</(?:p|li|blockquote|pre|h\d|div|tr)>|<br\s*/?>")


def quote_of(comment: Comment) -> str:
    """The whole text as an attributed quote, and a line to go on from."""
    text = comment.comment
    if comment.import_ref:
        # It came as HTML, and what it was made from may be another Markdown.
        text = unescape(strip_tags(_END_OF_BLOCK.sub("\n", comment.body_html)))
    lines = [f"> {line}".rstrip() for line in text.strip().split("\n")]
    name = _SPECIAL.sub(r"\\\1", comment.author_name)
    source = f"> — [{name}, #{comment.number}]({comment.get_absolute_url()})"
    return "\n".join([*lines, ">", source, "", ""])
