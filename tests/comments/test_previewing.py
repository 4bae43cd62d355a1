"""A comment is shown as readers would see it before it is sent."""

import pytest
from lxml.html import fromstring

from comments.models import Comment
from tests.comments.test_writing_pages import form_address, send
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = pytest.mark.django_db


def previewed(page):
    """What a page says is the preview, or None."""
    found = fromstring(page.content.decode()).xpath("//*[@data-preview]/div")
    return found[0] if found else None


def test_a_preview_is_what_will_be_shown(client):
    post = PostFactory()
    public_comment(post, name="Ann", email="ann@example.org")
    text = "> Quite\n\n@Ann in #1: *so* <b>be</b> it"

    page = send(client, form_address(post), text, preview="1")
    send(client, form_address(post), text)

    stored = fromstring(f"<div>{Comment.objects.latest('pk').body_html}</div>")
    shown = previewed(page)
    assert page.status_code == 200
    assert [e.tag for e in shown.iter()] == [e.tag for e in stored.iter()]
    assert shown.text_content().strip() == stored.text_content().strip()
    assert shown.xpath(".//a/@href") == stored.xpath(".//a/@href")


def test_a_preview_sends_nothing_and_keeps_everything_typed(client):
    page = send(client, form_address(PostFactory()), "A thought", preview="1")

    assert not Comment.objects.exists()
    html = page.content.decode()
    assert "A thought</textarea>" in html
    assert 'value="ann@example.org"' in html


def test_a_reader_previews_before_giving_a_name(client):
    page = send(client, form_address(PostFactory()), name="", email="", preview="1")

    assert previewed(page) is not None
    assert "was not sent yet" not in page.content.decode()


def test_the_form_under_a_preview_can_be_sent(client):
    from tests.comments.test_writing_pages import fields_of

    client.force_login(UserFactory())
    address = form_address(PostFactory())
    page = send(client, address, preview="1")

    assert client.post(address, fields_of(page) | {"comment": "Yes"}).status_code == 303


def test_nothing_is_previewed_of_an_empty_text(client):
    page = send(client, form_address(PostFactory()), " ", preview="1")

    assert previewed(page) is None
    assert "Write something first." in page.content.decode()
