"""Whatever an export holds, readers get nothing that runs."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.actions import draw_post
from blog.markup import clean_comment
from blog.models import Post
from comments.models import Comment
from tests.transfer.exports import comment, item
from transfer.wordpress_markup import body_html, comment_html, without_controls

HOSTILE = [
    "<script>alert(1)</script>",
    "<p onclick=alert(1)>x</p>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<blockquote cite="javascript:alert(1)">x</blockquote>',
    "<style>body{display:none}</style>",
    '<p style="position:fixed">x</p>',
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<form action=//evil.example><input name=p></form>",
    '<meta http-equiv="refresh" content="0;url=//evil.example">',
    "<base href=//evil.example>",
    "<object data=evil.swf></object><embed src=evil.swf>",
    "<!-- wp:html --><script>alert(1)</script><!-- /wp:html -->",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '"><svg/onload=alert(1)>//',
    "<p><b><i>never closed",
    "</div></article></main>",
    "[caption]<img src=x onerror=alert(1)> <script>alert(1)</script>[/caption]",
    "https://a.example/<script>alert(1)</script>",
    'https://a.example/"onmouseover=alert(1)//',
    "<pre><script>alert(1)</script></pre>",
    "<table><tr><td><style>*{}</style><a href=vbscript:x>x",
]
FORBIDDEN = (
    "<script",
    "<style",
    "<iframe",
    "<svg",
    "<math",
    "<form",
    "<input",
    "<meta",
    "<base",
    "<object",
    "<embed",
    " onclick",
    " onerror",
    " onload=",
    " onmouseover=",
    " style=",
    'href="javascript',
    'href="java',
    'href="data',
    'href="vbscript',
    'cite="javascript',
)


def holds_nothing_that_runs(html: str) -> bool:
    return not any(word in html.lower() for word in FORBIDDEN)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_post_or_comment_comes_out_harmless(import_export, hostile):
    text = hostile.replace("]]>", "")
    import_export(item(comment(1, text, author=text), content=text, title=text))

    post, said = Post.objects.get(), Comment.objects.get()
    assert holds_nothing_that_runs(post.body)
    assert holds_nothing_that_runs(post.body_html)
    assert holds_nothing_that_runs(said.body_html)


def test_a_hostile_page_shows_its_reader_nothing_that_runs(import_export, client):
    text = "".join(HOSTILE)
    import_export(
        item(comment(1, text, author=text), content=text, title=text, excerpt=text)
    )

    page = client.get(Post.objects.get().get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "onerror=alert(1)>" not in page.replace("&gt;", "")
    assert 'href="javascript' not in page


markup = st.lists(
    st.sampled_from([*HOSTILE, "word", "\n\n", "\n", "<p>", "</p>", "<div>", "<pre>"])
    | st.text(max_size=8),
    max_size=12,
).map("".join)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(markup)
def test_nothing_runs_whatever_is_put_together(source):
    source = without_controls(source)
    post = Post(body=body_html(source))
    draw_post(post)

    assert holds_nothing_that_runs(post.body_html)
    assert holds_nothing_that_runs(clean_comment(comment_html(source)))


@pytest.mark.parametrize(
    "text",
    ["<div>" * 3000, "<b>" * 3000, "<table><tr><td>" * 1000, "<blockquote>" * 1000],
    ids=lambda text: text[:12],
)
def test_deep_nesting_does_not_stop_an_import(import_export, text):
    import_export(item(comment(1, text + "end"), content=text + "end"))

    assert "end" in Post.objects.get().body
    assert "end" in Comment.objects.get().body_html


@pytest.mark.parametrize("character", ["&#0;", "&#1;", "&#11;", "&#xFFFE;", "&#xD800;"])
def test_control_characters_in_bodies_do_no_harm(import_export, character):
    text = f'<p>a{character}b</p><img src="https://x.example/a" alt="{character}c">'

    import_export(item(comment(1, text), content=text, title=text))

    post = Post.objects.get()
    for stored in (post.body, post.body_html, post.title, post.summary):
        assert without_controls(stored) == stored
