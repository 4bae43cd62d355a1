"""What WordPress stores of a text becomes the HTML that it showed."""

import time

import pytest

from blog.markup import clean_body
from transfer.shortcodes import shortcodes_in
from transfer.wordpress_markup import body_html, comment_html, notes_of, plain

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
        (BLOCKS, "<p>One</p>\n<h3>Two</h3>"),
        # Blank lines in code are the code's.
        (
            "<!-- wp:code -->\n<pre><code>a\n\n\n\nb</code></pre>\n<!-- /wp:code -->",
            "<pre><code>a\n\n\n\nb</code></pre>",
        ),
        # Block markup says where its paragraphs are.
        ("<!-- wp:html -->\na\n\nb\n<!-- /wp:html -->", "a\n\nb"),
        ('<!-- wp:latest-posts {"a":"->"} /-->', ""),
        # The source of a quote stands last in it, in a paragraph of its own or bare.
        (
            "<blockquote>Quite.\n\n<cite>Ann <b>Lee</b></cite></blockquote>",
            (
                "<blockquote>\n<p>Quite.</p>\n"
                "<footer><cite>Ann <b>Lee</b></cite></footer></blockquote>"
            ),
        ),
        (
            (
                "<!-- wp:quote -->\n<blockquote><p>Quite.</p><cite>Ann</cite></blockquote>"
                "\n<!-- /wp:quote -->"
            ),
            "<blockquote><p>Quite.</p><footer><cite>Ann</cite></footer></blockquote>",
        ),
        (
            "<blockquote>As in <cite>Ulysses</cite></blockquote>",
            "<blockquote>\n<p>As in <cite>Ulysses</cite></p>\n</blockquote>",
        ),
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
        # What shows uploads waits for them in a paragraph of its own.
        (
            'a [gallery ids="1,2"] b',
            '<p>a</p>\n<p data-shortcode="gallery">[gallery ids="1,2"]</p>\n<p>b</p>',
        ),
        ("[audio]\nb", '<p data-shortcode="audio">[audio]</p>\n<p>b</p>'),
        (
            '[video mp4="/a.mp4"][/video]',
            '<p data-shortcode="video">[video mp4="/a.mp4"][/video]</p>',
        ),
        ("See [video] below", "<p>See [video] below</p>"),
        ("[[gallery]] makes one", "<p>[gallery] makes one</p>"),
        ("[sic] and [emphasis added]", "<p>[sic] and [emphasis added]</p>"),
        (
            "Said.[ref]In a\nletter.[/ref] So",
            '<p>Said.<small class="footnote">In a letter.</small> So</p>',
        ),
        ("[ref]never closed", "<p>[ref]never closed</p>"),
        # What HTML has given up keeps its meaning.
        ("<strike>old</STRIKE> new", "<p><s>old</s> new</p>"),
        (
            "<tt>x</tt> <acronym title='y'>z</acronym>",
            "<p><code>x</code> <abbr title='y'>z</abbr></p>",
        ),
    ],
)
def test_a_body_is_drawn_as_its_kind_of_markup(source, html):
    assert body_html(source) == html


@pytest.mark.parametrize(
    "source",
    [
        "[embed]{}[/embed]",
        '[embed width="9"]\n{}\n[/embed]',
        '[audio src="{}"]',
        '[audio mp3="{}"][/audio]',
        "[video width='4' mp4={} autoplay][/video]",
        "[youtube {}]",
        "[youtube={}]",
        '[soundcloud url="{}" params="x"]',
        '<object width="4"><param name="movie" value="{0}"><embed src="{0}"></object>',
        '<embed src="{}" type="application/x-shockwave-flash">',
        '<object data="//media.example/7?a=1&amp;b=2"></object>',
        '<iframe src="{}"></iframe>',
        "<iframe width=1 src={} allow='a; b'>old</iframe>",
    ],
)
def test_a_player_becomes_a_link_to_what_it_played(source):
    address = "https://media.example/7?a=1&amp;b=2"
    link = f'<figure class="embed"><a href="{address}">{address}</a></figure>'

    assert clean_body(body_html(f"a\n\n{source.format(address)}\n\nb")) == (
        f"<p>a</p>\n{link}\n<p>b</p>"
    )


def test_footnotes_of_block_markup_stand_where_they_are_called():
    call = '<sup data-fn="a1" class="fn"><a href="#a1" id="a1-link">1</a></sup>'
    unknown = call.replace("a1", "b2")
    notes = notes_of('[{"content":"See <em>Quay</em>.","id":"a1"}]')

    html = body_html(
        f"<!-- wp:paragraph --><p>So{call}{unknown}</p><!-- /wp:paragraph -->"
        "<!-- wp:footnotes /-->",
        notes=notes,
    )

    note = '<small class="footnote">See <em>Quay</em>.</small>'
    assert html == f"<p>So{note}{unknown}</p>"


@pytest.mark.parametrize("meta", ["", "[", "{}", "[1]", '[{"id":1}]', "null"])
def test_a_broken_list_of_footnotes_is_none(meta):
    assert notes_of(meta) == {}


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ('[gallery ids="1"] [gallery]', ["gallery"]),
        ('[su_box title="x"]a[/su_box]', ["su_box"]),
        ("<p>[recent]</p> [recent_posts]", ["recent", "recent_posts"]),
        ("[sic] [1] [emphasis added] [Ann: x=1] [well-known]", []),
    ],
)
def test_shortcodes_that_stay_are_named(html, names):
    assert shortcodes_in(html) == names


@pytest.mark.parametrize(
    "piece",
    [
        "<object ",
        "<object><embed src=//",
        "[audio ",
        "[audio=",
        "\n[audio]",
        "[gallery ",
        "[embed]",
        "[ref]",
        "[caption]",
        "[a https://",
        "<blockquote><p><cite>",
        '<sup data-fn="a">',
        "<!-- wp:a ",
        "[[a",
        "\n ",
    ],
)
def test_hostile_markup_takes_no_longer_than_its_length(piece):
    started = time.process_time()
    body_html("<!-- wp:x -->" + piece * 20_000 + "x", notes={"a": "b"})
    body_html(piece * 20_000 + "x")

    assert time.process_time() - started < 3


@pytest.mark.parametrize("start", ["[a http://", "[audio src=http://", "[[a"])
def test_one_long_bracket_takes_no_longer_than_its_length(start):
    started = time.process_time()

    body_html(start + "a" * 200_000)

    assert time.process_time() - started < 3


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
        ("Quay" + "<h1" * 20_000, "Quay"),
    ],
)
def test_plain_text_has_no_tags_entities_or_control_characters(source, text):
    assert plain(source) == text
