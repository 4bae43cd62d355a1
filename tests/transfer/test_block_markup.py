"""Bodies of the block editor become the HTML that our own bodies have."""

import re
import time

import pytest

from blog.markup import clean_body, draw_body
from blog.models import Post
from tests.transfer.dumps import dump
from tests.transfer.exports import item
from transfer.blocks import with_reused
from transfer.wordpress_markup import body_html


def block(name: str, html: str, settings: str = "") -> str:
    return f"<!-- wp:{name} {settings} -->\n{html}\n<!-- /wp:{name} -->\n\n"


QUOTE = (
    '<figure class="wp-block-pullquote"><blockquote><p>So.</p>{}</blockquote></figure>'
)
TABLE = (
    '<figure class="wp-block-table is-style-stripes"><table class="has-fixed-layout">'
    "<thead><tr><th>Year</th></tr></thead><tbody><tr><td>2019</td></tr></tbody></table>"
    "{}</figure>"
)
ROWS = (
    "<thead><tr><th>Year</th></tr></thead><tbody><tr><td>2019</td></tr></tbody></table>"
)
BUTTONS = (
    '<div class="wp-block-buttons"><!-- wp:button -->\n<div class="wp-block-button">'
    '<a class="wp-block-button__link" href="/join/">Join us</a></div>\n'
    "<!-- /wp:button --></div>"
)
COLUMNS = (
    '<div class="wp-block-columns"><!-- wp:column -->\n<div class="wp-block-column">'
    "<p>Left</p></div>\n<!-- /wp:column -->\n\n<!-- wp:column -->\n"
    '<div class="wp-block-column"><div class="plain"><p>Right</p></div></div>\n'
    "<!-- /wp:column --></div>"
)
EMBED = (
    '<figure class="wp-block-embed is-provider-youtube"><div '
    'class="wp-block-embed__wrapper">\nhttps://video.example/7\n</div>'
    "<figcaption>The ferry</figcaption></figure>"
)
LINK = '<a href="https://video.example/7">https://video.example/7</a>'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            block("pullquote", QUOTE.format("<cite>Ann</cite>")),
            (
                '<blockquote class="pullquote"><p>So.</p>'
                "<footer><cite>Ann</cite></footer></blockquote>"
            ),
        ),
        (
            block("pullquote", QUOTE.format("")),
            '<blockquote class="pullquote"><p>So.</p></blockquote>',
        ),
        (block("table", TABLE.format("")), f"<table>{ROWS}"),
        (
            block("table", TABLE.format("<figcaption>By <b>year</b></figcaption>")),
            f"<table><caption>By <b>year</b></caption>{ROWS}",
        ),
        (block("buttons", BUTTONS), '<p><a href="/join/">Join us</a></p>'),
        (block("columns", COLUMNS), "<p>Left</p>\n<div><p>Right</p></div>"),
        (
            block("group", '<section class="wp-block-group"><p>a</p></section>'),
            "<p>a</p>",
        ),
        (
            block("embed", EMBED),
            f'<figure class="embed">{LINK}<figcaption>The ferry</figcaption></figure>',
        ),
        (
            '<!-- wp:core-embed/youtube {"url":"https://video.example/7"} /-->',
            f'<figure class="embed">{LINK}</figure>',
        ),
        (
            block(
                "details",
                '<details class="wp-block-details"><summary>More</summary>'
                + block("paragraph", "<p>Inside</p>")
                + "</details>",
            ),
            "<details><summary>More</summary><p>Inside</p>\n</details>",
        ),
        (
            block("verse", '<pre class="wp-block-verse">One\n  two\n\nthree</pre>'),
            "<pre>One\n  two\n\nthree</pre>",
        ),
        (
            block("preformatted", '<pre class="wp-block-preformatted">a\n b</pre>'),
            "<pre>a\n b</pre>",
        ),
        (
            block("separator", '<hr class="wp-block-separator has-alpha"/>'),
            "<hr>",
        ),
        (
            block("list", '<ul class="wp-block-list"><li>a</li></ul>'),
            "<ul><li>a</li></ul>",
        ),
        (
            block("paragraph", "<p>a</p>")
            + block("more", "<!--more-->")
            + block("nextpage", "<!--nextpage-->")
            + block("paragraph", "<p>b</p>"),
            "<p>a</p>\n<p>b</p>",
        ),
        # What is drawn by a server leaves nothing, and its settings neither.
        ('<!-- wp:latest-posts {"postsToShow":3} /-->', ""),
        # Of a plugin's block the words stay.
        (block("acme/box", "<div><p>Boxed</p></div>"), "<div><p>Boxed</p></div>"),
        (
            '<!-- wp:acme/poll {"question":"Is it 1 \\u003c 2?","color":"red"} /-->',
            "<p>Is it 1 &lt; 2?</p>",
        ),
        ('<!-- wp:acme/poll {"question":["a"],"title":{} /-->', ""),
    ],
)
def test_a_block_becomes_what_our_bodies_have(source, html):
    cleaned = re.sub(r"\n{2,}(?=<)", "\n", clean_body(body_html(source)))

    assert cleaned == html


def test_a_table_scrolls_inside_itself_with_its_caption():
    source = block("table", TABLE.format("<figcaption>By year</figcaption>"))

    drawn = draw_body(clean_body(body_html(source)), is_ours=lambda _: True)

    assert drawn.startswith('<div class="table-scroll"')
    assert "<caption>By year</caption>" in drawn


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a<!--more-->b", "<p>a</p>\n<p>b</p>"),
        ("a\n\n<!--more Read on-->\n\nb", "<p>a</p>\n<p>b</p>"),
        ("a\n<!--nextpage-->\nb", "<p>a</p>\n<p>b</p>"),
        (
            "a\nhttps://video.example/7\nb",
            f"<p>a<br>\n{LINK}<br>\nb</p>",
        ),
    ],
)
def test_breaks_and_lone_addresses_of_classic_posts(source, html):
    assert clean_body(body_html(source)) == html


# --- Blocks that stand in for items of their own ------------------------------

REUSED = '<!-- wp:block {"ref":12} /-->'


def reusable(key: int, content: str, **said: object) -> str:
    return item(post_type="wp_block", post_id=key, content=content, **said)


@pytest.mark.parametrize("first", [True, False])
def test_a_reusable_block_stands_where_it_is_used(import_export, first):
    post = item(content=block("paragraph", "<p>One</p>") + REUSED)
    items = [reusable(12, block("paragraph", "<p>Two</p>")), post]

    import_export(*(items if first else reversed(items)))

    assert Post.objects.get().body.split() == ["<p>One</p>", "<p>Two</p>"]


def test_reusable_blocks_may_use_others_but_no_circle_is_followed(import_export):
    import_export(
        item(content=REUSED),
        reusable(12, block("paragraph", "<p>One</p>") + REUSED.replace("12", "13")),
        reusable(13, block("paragraph", "<p>Two</p>") + REUSED),
    )

    assert Post.objects.get().body.split() == ["<p>One</p>", "<p>Two</p>"]


def test_a_reusable_block_that_changed_there_changes_the_post(import_export):
    post = item(content=REUSED, post_id=1, post_name="quay")
    import_export(post, reusable(12, block("paragraph", "<p>Old</p>")))

    report = import_export(post, reusable(12, block("paragraph", "<p>New</p>")))

    assert Post.objects.get().body == "<p>New</p>"
    assert "1 changed: 1 post." in report


def test_what_blocks_could_not_bring_is_named(import_export):
    report = import_export(
        item(
            title="Quay",
            content=REUSED
            + '<!-- wp:latest-posts /--><!-- wp:acme/poll {"question":"Well?"} /-->'
            + block("acme/box", "<p>Boxed</p>"),
        ),
        item(title="Tide", content="<!-- wp:latest-posts /-->"),
    )

    assert "1 post: a reusable block in it is not in the export (“Quay”)." in report
    assert (
        "2 posts: the block latest-posts was drawn by the server there: left out "
        "(“Quay”, “Tide”)." in report
    )
    for name in ("poll", "box"):
        said = f"1 post: the block acme/{name} is a plugin's: its words stay (“Quay”)."
        assert said in report


def test_a_repeat_with_reusable_blocks_changes_nothing(import_export):
    parts = (
        item(content=REUSED, post_id=1, post_name="quay"),
        reusable(12, block("paragraph", "<p>x</p>"), post_name="block"),
    )
    import_export(*parts)
    before = dump()

    import_export(*parts)

    assert dump() == before


def test_blocks_that_hold_many_of_one_another_stay_small():
    blocks = {str(n): f'<!-- wp:block {{"ref":{n + 1}}} /-->' * 50 for n in range(9)}

    assert len(with_reused(blocks["0"], blocks)) < 5_000_000


@pytest.mark.parametrize(
    "piece",
    [
        '<div class="wp-block-group">',
        "</div>",
        '<figure class="wp-block-table"><table>',
        '<figure class="wp-block-pullquote"><blockquote>',
        '<figure class="wp-block-embed"><div>',
        '<!-- wp:block {"ref":1} ',
        '<!-- wp:a/b {"a":"',
        "<!--more ",
    ],
)
def test_hostile_blocks_take_no_longer_than_their_length(piece):
    source = "<!-- wp:x -->wp-block-" + piece * 20_000
    started = time.process_time()
    body_html(with_reused(source, {"1": piece}))

    assert time.process_time() - started < 3
