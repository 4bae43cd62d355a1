"""Blank lines become paragraphs as WordPress readers know them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.markup import clean_body
from transfer.paragraphs import with_paragraphs


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("", ""),
        (" \n\n ", ""),
        ("one", "<p>one</p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one\r\n\r\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one\n \t\n\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one\ntwo", "<p>one<br />\ntwo</p>"),
        ("one<br>two", "<p>one<br />\ntwo</p>"),
        ("one<br/>\ntwo", "<p>one<br />\ntwo</p>"),
        ("one<br /><br />two", "<p>one</p>\n<p>two</p>"),
        ("a < b\n\nc > d", "<p>a < b</p>\n<p>c > d</p>"),
        ("<em>one</em> two", "<p><em>one</em> two</p>"),
        ("<h2>Head</h2>\ntext", "<h2>Head</h2>\n<p>text</p>"),
        ("text\n<h2>Head</h2>", "<p>text</p>\n<h2>Head</h2>"),
        (
            "<blockquote>said</blockquote>",
            "<blockquote>\n<p>said</p>\n</blockquote>",
        ),
        (
            "<blockquote>a\n\nb</blockquote>c",
            "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>\n<p>c</p>",
        ),
        (
            "<ul>\n<li>one</li>\n<li>two\nlines</li>\n</ul>",
            "<ul>\n<li>one</li>\n<li>two<br />\nlines</li>\n</ul>",
        ),
        ("<li>a\n\nb</li>", "<li>\n<p>a</p>\n<p>b</p>\n</li>"),
        ("<ul><li>a<li>b</ul>c", "<ul>\n<li>a\n<li>b</ul>\n<p>c</p>"),
        ("<div>one</div>two", "<div>one</div>\n<p>two</p>"),
        ("<div>one\n\ntwo</div>", "<div>\n<p>one</p>\n<p>two</p>\n</div>"),
        ("<p>one\n\ntwo</p>", "<p>one</p>\n<p>two</p>"),
        ("<p>one\n\n<p>two", "<p>one\n<p>two"),
        ("a\n<hr />\nb", "<p>a</p>\n<hr />\n<p>b</p>"),
        ("<pre>a\n\n  b</pre>c", "<pre>a\n\n  b</pre>\n<p>c</p>"),
        ("<pre><div>a\n\nb", "<pre><div>a\n\nb"),
        ("<!--more-->\n\ntext", "<p>text</p>"),
        ("text <!-- never closed", "<p>text</p>"),
        ('<img\nsrc="x"\nalt="a > b">', '<p><img src="x" alt="a > b"></p>'),
        ("</div>one\n\ntwo", "</div>\n<p>one</p>\n<p>two</p>"),
        ("<table><tr><td>a\n<td>b</table>", "<table>\n<tr>\n<td>a\n<td>b</table>"),
    ],
)
def test_blank_lines_make_paragraphs(source, html):
    assert with_paragraphs(source) == html


pieces = st.sampled_from(
    "<p> </p> <div> </div> <pre> </pre> <br> <blockquote> </blockquote> <li> </li> "
    "<!-- --> < > \n \n\n <a\nhref='x'> </a> word <script> </script> ' \"".split(" ")
)


@given(st.lists(pieces, max_size=30).map("".join))
def test_no_word_is_lost_or_made_up(source):
    html = with_paragraphs(source)

    assert html.count("word") == (source.partition("<!--")[0]).count("word") or (
        "<!--" in source and html.count("word") <= source.count("word")
    )
    assert "<script" not in clean_body(html)


@pytest.mark.parametrize(
    "piece", ["<pre>", "<", "<a '", "<!--", "<div>", "</p>", "<br ", " \n", " ", "\n"]
)
def test_hostile_text_takes_no_longer_than_its_length(piece):
    import time

    started = time.process_time()
    with_paragraphs("<div>" * 20_000 + piece * 20_000 + "x")

    assert time.process_time() - started < 2
