"""Formulas in LaTeX, kept as their writers typed them.

Inside one, a line break is no break, a "<" begins no tag and brackets are no shortcode:
so formulas are taken out before a text is looked at, and put back at the end. Whatever
draws them in the page finds them as they were.
"""

from __future__ import annotations

import re

# Each meets every character a bounded number of times: exports hold anything.
_FORMULA = re.compile(
    r"\$latex\b[^$]*\$"
    r"|\[latex\b[^\]]*\](?:(?!\[/?latex\b).)*\[/latex\]"
    r"|\\\((?:(?!\\[()]).)*\\\)"
    r"|\\\[(?:(?!\\[\[\]]).)*\\\]"
    r"|\$\$[^$]+\$\$",
    re.DOTALL,
)
# What can only be a tag: "a<b and c>d" has none.
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s+[a-z-]+\s*=[^<>]*)?\s*/?>", re.IGNORECASE)
# Of the characters that no text has, since nobody has agreed what they mean.
_OPEN, _CLOSE = "\ue5f0", "\ue5f1"
_PLACE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


def without_formulas(source: str) -> tuple[str, list[str]]:
    """``source`` with marks in the places of its formulas, and those as HTML."""
    formulas: list[str] = []
    if "$" not in source and "\\" not in source and "[latex" not in source:
        return source, formulas

    def take(found: re.Match[str]) -> str:
        if _TAG.search(found[0]):
            return found[0]
        formulas.append(found[0].replace("<", "&lt;"))
        return f"{_OPEN}{len(formulas) - 1}{_CLOSE}"

    return _FORMULA.sub(take, source), formulas


def with_formulas(html: str, formulas: list[str]) -> str:
    """``html`` with the formulas back in their places."""
    if not formulas:
        return html
    return _PLACE.sub(
        lambda mark: formulas[int(mark[1])] if int(mark[1]) < len(formulas) else "",
        html,
    )
