"""An export goes in, a blog comes out; a repeat changes nothing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Author
from blog.models import Category, Mention, Page, Post, Redirect
from comments.models import Comment

pytestmark = pytest.mark.django_db

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>The Quay</title><link>https://old.example.org</link>
<wp:wxr_version>{version}</wp:wxr_version>
<wp:base_blog_url>https://old.example.org</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>ines</wp:author_login>
<wp:author_email>ines@example.org</wp:author_email>
<wp:author_display_name>Inês</wp:author_display_name></wp:author>
<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>courts</wp:category_nicename>
<wp:category_parent>law</wp:category_parent><wp:cat_name>Courts</wp:cat_name></wp:category>
<wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>law</wp:category_nicename>
<wp:category_parent></wp:category_parent><wp:cat_name>Law</wp:cat_name></wp:category>
"""
POST = """<item><title>{title}</title><link>https://old.example.org/archives/{slug}/</link>
<dc:creator>{creator}</dc:creator>
<content:encoded><![CDATA[{body}]]></content:encoded>
<excerpt:encoded><![CDATA[A dek.]]></excerpt:encoded>
<wp:post_id>{pk}</wp:post_id><wp:post_date>2020-05-01 12:00:00</wp:post_date>
<wp:post_date_gmt>{gmt}</wp:post_date_gmt><wp:comment_status>open</wp:comment_status>
<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status>
<wp:post_parent>0</wp:post_parent><wp:post_type>{kind}</wp:post_type>
<wp:post_password></wp:post_password><wp:is_sticky>0</wp:is_sticky>
<category domain="category" nicename="courts"><![CDATA[Courts]]></category>
{comments}</item>
"""
COMMENT = """<wp:comment><wp:comment_id>{pk}</wp:comment_id>
<wp:comment_author>Ann</wp:comment_author>
<wp:comment_author_email>ann@example.org</wp:comment_author_email>
<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP>
<wp:comment_date>2020-05-02 12:0{pk}:00</wp:comment_date>
<wp:comment_date_gmt>2020-05-02 12:0{pk}:00</wp:comment_date_gmt>
<wp:comment_content><![CDATA[{text}]]></wp:comment_content>
<wp:comment_approved>{approved}</wp:comment_approved>
<wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent>
<wp:comment_user_id>0</wp:comment_user_id></wp:comment>
"""
FOOT = "</channel></rss>"


def comment(pk, *, text="Well.", approved="1", kind="", parent=0):
    return COMMENT.format(pk=pk, text=text, approved=approved, kind=kind, parent=parent)


def item(pk=7, **fields):
    known = {
        "title": "On ferries",
        "slug": f"ferries-{pk}",
        "creator": "ines",
        "body": "One.\n\nTwo.",
        "gmt": "2020-05-01 12:00:00",
        "status": "publish",
        "kind": "post",
        "comments": "",
    }
    return POST.format(pk=pk, **known | fields)


@pytest.fixture
def run(tmp_path):
    """Import an export with these items; what the command says."""

    def go(*items, version="1.2", whole=None):
        export = tmp_path / "export.xml"
        text = HEAD.format(version=version) + "".join(items) + FOOT
        export.write_bytes(whole if whole is not None else text.encode())
        said = StringIO()
        call_command("import_wordpress", str(export), stdout=said, stderr=said)
        return said.getvalue()

    return go


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_a_post_comes_in_with_author_dek_paragraphs_filing_and_old_address(
    version, run, client
):
    run(item(), version=version)

    post = Post.objects.get()
    assert [a.name for a in post.authors.all()] == ["Inês"]
    assert (post.title, post.dek) == ("On ferries", "A dek.")
    assert post.body_html.replace("\n", "") == "<p>One.</p><p>Two.</p>"
    assert Category.objects.get(path="law/courts").posts.get() == post
    answer = client.get("/archives/ferries-7/")
    assert (answer.status_code, answer["Location"]) == (301, "/2020/05/ferries-7/")
    assert Redirect.objects.find("/?p=7") == "/2020/05/ferries-7/"


def test_a_repeat_changes_nothing_and_brings_only_what_is_new(run):
    run(item(comments=comment(1)))
    before = list(Post.objects.values()), list(Comment.objects.values())

    assert "0 new" in run(item(comments=comment(1)))
    assert (list(Post.objects.values()), list(Comment.objects.values())) == before

    run(item(comments=comment(1) + comment(2)), item(8))
    assert (Post.objects.count(), Comment.objects.count()) == (2, 2)
    assert list(Comment.objects.order_by("pk").values_list("number", flat=True)) == [
        1,
        2,
    ]


@pytest.mark.parametrize(
    ("wordpress", "ours"),
    [
        ("draft", "draft"),
        ("pending", "in_review"),
        ("private", "withdrawn"),
        ("trash", "withdrawn"),
        ("publish", "published"),
    ],
)
def test_every_status_has_a_place(wordpress, ours, run):
    run(item(status=wordpress, gmt="0000-00-00 00:00:00"))

    assert Post.objects.get().status == ours


def test_comments_keep_their_threads_and_states(run):
    run(
        item(
            comments=comment(1)
            + comment(2, parent=1)
            + comment(3, approved="0")
            + comment(4, approved="spam")
            + comment(5, kind="pingback")
        )
    )

    first, reply, held, spam = Comment.objects.order_by("posted_at")
    assert (first.number, reply.number, reply.in_reply_to) == (1, 2, first)
    assert (held.state, spam.state) == ("held", "spam")
    assert Mention.objects.get().kind == "pingback"
    post = Post.objects.get()
    assert (post.comment_count, post.last_comment_number) == (2, 2)


def test_an_unlisted_creator_becomes_an_author_and_a_page_a_page(run):
    run(item(creator="bertil"), item(9, kind="page", slug="about"))

    assert Author.objects.filter(slug="bertil").exists()
    assert Page.objects.get().path == "about"


def test_hostile_bodies_come_out_harmless(run):
    hostile = '<script>x</script><a href="javascript:x" onclick="x">a</a>'
    run(item(body=hostile, comments=comment(1, text=hostile)))

    for drawn in (Post.objects.get().body_html, Comment.objects.get().body_html):
        assert "script" not in drawn
        assert "onclick" not in drawn


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<rss><channel><title>&c;</title></channel></rss>"""


@pytest.mark.parametrize(
    "whole",
    [
        b"",
        b"Hello",
        b"<html><body>Hello</body></html>",
        b"<rss><channel><title>A feed</title></channel></rss>",
        HEAD.format(version="9.9").encode() + FOOT.encode(),
        (HEAD.format(version="1.2") + item()).encode()[:-40],
        BOMB,
    ],
)
def test_what_is_no_export_is_refused_in_one_sentence(whole, run):
    with pytest.raises(CommandError) as refused:
        run(whole=whole)

    assert len(str(refused.value).splitlines()) == 1


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(CommandError, match=r"nowhere\.xml"):
        call_command("import_wordpress", "nowhere.xml")
