"""Formulas come through as they were typed, in posts and in comments."""

import time

import pytest
from lxml.html import fragment_fromstring

from blog.markup import clean_body, clean_comment
from blog.models import Post
from comments.models import Comment
from tests.transfer.exports import comment, item
from transfer.wordpress_markup import body_html, comment_html

FORMULAS = [
    r"$latex a_1 * b_2 * c \\ d$",
    r"$latex x<y \text{ and } y>z$",
    r"[latex]\frac{a_1}{b}[/latex]",
    r"\(a<b\)",
    r"\[ \sum_{i=0}^n i^2 \]",
    "$$\\begin{matrix} a & b \\\\\n c & d \\end{matrix}$$",
    "$$ a\n\n= b $$",
    r"\( [gallery ids=1] \)",
]


def text_of(html: str):
    return fragment_fromstring(html, create_parent="div").text_content()


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_kept_as_it_was_typed(formula):
    source = f"Since\n\n{formula}\n\nholds,\nwe _see_ *it*."

    body = clean_body(body_html(source))

    assert formula in text_of(body)
    assert body.count("<br") == 1
    assert formula in text_of(clean_comment(comment_html(source)))


@pytest.mark.parametrize(
    ("source", "html"),
    [
        # Blocks hold HTML already.
        (
            "<!-- wp:paragraph --><p>\\(a &lt; b &amp; c\\)</p><!-- /wp:paragraph -->",
            "<p>\\(a &lt; b &amp; c\\)</p>",
        ),
        # No formula: tags lie between.
        ("$$ and <b>bold</b> $$", "<p>$$ and <b>bold</b> $$</p>"),
        ("From $5 to $6,\nsay", "<p>From $5 to $6,<br>\nsay</p>"),
        ("\ue5f07\ue5f1 \\(x\\)", "<p> \\(x\\)</p>"),
    ],
)
def test_what_looks_like_a_formula_is_read_as_html(source, html):
    assert clean_body(body_html(source)) == html


def test_formulas_arrive_in_posts_and_threads(import_export):
    formula = r"$latex a_1<b \\ c$"
    import_export(item(comment(1, formula), content=formula))

    drawn = "<p>$latex a_1&lt;b \\\\ c$</p>"
    assert (Post.objects.get().body_html, Comment.objects.get().body_html) == (
        drawn,
        drawn,
    )


@pytest.mark.parametrize("piece", ["$latex ", "[latex]", r"\(", r"\[", "$$a", "$$ $"])
def test_hostile_formulas_take_no_longer_than_their_length(piece):
    started = time.process_time()
    body_html(piece * 20_000)

    assert time.process_time() - started < 3
