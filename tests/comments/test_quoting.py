"""Replying with a quote of what is answered."""

import pytest
from lxml.html import fromstring

from comments.models import Comment
from comments.quoting import quote_of
from tests.comments.test_writing_pages import send
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = pytest.mark.django_db


def quoted_in(comment):
    """The quote in a stored comment, as an element."""
    return fromstring(f"<div>{comment.body_html}</div>").find("blockquote")


def test_a_reply_form_holds_the_quote_that_was_asked_for(client):
    parent = public_comment(PostFactory(), "Slow.\n\nVery *slow*.", name="Ann Lee")
    address = f"/comments/reply/{parent.pk}/"

    plain = fromstring(client.get(address).content.decode())
    links = plain.xpath("//a[contains(@href, 'quote=1')]/@href")
    page = fromstring(client.get(links[0]).content.decode())

    text = page.xpath("string(//textarea)").strip()
    assert text.startswith("> Slow.\n>\n> Very *slow*.\n>\n> — [Ann Lee, #1]")
    assert not plain.xpath("string(//textarea)").strip()


def test_a_quote_is_attributed_and_links_to_its_source(client):
    parent = public_comment(PostFactory(), "- one\n- two", name="A*n*n [x](http://e.x)")
    client.force_login(UserFactory())

    send(client, f"/comments/reply/{parent.pk}/", quote_of(parent) + "Both.")

    reply = Comment.objects.get(in_reply_to=parent)
    quote = quoted_in(reply)
    assert [item.text for item in quote.iter("li")] == ["one", "two"]
    (source,) = quote.iter("a")
    assert source.get("href") == f"/comments/{parent.pk}/"
    assert source.text_content() == "A*n*n [x](http://e.x), #1"
    assert "Both." not in quote.text_content()


def test_an_imported_comment_is_quoted_by_what_readers_see():
    comment = public_comment(PostFactory(), "<p>raw")
    comment.import_ref = "wordpress:1"
    comment.body_html = "<p>One &amp; two</p><p>Three<br>four</p>"

    assert quote_of(comment).startswith("> One & two\n> Three\n> four\n>\n> —")
