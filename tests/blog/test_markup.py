"""What becomes of an author's source: safe, drawn once, nothing of meaning lost."""

import re
import time

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.addresses import is_ours
from blog.markup import (
    clean_body,
    clean_comment,
    clean_inline,
    draw_body,
    links_in,
    summary_of,
    with_absolute_links,
)


def ours(address):
    return address.startswith("/")


def draw(source):
    return draw_body(clean_body(source), is_ours=ours)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<p onclick=alert(1)>x</p>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="java\tscript:alert(1)">x</a>',
        '<a href="&#106;avascript:alert(1)">x</a>',
        '<a href=" javascript:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<a href="vbscript:x">x</a>',
        '<blockquote cite="javascript:alert(1)">x</blockquote>',
        '<q cite="javascript:alert(1)">x</q>',
        '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
        '<video src="javascript:alert(1)"></video>',
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        '<p style="position:fixed">x</p>',
        "<style>body{display:none}</style>",
        '<iframe src="javascript:alert(1)"></iframe>',
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        '<object data="x.swf"></object><embed src="x.swf">',
        '<form action="https://evil.example"><input name=q><button>x</button></form>',
        '<base href="https://evil.example"><meta http-equiv=refresh content=0>',
        '<link rel=stylesheet href="https://evil.example/x.css">',
        '<a href="https://a.example" target="_blank" rel="opener" ping="//e">x</a>',
        "<p>unclosed <b>and <i>crossed</b> tags</i>",
        "<!-- comment --><![CDATA[x]]><?php echo 1 ?>",
        "<p id=comment-1>x</p><p id=main>x</p>",
        "\x00<scr\x00ipt>alert(1)</script>",
    ],
)
@pytest.mark.parametrize("clean", [draw, clean_body, clean_comment, clean_inline])
def test_nothing_hostile_survives(hostile, clean):
    cleaned = clean(hostile).lower()

    for trace in (
        "<script",
        "<style",
        "<iframe",
        "<object",
        "<embed",
        "<form",
        "<base",
        "<meta",
        "<link",
        "<svg",
        "onclick=",
        "onerror=",
        "onload=",
        "style=",
        "srcdoc=",
        '"javascript:',
        '"data:',
        '"vbscript:',
        "target=",
        "ping=",
        "id=comment",
        'id="comment',
        'id="main',
    ):
        assert trace not in cleaned


@given(st.text(alphabet="<>/=\"' abhijpqrst:&;#\x00\n-!", max_size=200))
def test_any_soup_is_cleaned_without_failing_and_only_once(soup):
    once = clean_body(soup)

    assert clean_body(once) == once
    assert "<script" not in draw(soup).lower()


@pytest.mark.parametrize(
    "kept",
    [
        "<p>One <em>two</em> <strong>three</strong>.</p>",
        (
            '<blockquote cite="https://example.org/x"><p>Said.</p>'
            "<footer><cite>Ada Holm</cite></footer></blockquote>"
        ),
        (
            '<figure><img src="/media/a.jpg" alt="A mill" width="4" height="3">'
            "<figcaption>The mill</figcaption></figure>"
        ),
        (
            "<table><thead><tr><th>a</th></tr></thead>"
            "<tbody><tr><td>1</td></tr></tbody></table>"
        ),
        '<ol start="3"><li>x</li></ol>',
        "<pre><code>if a &lt; b:\n    go()</code></pre>",
        (
            '<p>Note<small class="footnote">See <a href="https://example.org">it</a>.'
            "</small>.</p>"
        ),
        '<h2 id="the-mill">The mill</h2>',
        '<p lang="cy" dir="ltr">Bore da</p>',
    ],
)
def test_what_authors_write_is_kept_as_it_is(kept):
    assert clean_body(kept) == kept


def test_a_first_level_heading_becomes_a_second_level_one():
    assert clean_body("<H1>Mill</H1><p>x</p>") == "<h2>Mill</h2><p>x</p>"


def test_a_frame_becomes_a_link_to_its_page():
    drawn = draw('<iframe src="//video.example.org/embed/1" width=9></iframe>')

    address = "https://video.example.org/embed/1"
    assert drawn == f'<figure class="embed"><a href="{address}">{address}</a></figure>'


def test_an_address_of_a_frame_is_escaped_once():
    assert 'href="https://v.example.org/1?a=1&amp;b=2"' in draw(
        '<iframe src="https://v.example.org/1?a=1&amp;b=2"></iframe>'
    )


@pytest.mark.parametrize("piece", ["<iframe src=x>", "<iframe src=x", "<iframe "])
def test_frames_that_are_never_closed_take_no_longer_than_their_length(piece):
    started = time.process_time()
    clean_body(piece * 20_000)

    assert time.process_time() - started < 2


def test_of_classes_only_those_stay_that_we_draw():
    assert clean_body('<figure class="wide x"></figure><img class="size-large">') == (
        '<figure class="wide"></figure><img>'
    )


def test_the_link_in_place_of_a_picture_does_not_stick_to_the_next_word():
    drawn = draw('<p><img src="https://old.example.org/a.jpg" alt="Pond">Text</p>')

    assert "Pond (old.example.org)</a> Text" in drawn


def test_a_picture_of_ours_loads_late_and_one_from_elsewhere_is_a_link():
    drawn = draw(
        '<p><img src="/media/a.jpg" alt="Mill">'
        '<img src="https://old.example.org/b.jpg" alt="Pond"></p>'
    )

    assert (
        '<img src="/media/a.jpg" alt="Mill" loading="lazy" decoding="async">' in drawn
    )
    assert '<a href="https://old.example.org/b.jpg">Pond (old.example.org)</a>' in drawn


def test_a_picture_from_elsewhere_inside_a_link_leaves_the_link_whole():
    drawn = draw('<a href="https://x.example"><img src="https://o.example/b.jpg"></a>')

    assert drawn == ('<a href="https://x.example"><span>Picture (o.example)</span></a>')


@pytest.mark.parametrize("tag", ["img", "audio", "video"])
def test_an_address_that_is_none_is_asked_of_nobody(tag):
    body = clean_body(f'<p>Quay <{tag} src="//[quay/a"></{tag}></p>')
    drawn = draw_body(body, is_ours=is_ours)

    assert drawn.startswith('<p>Quay <a href="//[quay/a">')


def test_a_recording_of_ours_waits_until_somebody_plays_it():
    drawn = draw(
        '<figure><audio src="/media/files/a.mp3" autoplay loop muted onplay="x()">'
        '</audio><figcaption>Horn</figcaption></figure><video poster="//e.example/p.png"'
        ' crossorigin><source src="/media/files/b.mp4" type="video/mp4"></video>'
    )

    assert drawn == (
        '<figure><audio src="/media/files/a.mp3" controls="" preload="none"></audio>'
        "<figcaption>Horn</figcaption></figure>"
        '<video controls="" preload="none"><source src="/media/files/b.mp4" '
        'type="video/mp4"></source></video>'
    )


@pytest.mark.parametrize(
    "recording",
    [
        '<audio src="https://e.example/a.mp3"></audio>',
        '<video src="//e.example/a.mp4" controls></video>',
        '<video src="/media/a.mp4"><source src="https://e.example/a.mp4"></video>',
        '<audio><source src="/media/a.mp3"><source src="//e.example/a.mp3"></audio>',
        '<video><p><source src="https://e.example/a.mp4"></p></video>',
        '<audio src="/\\e.example/a.mp3"></audio>',
        '<audio src="\t//e.example/a.mp3"></audio>',
        '<video src="blob:https://e.example/1"></video>',
        '<video src="data:video/mp4;base64,AAAA"></video>',
        '<video><img src="https://e.example/a.png"></video>',
        '<video><track src="https://e.example/a.vtt" default></video>',
    ],
)
def test_no_recording_asks_another_host(recording):
    drawn = draw_body(clean_body(f"<p>{recording}</p>"), is_ours=is_ours)

    root = lxml.html.fragment_fromstring(drawn, create_parent="div")
    loaded = [element.get("src") for element in root.iter() if element.get("src")]
    assert not [
        address for address in loaded if "e.example" in address or ":" in address
    ]


def test_pictures_side_by_side_keep_their_number_in_a_row():
    gallery = (
        '<figure class="gallery columns-3"><figure><img src="/media/a.jpg" alt="A">'
        "<figcaption>Mill</figcaption></figure><figcaption>Both</figcaption></figure>"
    )

    assert clean_body(gallery) == gallery
    assert clean_body('<figure class="gallery columns-99"></figure>') == (
        '<figure class="gallery"></figure>'
    )


NOTED = (
    '<p>One<small class="footnote">First <em>note</em>.</small> and '
    'two<small class="footnote">Second.</small>.</p>'
)


def test_a_footnote_stays_behind_its_number_where_a_margin_can_show_it():
    drawn = draw(NOTED)

    assert (
        '<sup id="fnref-2"><a href="#fn-2" role="doc-noteref">2</a></sup>'
        '<small class="note" id="fn-2" role="doc-footnote"><a href="#fnref-2" '
        'role="doc-backlink" aria-label="Back to reference 2">2</a> Second.</small>.'
    ) in drawn
    assert "1</a> First <em>note</em>.</small> and two<sup" in drawn


def test_away_from_the_page_footnotes_are_gathered_at_the_end():
    html = with_absolute_links(draw(NOTED), "https://blog.example.org/p/")

    text, notes = html.split('<section class="footnotes"')
    back = 'href="https://blog.example.org/p/#fnref-1"'
    assert "note" not in re.sub(r"<[^>]*>", "", text)
    assert "</sup> and two<sup" in text
    assert f'<li id="fn-1">First <em>note</em>.<a {back}' in notes
    assert '<li id="fn-2">Second.<a' in notes


def test_a_table_scrolls_inside_itself():
    drawn = draw("<p>a</p><table><tr><td>1</td></tr></table> tail")

    assert '<div class="table-scroll" role="region"' in drawn
    assert drawn.endswith("</table></div> tail")


def test_a_body_of_bare_text_stays_text():
    assert draw("a < b & c") == "a &lt; b &amp; c"


def test_links_are_listed_once_and_in_order():
    body = (
        '<p><a href="/2026/11/a/">a</a> <a href="#note">n</a> '
        '<a href="https://example.org">b</a> <a href="/2026/11/a/">again</a></p>'
    )

    assert links_in(body) == ["/2026/11/a/", "https://example.org"]


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("<p>One</p><p>two &amp; three</p>", "One two & three"),
        ('<p>One<small class="footnote">note</small>.</p>', "One."),
        ("", ""),
        (f"<p>{'word ' * 60}</p>", " ".join(["word"] * 55) + " …"),
    ],
)
def test_a_summary_is_the_first_words_as_text(body, summary):
    assert summary_of(body) == summary


def test_a_recording_inside_of_one_that_becomes_a_link_goes_with_it():
    body = '<video src="https://e.example/a.mp4"><audio></audio><b>no</b></video>'

    drawn = draw_body(body, is_ours=is_ours)

    assert drawn == '<a href="https://e.example/a.mp4">Recording (e.example)</a>'
