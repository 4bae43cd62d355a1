"""What WordPress stores of a text becomes the HTML that it showed."""

import pytest

from transfer.wordpress_markup import body_html, comment_html, plain

EMBED = """<!-- wp:embed -->
<figure><div class="wp-block-embed__wrapper">
https://video.example/7
</div></figure>
<!-- /wp:embed -->"""
EMBEDDED = (
    '<figure><div class="wp-block-embed__wrapper"><a href="https://video.example/7">'
    "https://video.example/7</a></div></figure>"
)
BLOCKS = """<!-- wp:paragraph -->
<p>One</p>
<!-- /wp:paragraph -->

<!-- wp:heading {"level":3} -->
<h3>Two</h3>
<!-- /wp:heading -->"""
CAPTION = (
    '[caption id="x" align="alignright" width="300"]'
    '<a href="/b.jpg"><img src="/a.jpg" /></a> The quay[/caption]\n\nText'
)
FIGURE = """<figure class="alignright"><a href="/b.jpg"><img src="/a.jpg" /></a>
<figcaption>The quay</figcaption>
</figure>
<p>Text</p>"""


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (BLOCKS, "<p>One</p>\n\n<h3>Two</h3>"),
        # Block markup says where its paragraphs are.
        ("<!-- wp:html -->\na\n\nb\n<!-- /wp:html -->", "a\n\nb"),
        ('<!-- wp:latest-posts {"a":"->"} /-->', ""),
        (EMBED, EMBEDDED),
        (
            "https://v.example/7?a=1&amp;b",
            '<p><a href="https://v.example/7?a=1&amp;b">https://v.example/7?a=1&amp;b</a></p>',
        ),
        (CAPTION, FIGURE),
        (
            '[caption width="3" caption="Old"]<img src="a">[/caption]',
            '<figure><img src="a">\n<figcaption>Old</figcaption>\n</figure>',
        ),
        ("[caption]no picture[/caption]", "<p>no picture</p>"),
        ("[caption]never closed", "<p>[caption]never closed</p>"),
        ('[gallery ids="1,2"]', '<p>[gallery ids="1,2"]</p>'),
    ],
)
def test_a_body_is_drawn_as_its_kind_of_markup(source, html):
    assert body_html(source) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("one\ntwo\n\nthree", "<p>one<br />\ntwo</p>\n<p>three</p>"),
        (
            "See https://a.example/x.",
            '<p>See <a href="https://a.example/x">https://a.example/x</a>.</p>',
        ),
        ('<a href="https://a.example">https://a.example</a>', None),
        ("<code>https://a.example</code>", None),
        ("javascript://x", "<p>javascript://x</p>"),
    ],
)
def test_bare_addresses_in_comments_become_links(source, html):
    assert comment_html(source) == (html or f"<p>{source}</p>")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Tom &amp; Ines", "Tom & Ines"),
        ("Don&#8217;t", "Don’t"),
        ("<em>Quay</em>\n notes", "Quay notes"),
        ("1 &lt; 2", "1 < 2"),
        ("bell\x07", "bell"),
        ("&#0;nul", "�nul"),
    ],
)
def test_plain_text_has_no_tags_entities_or_control_characters(source, text):
    assert plain(source) == text
