"""Whatever an export holds, readers get nothing that runs."""

import re
from collections.abc import Iterable

import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from blog.actions import draw_post
from blog.markup import clean_comment
from blog.models import Page, Post
from comments.models import Comment
from tests.transfer.exports import author, category, comment, filed, item, tag
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
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt&colon;alert(1)'>x</a>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script>",
    "<template><script>alert(1)</script></template>",
    "<details open ontoggle=alert(1)><summary>x",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<xmp><script>alert(1)</script></xmp><plaintext><script>alert(1)</script>",
    "[audio src='javascript:alert(1)'] [embed]javascript:alert(1)[/embed]",
    '[embed]https://x.example/"onclick="alert(1)[/embed]',
    "[ref]<script>alert(1)</script>[/ref]",
    '<object data="javascript:alert(1)"></object><embed src="data:text/html,x">',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "{{ 7|add:7 }}{% csrf_token %}{% include 'base.html' %}",
    "<p id=main>clobber</p><a id=comment-1>x</a><img name=body>",
]
# What a body of ours may hold at all is held by tests/blog/test_markup.py.
FORBIDDEN = (
    "script style iframe frame object embed applet svg math form input button base "
    "meta link template noscript xmp plaintext"
).split()
ADDRESSES = ("href", "src", "cite", "action", "formaction", "data", "poster", "srcdoc")
SCHEMES = ("http:", "https:", "mailto:", "tel:", "/", "#", "?", "")
# The pages around a body have scripts and forms of their own.
OURS = {"script", "form", "input", "button", "meta", "link", "style", "svg", "template"}


def dangers_in(html: str, *, besides: Iterable[str] = ()) -> list[str]:
    """What could run or lead astray in ``html``, as a browser's parser sees it."""
    found = []
    for element in lxml.html.document_fromstring(f"<div>{html}</div>").iter(
        etree.Element
    ):
        if element.tag in set(FORBIDDEN) - set(besides):
            found.append(element.tag)
        for name, value in dict[str, str](element.attrib).items():
            if name.startswith("on") or name == "style":
                found.append(f"{element.tag} {name}")
            scheme = re.match(r"[^/?#]*:|", re.sub(r"[\x00-\x20]", "", value.lower()))[
                0
            ]
            if name in ADDRESSES and scheme not in SCHEMES:
                found.append(f"{element.tag} {name}={scheme}")
    return found


def scripts_that_are_not_files(html: str) -> list[str]:
    page = lxml.html.document_fromstring(html)
    return [
        script.text
        for script in page.iter("script")
        if not re.match(r"/(?!/)", script.get("src", ""))
        and "json" not in script.get("type", "")
        and "importmap" not in script.get("type", "")
    ]


def holds_nothing_that_runs(html: str) -> bool:
    return not html.strip() or not dangers_in(html)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_post_or_comment_comes_out_harmless(import_export, hostile):
    text = hostile.replace("]]>", "")
    import_export(item(comment(1, text, author=text), content=text, title=text))

    post, said = Post.objects.get(), Comment.objects.get()
    assert holds_nothing_that_runs(post.body)
    assert holds_nothing_that_runs(post.body_html)
    assert holds_nothing_that_runs(said.body_html)


@pytest.fixture
def hostile_site(import_export):
    """A site whose every text is hostile; the post that all of it hangs on."""
    text = "\u202e\u2066" + " ".join(HOSTILE).replace("]]>", "")
    import_export(
        author("ines", text, email=text),
        category("shelf", text[:90]),
        category("above", f"x{text}"[:90], parent="shelf"),
        tag("word", text[:90]),
        item(
            filed("shelf", text[:90]),
            filed("word", text[:90], domain="post_tag"),
            comment(1, text, author=text, author_url="javascript:alert(1)"),
            comment(2, text, parent=1, author_email=text, author_IP=text),
            comment(3, text, approved="0"),
            comment(4, text, type="pingback", author=text, author_url="data:x"),
            content=text,
            title=text,
            excerpt=text,
            link=text,
        ),
        item(post_type="page", post_name="about", content=text, title=text),
    )
    return Post.objects.get()


def test_no_page_of_a_hostile_blog_shows_its_reader_what_runs(hostile_site, client):
    public = [
        "/",
        "/authors/",
        "/archive/",
        "/author/ines/",
        "/category/shelf/",
        "/tag/word/",
        "/about/",
        "/2019/05/",
        hostile_site.get_absolute_url(),
    ]
    for address in public:
        answer = client.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200, address
        assert dangers_in(page, besides=OURS) == [], address
        assert scripts_that_are_not_files(page) == [], address
        assert "{{" not in page or "{{ 7|add:7 }}" in page


def test_no_page_of_the_admin_shows_staff_what_runs(hostile_site, admin_client):
    said = Comment.objects.get(state="held")
    post, page = hostile_site.pk, Page.objects.get().pk
    for address in (
        "/admin/blog/post/",
        f"/admin/blog/post/{post}/change/",
        f"/admin/blog/page/{page}/change/",
        "/admin/blog/category/",
        "/admin/blog/tag/",
        "/admin/accounts/author/",
        "/admin/comments/comment/",
        f"/admin/comments/comment/{said.pk}/change/",
    ):
        answer = admin_client.get(address)
        html = answer.content.decode()
        assert answer.status_code == 200, address
        assert dangers_in(html, besides=[*OURS, "base"]) == [], address
        assert scripts_that_are_not_files(html) == [], address


FEEDS = ["/feed/", "/feed/atom/", "/category/shelf/feed/", "/comments/feed/", "post"]


@pytest.mark.parametrize("address", FEEDS)
def test_feeds_of_a_hostile_blog_are_well_formed_and_harmless(
    hostile_site, client, address
):
    if address == "post":
        address = f"{hostile_site.get_absolute_url()}feed/"

    feed = etree.fromstring(client.get(address).content)

    texts = [text for text in feed.itertext() if "<" in text]
    assert texts
    for text in texts:
        assert dangers_in(text) == []


def test_the_json_feed_of_a_hostile_blog_is_harmless(hostile_site, client):
    [entry] = client.get("/feed.json").json()["items"]

    assert dangers_in(entry["content_html"]) == []


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
    [
        "<div>" * 10_000,
        "<b>" * 10_000,
        "<table><tr><td>" * 3000,
        "<blockquote>" * 10_000,
        "<ul><li>" * 5000,
        "<a href=/x>" * 10_000,
        "[caption]" * 10_000,
    ],
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


@pytest.mark.parametrize("url", ["http://[broken", "", "https://", "not an address"])
def test_a_site_without_a_usable_address_comes_in(import_export, url):
    body = '<a href="/?p=1">x</a> <a href="http://[broken/">y</a>'

    import_export(category("law", "Law", key=3), item(content=body), url=url)

    assert Post.objects.count() == 1
