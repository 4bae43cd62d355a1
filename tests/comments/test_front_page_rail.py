"""What the front page says of the threads: most discussed, latest comments."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from lxml.html import fromstring

from blog.models import Post
from comments import lately
from comments.actions import change_state
from comments.lately import excerpt_of
from comments.models import Comment
from tests.factories import PostFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db


def rail_of(client):
    """Titles of the posts, and the lines of the comments."""
    page = fromstring(client.get("/").content)
    titles = page.xpath("//ol[@class='most-discussed']//a/text()")
    lines = page.xpath("//ol[@class='latest-comments']/li")
    return titles, [" ".join(line.text_content().split()) for line in lines]


def test_the_post_with_most_of_the_latest_comments_stands_first(client):
    quiet, loud = PostFactory(title="Quiet"), PostFactory(title="Loud")
    public_comment(loud)
    public_comment(loud)
    public_comment(quiet)

    titles, _ = rail_of(client)

    assert titles == ["Loud", "Quiet"]


def test_what_was_discussed_long_ago_leaves_the_list(client, monkeypatch):
    monkeypatch.setattr(lately, "COMMENTS_LOOKED_AT", 2)
    old, new = PostFactory(title="Old"), PostFactory(title="New")
    for days in (9, 8, 7):
        public_comment(old, posted_at=timezone.now() - timedelta(days=days))
    public_comment(new)
    public_comment(new)

    titles, _ = rail_of(client)

    assert titles == ["New"]


def test_a_latest_comment_says_who_said_what_and_where(client):
    post = PostFactory(title="On ferries")
    comment = public_comment(post, "> Slow\n\nThey *are* & were.", name="Ann <Lee>")

    html = client.get("/").content.decode()
    _, (line,) = rail_of(client)

    assert line.startswith("Slow They are & were. Ann <Lee> on On ferries,")
    assert f'href="/comments/{comment.pk}/"' in html
    assert "Ann &lt;Lee&gt;" in html


def test_newest_comments_come_first_and_few_of_them(client):
    post = PostFactory()
    for number in range(lately.COMMENTS_SHOWN + 2):
        public_comment(post, f"Number {number}.")

    _, lines = rail_of(client)

    assert len(lines) == lately.COMMENTS_SHOWN
    assert lines[0].startswith(f"Number {lately.COMMENTS_SHOWN + 1}.")


def test_nothing_that_readers_may_not_see_is_on_the_front_page(client):
    shown, withdrawn = PostFactory(title="Shown"), PostFactory(title="Withdrawn")
    write_comment(shown, "Held words", email="first@example.org")
    removed = public_comment(shown, "Removed words")
    public_comment(withdrawn, "Under a withdrawn post")
    change_state(removed, Comment.State.REMOVED, by=None)
    Post.objects.filter(pk=withdrawn.pk).update(status=Post.Status.WITHDRAWN)

    html = client.get("/").content.decode()

    assert "words" not in html
    assert "withdrawn post" not in html
    assert "Most discussed" not in html


def test_the_rail_is_on_the_first_page_alone(client, settings):
    settings.MASTHEAD_POSTS_PER_PAGE = 1
    public_comment(PostFactory())
    PostFactory()

    assert "Latest comments" in client.get("/").content.decode()
    assert "Latest comments" not in client.get("/page/2/").content.decode()


@pytest.mark.parametrize(
    ("html", "excerpt"),
    [
        ("<p>One &amp; <em>two</em></p><p>three</p>", "One & two three"),
        ("<p>One<br>two</p>", "One two"),
        ("<ul><li>one</li><li>two</li></ul>", "one two"),
        ('<p>One</p><p><a href="https://exa', "One"),
        (f"<p>{'word ' * 30}</p>", " ".join(["word"] * 16) + " …"),
        ("", ""),
    ],
)
def test_an_excerpt_is_the_first_words_as_text(html, excerpt):
    assert excerpt_of(html) == excerpt


if connection.vendor == "sqlite":  # PostgreSQL says it in other words.

    def test_comments_are_chosen_by_an_index_alone_before_posts_are_read():
        public_comment(PostFactory())

        rows = Comment.objects.newest(5).values("pk", "post__title")
        plan = rows.explain().splitlines()

        chosen = [step for step in plan if "COVERING INDEX comments_" in step]
        assert len(chosen) == 1
        assert "SEARCH blog_post USING INTEGER PRIMARY KEY" in plan[-1]
