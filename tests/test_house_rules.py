"""Rules of the house that no other tool holds, each proved against an offender."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.views.defaults import server_error

ROOT = Path(__file__).resolve().parent.parent
# Folders of ours: those with an __init__.py, apps and tests alike.
OURS = sorted(folder.parent for folder in ROOT.glob("*/__init__.py"))
MODULES = [
    module
    for folder in OURS
    for module in sorted(folder.rglob("*.py"))
    if "migrations" not in module.parts
]
APP_MODULES = [m for m in MODULES if m.relative_to(ROOT).parts[0] != "tests"]
TEMPLATES = [
    template
    for folder in (ROOT / "templates", *(ours / "templates" for ours in OURS))
    for template in sorted(folder.rglob("*.*"))
]
STYLE_SHEETS = sorted((ROOT / "static").rglob("*.css"))
LAYERS = ["reset", "tokens", "base", "layout", "components", "utilities"]

MODULE_LINES = 400
FUNCTION_LINES = 30
VIEW_LINES = 15
TEMPLATE_LINES = 80


def faults_in(
    files: Iterable[Path], find: Callable[[str], Iterable[str]]
) -> dict[str, list[str]]:
    """What ``find`` has against the text of each file, by path."""
    found = {str(f.relative_to(ROOT)): list(find(text_of(f))) for f in files}
    return {name: faults for name, faults in found.items() if faults}


def text_of(file: Path) -> str:
    return file.read_text("utf-8")


# --- Migrations --------------------------------------------------------------

# What makemigrations calls a migration that nobody gave a name.
AUTOMATIC = re.compile(r"\d{4}_(initial|auto_.*|.*_and_more|squashed_.*)$")


def test_no_migration_is_pending(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_migration_is_named_for_what_it_does():
    names = [file.stem for ours in OURS for file in ours.glob("migrations/0*.py")]
    assert names
    assert not [name for name in names if AUTOMATIC.match(name)]


@pytest.mark.parametrize(
    "name", ["0001_initial", "0007_auto_20261123_1000", "0002_post_dek_and_more"]
)
def test_automatic_names_are_known(name):
    assert AUTOMATIC.match(name)


# --- Python ------------------------------------------------------------------

NOT_NAMED_AFTER_WHAT_IT_HOLDS = {"common", "core", "helpers", "services", "utils"}


def too_long(source: str, longest: int) -> Iterator[str]:
    lines = source.count("\n")
    if lines > longest:
        yield f"{lines} lines"


def long_functions(source: str, longest: int) -> Iterator[str]:
    """Functions whose body, its docstring aside, has more lines."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        body = node.body[1:] if ast.get_docstring(node) else node.body
        lines = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
        if lines > longest:
            yield f"{node.name}: {lines} lines"


def safe_strings(source: str) -> Iterator[str]:
    """Ways around ruff's ban of mark_safe: the class itself, or its protocol."""
    yield from re.findall(
        r"\b(?:SafeString|SafeText)\(|def __html__|@html_safe", source
    )


def test_modules_are_short():
    assert not faults_in(MODULES, partial(too_long, longest=MODULE_LINES))


def test_modules_are_named_after_what_they_hold():
    names = {module.stem for module in MODULES} | {m.parent.name for m in MODULES}
    assert not names & NOT_NAMED_AFTER_WHAT_IT_HOLDS


def test_functions_are_short():
    # A drawing is one list of strokes: dividing it would hide the picture.
    modules = [module for module in APP_MODULES if module.parent.name != "pictures"]
    assert not faults_in(modules, partial(long_functions, longest=FUNCTION_LINES))


def test_views_are_thin():
    views = [m for m in APP_MODULES if "views" in (m.stem, m.parent.name)]
    assert views
    assert not faults_in(views, partial(long_functions, longest=VIEW_LINES))


def test_only_the_markup_makes_safe_strings():
    others = [module for module in APP_MODULES if module != ROOT / "blog/markup.py"]
    assert not faults_in(others, safe_strings)


def test_long_functions_and_safe_strings_are_found():
    source = 'def f():\n    """Long\n    text.\n    """\n' + "    g()\n" * 4
    assert list(long_functions(source, 3)) == ["f: 4 lines"]
    assert not list(long_functions(source, 4))
    assert list(safe_strings("html = SafeString(text)"))
    assert not list(safe_strings("def html(self) -> SafeString: ..."))


# --- Addresses ---------------------------------------------------------------


def addresses(
    patterns: Iterable[URLPattern | URLResolver], before: str = ""
) -> Iterator[tuple[str, str | None]]:
    """Every address below ``patterns`` with its name; the admin's are Django's."""
    for pattern in patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield address, pattern.name
        elif pattern.namespace != "admin":
            yield from addresses(pattern.url_patterns, address)


def test_every_address_has_a_name():
    unnamed = [
        address for address, name in addresses(get_resolver().url_patterns) if not name
    ]
    assert not unnamed


def test_addresses_without_a_name_are_found():
    assert list(addresses([path("x/", server_error)])) == [("x/", None)]


# --- Templates ---------------------------------------------------------------

# Data is no script: nothing in such a block runs.
DATA_BLOCK = re.compile(r"<script\s+type=\"application/(ld\+)?json\"[^>]*>")
FORBIDDEN_IN_TEMPLATES = {
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(
        r"<script\b(?![^>]*\bsrc\s*=)|javascript:", re.IGNORECASE
    ),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "unescaped text": re.compile(r"\|\s*safe(seq)?\b|\bautoescape\s+off\b"),
    "another host": re.compile(
        r"(<link\b[^>]*\bhref|\bsrc|\bsrcset|\baction|\bposter)\s*=\s*[\"']?(https?:)?//",
        re.IGNORECASE,
    ),
    "unnamed end of a block": re.compile(r"{%\s*endblock\s*%}"),
    "text before {% extends %}": re.compile(r"\A(?!{% extends)[\s\S]+{% extends"),
}


def faults_of_template(source: str) -> list[str]:
    source = DATA_BLOCK.sub("<data>", source)
    return [
        what for what, said in FORBIDDEN_IN_TEMPLATES.items() if said.search(source)
    ]


def test_templates_hold_nothing_that_runs():
    assert not faults_in(TEMPLATES, faults_of_template)


def test_templates_are_short():
    assert not faults_in(TEMPLATES, partial(too_long, longest=TEMPLATE_LINES))


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('<p style="color: red">', "inline style"),
        ("<style>p {}</style>", "inline style"),
        ("<script>go()</script>", "inline script"),
        ('<script nonce="{{ n }}">go()</script>', "inline script"),
        ('<a href="javascript:go()">', "inline script"),
        ('<body class="x"\n onload="go()">', "inline handler"),
        ("{{ text|safe }}", "unescaped text"),
        ("{{ texts | safeseq }}", "unescaped text"),
        ("{% autoescape off %}", "unescaped text"),
        ('<script src="https://cdn.example/x.js"></script>', "another host"),
        ('<link rel="preload" href="//cdn.example/x.css">', "another host"),
        ("{% block a %}{% endblock %}", "unnamed end of a block"),
        ('{% load x %}{% extends "base.html" %}', "text before {% extends %}"),
    ],
)
def test_faults_of_templates_are_found(source, fault):
    assert fault in faults_of_template(source)


@pytest.mark.parametrize(
    "source",
    [
        '<script type="application/ld+json">{% data %}</script>',
        '<script src="{% static \'js/x.js\' %}" type="module"></script>',
        '<a href="https://example.org/">on = off</a>',
        '{% extends "base.html" %}{% block a %}{% endblock a %}',
    ],
)
def test_sound_templates_pass(source):
    assert not faults_of_template(source)


# --- Style sheets ------------------------------------------------------------


def faults_of_style_sheet(source: str) -> list[str]:
    """What stands outside the one layer of a style sheet, and what asks elsewhere."""
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    faults = re.findall(r"@import[^;]*|url\(\s*[\"']?(?:https?:)?//[^)]*", source)
    source = source.removeprefix(f"@layer {', '.join(LAYERS)};").strip()
    layer = re.match(r"@layer (\w+) \{", source)
    if layer is None or layer[1] not in LAYERS:
        return [*faults, "fills no layer"]
    depth = 0
    for place, character in enumerate(source):
        depth += (character == "{") - (character == "}")
        if character == "}" and depth == 0 and place + 1 < len(source):
            return [*faults, f"outside its layer: {source[place + 1 :].strip()[:40]}"]
    return faults


def test_a_style_sheet_fills_its_layer():
    # Django's own sheets for the admin are in no layer, which wins over all layers.
    sheets = [sheet for sheet in STYLE_SHEETS if not sheet.stem.startswith("admin")]
    assert sheets
    assert not faults_in(sheets, faults_of_style_sheet)


def test_the_tokens_open_with_the_order_of_the_layers():
    tokens = text_of(ROOT / "static" / "css" / "tokens.css")
    assert tokens.startswith(f"@layer {', '.join(LAYERS)};")


@pytest.mark.parametrize(
    "source",
    [
        ".byline { color: red; }",
        "@layer extras { p { margin: 0; } }",
        "@layer base { p { margin: 0; } } p { margin: 1em; }",
        "@import 'x.css'; @layer base { p { margin: 0; } }",
        "@layer base { p { background: url(https://cdn.example/x.png); } }",
    ],
)
def test_faults_of_style_sheets_are_found(source):
    assert faults_of_style_sheet(source)
