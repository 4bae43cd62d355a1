"""Markup that nobody would think of comes out harmless, and stays as it came out."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.addresses import is_ours
from blog.markup import clean_body, clean_comment, clean_inline, draw_body
from comments.markup import draw_comment

pytestmark = pytest.mark.slow

PIECES = (
    "<script> </script> <style> </style> <svg> <math> <mtext> <mglyph> <template> "
    "<noscript> <textarea> <title> <iframe <iframe/src= srcdoc= <object data= <embed "
    "<form <input <base <link <meta <p <p> </p> <div> </div> <h1> </h1> <center> "
    "<table> <tr> <td> </table> <a <a/href= href= </a> <img <img/src= src= <video> <video/src=//a.example/b> </video> <audio> "
    "<source <blockquote cite= <q <small/class=footnote> </small> <details <ol <li> "
    "<b> </b> <i> </i> <pre> <code> onclick= onerror=alert(1) onload=x style= id=main "
    "class=footnote javascript: JaVaScRiPt: data:text/html, vbscript: java&#115;cript: "
    "&Tab; &NewLine; &colon; &lt; &gt; &amp; &#x0; &#1; \" ' ` = / > < -- <!-- --> <![CDATA[ "
    "]]> <?php ?> //evil.example //[ /\\host https://a.example /2026/11/x/ # ( ) [ ] [x]( ](/y) "
    "<https://a.example> > ``` * ** ~~ _ @Ann #12 word"
).split()
BLANKS = [" ", "\n", "\t", "\x00", "\x01", "\u00a0", "\u2028", "\ufffe", "\ud7ff", "é"]
MARKUP = st.lists(st.sampled_from(PIECES + BLANKS), max_size=40).map("".join) | st.text(
    max_size=120
)
ADDRESSES = (
    "href",
    "src",
    "cite",
    "action",
    "formaction",
    "poster",
    "data",
    "xlink:href",
)
SCHEMES_THAT_RUN = ("javascript:", "data:", "vbscript:")
RUNS = re.compile(
    r"<\s*/?\s*(script|style|iframe|object|embed|svg|math|form|input|base|link|meta|"
    r"template|noscript|textarea|title)\b",
    re.IGNORECASE,
)

many = settings(max_examples=2000, deadline=None)


def dangers(html):
    """What in ``html`` could run, dress up, or lead astray."""
    yield from (found[0] for found in RUNS.finditer(html))
    root = lxml.html.fragment_fromstring(html or "-", create_parent="div")
    for element in root.iter(lxml.etree.Element):
        for name, value in element.attrib.items():
            address = re.sub(r"[\x00-\x20\x7f-\xa0]", "", value).lower()
            runs = name in ADDRESSES and address.startswith(SCHEMES_THAT_RUN)
            if runs or name.startswith("on") or name in {"style", "srcdoc", "srcset"}:
                yield f"{name}={value}"


def unpadded(html):
    """Without the line break at the start of a pre, of which each reading takes one."""
    return re.sub(r"(<pre[^>]*>)\n+", r"\1", html)


def draw(source):
    return draw_body(clean_body(source), is_ours=is_ours)


@pytest.mark.parametrize("clean", [clean_body, clean_comment, clean_inline])
@many
@given(source=MARKUP)
def test_cleaned_markup_is_harmless_and_clean_for_good(clean, source):
    cleaned = clean(source)

    assert not list(dangers(cleaned))
    assert unpadded(clean(cleaned)) == unpadded(cleaned)


@many
@given(source=MARKUP)
def test_a_drawn_body_is_harmless_and_asks_no_other_host(source):
    drawn = draw(source)

    assert not list(dangers(drawn))
    root = lxml.html.fragment_fromstring(drawn or "-", create_parent="div")
    assert all(is_ours(address) for address in root.xpath("//@src"))


@many
@given(text=MARKUP)
def test_a_drawn_comment_is_harmless_and_clean_for_good(text):
    drawn = draw_comment(text)

    assert not list(dangers(drawn))
    assert unpadded(clean_comment(drawn)) == unpadded(drawn)
    root = lxml.html.fragment_fromstring(drawn or "-", create_parent="div")
    assert not root.xpath("//img | //video | //audio | //*[@id or @class]")


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<p onclick=x>",
        '<a href="java\tscript:x">',
        "<p style=x>",
        "<svg>",
    ],
)
def test_dangers_are_found(html):
    assert list(dangers(html))
