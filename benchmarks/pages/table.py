"""The figures as a table in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .measuring import Figures, Measured

HEAD = "page | queries | CPU, ms | database, ms | KB"


def table(measured: Measured, earlier: Measured | None = None) -> str:
    """Lines for README.md; with ``earlier``, how much dearer each page has become."""
    before = {page.name: page for page in earlier.pages} if earlier else {}
    head = f"{HEAD} | × {earlier.posts:,}" if earlier else HEAD
    rule = " | ".join(["---", *["--:"] * head.count("|")])
    lines = [head, rule, *_rows(measured.pages, before)]
    return "\n".join([_title(measured), "", *(f"| {line} |" for line in lines)])


def _title(measured: Measured) -> str:
    return (
        f"{measured.posts:,} posts, {measured.comments:,} comments, "
        f"{measured.database}; memory at its peak {measured.peak_mb:.0f} MB, "
        f"{measured.peak_mb_whole_threads:.0f} MB with whole threads on a page; "
        f"yardstick {measured.yardstick_ms:.2f} ms"
    )


def _rows(pages: Iterable[Figures], before: dict[str, Figures]) -> Iterator[str]:
    for page in pages:
        row = (
            f"{page.name} | {page.queries} | {page.cpu_ms:.1f} | "
            f"{page.database_cpu_ms:.1f} | {page.bytes / 1000:.0f}"
        )
        if page.name in before:
            row += f" | {page.total_ms / before[page.name].total_ms:.2f}"
        yield row
