"""Writing a comment in the browser, without JavaScript."""

import re

import pytest
from django.urls import reverse
from lxml.html import fromstring

from comments.actions import approve
from comments.models import Comment
from tests.factories import PostFactory, UserFactory, public_comment, write_comment

pytestmark = pytest.mark.django_db


def fields_of(page):
    """The hidden fields of the form on a page, as a browser would send them."""
    found = re.findall(r"<input type=\"hidden\"[^>]*>", page.content.decode())
    pairs = (
        (re.search(r'name="([^"]+)"', tag)[1], re.search(r'value="([^"]*)"', tag)[1])
        for tag in found
    )
    return dict(pairs)


def send(client, address, text="I see it differently.", **fields):
    """Open the form at ``address`` and send it."""
    form = fields_of(client.get(address))
    guest = {"name": "Ann Lee", "email": "ann@example.org", "url": ""}
    return client.post(address, form | guest | {"comment": text} | fields)


def form_address(post):
    return f"{reverse('comments-post-comment')}?post={post.pk}"


def test_a_guest_comments_and_sees_that_it_is_held_and_why(client):
    post = PostFactory()

    answer = send(client, form_address(post))

    comment = Comment.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == f"/comments/{comment.pk}/sent/"
    page = client.get(answer["Location"])
    assert "waits for a moderator" in page.content.decode()
    assert "A first comment waits for a moderator" in page.content.decode()
    assert "I see it differently." in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_nobody_else_sees_a_held_comment_by_its_address(client, django_user_model):
    comment = write_comment(PostFactory(), "Secret words")

    assert client.get(f"/comments/{comment.pk}/sent/").status_code == 404
    assert client.get(f"/comments/{comment.pk}/").status_code == 404
    assert client.get(f"/comments/reply/{comment.pk}/").status_code == 404


def test_a_forged_cookie_shows_no_held_comment(client):
    comment = write_comment(PostFactory())
    client.cookies["own_comments"] = f"{comment.pk}:forged"

    assert client.get(f"/comments/{comment.pk}/sent/").status_code == 404


def test_no_script_reads_the_guests_cookie(client):
    answer = send(client, form_address(PostFactory()))

    cookie = answer.cookies["own_comments"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        "/",
        True,
        "Lax",
    )


def test_a_member_replies_without_typing_a_name(client):
    member = UserFactory(name="Ann Lee")
    parent = public_comment(PostFactory(), user=member)
    client.force_login(member)

    page = client.get(f"/comments/reply/{parent.pk}/")
    assert 'name="email"' not in page.content.decode()
    send(
        client, f"/comments/reply/{parent.pk}/", name="The Editor", email="e@e.example"
    )

    reply = Comment.objects.get(in_reply_to=parent)
    assert (reply.author_name, reply.user_email) == ("Ann Lee", member.email)
    assert reply.state == "public"


def test_a_missing_field_is_named_and_the_text_comes_back(client):
    page = send(client, form_address(PostFactory()), text="A long thought", email="")

    assert page.status_code == 422
    assert "A long thought" in page.content.decode()
    assert (
        "E-mail address: Give an address; it is never shown." in page.content.decode()
    )


def test_an_expired_form_keeps_the_text_and_can_be_sent_again(client, time_machine):
    from datetime import timedelta

    from django.utils import timezone

    address = form_address(PostFactory())
    form = fields_of(client.get(address))
    time_machine.move_to(timezone.now() + timedelta(hours=3))
    typed = {"name": "Ann", "email": "ann@example.org", "comment": "A long thought"}

    page = client.post(address, form | typed)
    assert page.status_code == 422
    assert "open for a long time" in page.content.decode()
    assert "A long thought" in page.content.decode()

    again = client.post(address, fields_of(page) | typed)
    assert again.status_code == 303


def test_a_refusal_gives_the_reason_and_the_text_back(client):
    post = PostFactory()
    address = form_address(post)
    form = fields_of(client.get(address))
    type(post).objects.filter(pk=post.pk).update(comment_policy="closed")
    typed = {"name": "Ann", "email": "ann@example.org", "comment": "A long thought"}

    page = client.post(address, form | typed)

    assert page.status_code == 422
    assert "Comments on this post are closed." in page.content.decode()
    assert "A long thought" in page.content.decode()


def test_a_text_for_a_post_that_has_gone_comes_back(client):
    post = PostFactory()
    address = form_address(post)
    form = fields_of(client.get(address))
    type(post).objects.filter(pk=post.pk).update(status="withdrawn")

    page = client.post(address, form | {"comment": "A long thought"})

    assert page.status_code == 404
    assert "A long thought" in page.content.decode()


def test_a_lost_token_gives_the_text_back():
    from django.test import Client

    client = Client(enforce_csrf_checks=True)

    page = client.post(form_address(PostFactory()), {"comment": "A <long> thought"})

    assert page.status_code == 403
    assert "A &lt;long&gt; thought" in page.content.decode()


def test_a_too_long_text_says_by_how_much(client, settings):
    settings.MASTHEAD_COMMENT_MAX_LENGTH = 20

    page = send(client, form_address(PostFactory()), text="x" * 25)

    assert "5 characters too long" in page.content.decode()


def test_sending_one_form_twice_makes_one_comment(client):
    address = form_address(PostFactory())
    form = fields_of(client.get(address))
    typed = {"name": "Ann", "email": "ann@example.org", "comment": "Once"}

    first = client.post(address, form | typed)
    second = client.post(address, form | typed)

    assert first["Location"] == second["Location"]
    assert Comment.objects.count() == 1


def test_a_robot_that_fills_the_hidden_field_is_refused(client):
    page = send(client, form_address(PostFactory()), honeypot="Buy now")

    assert page.status_code == 422
    assert not Comment.objects.exists()


def test_a_crafted_reply_target_is_refused(client):
    elsewhere = public_comment(PostFactory())

    page = send(client, form_address(PostFactory()), reply_to=elsewhere.pk)

    assert page.status_code == 422
    assert Comment.objects.count() == 1


def test_a_permalink_leads_to_the_right_page_of_the_thread(client, settings):
    settings.MASTHEAD_COMMENTS_PER_PAGE = 1
    post = PostFactory()
    public_comment(post)
    second = public_comment(post)

    answer = client.get(f"/comments/{second.pk}/")

    page = f"{post.get_absolute_url()}comment-page-2/"
    assert answer["Location"] == f"{page}#comment-{second.pk}"
    assert f'id="comment-{second.pk}"' in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("name", "kind"), [("comments-xtd-like", "agree"), ("comments-flag", "spam")]
)
def test_only_members_agree_and_report_and_only_by_post(name, kind, client):
    comment = public_comment(PostFactory())
    address = reverse(name, args=[comment.pk])

    assert client.get(address)["Location"].startswith(reverse("account_login"))
    client.post(address, {"kind": kind})
    client.force_login(UserFactory())
    client.get(address)
    comment.refresh_from_db()
    assert (comment.reaction_count, comment.report_count) == (0, 0)

    client.post(address, {"kind": kind})
    comment.refresh_from_db()
    assert comment.reaction_count + comment.report_count == 1


@pytest.mark.parametrize("name", ["comments-xtd-like", "comments-flag"])
def test_held_comments_can_be_neither_agreed_with_nor_reported(name, client):
    comment = write_comment(PostFactory())
    client.force_login(UserFactory())

    assert client.post(reverse(name, args=[comment.pk])).status_code == 404


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (1, "nonsense", None),
    ],
)
def test_only_trusted_proxies_say_where_a_visitor_is(
    proxies, forwarded, seen, client, settings
):
    settings.MASTHEAD_TRUSTED_PROXIES = proxies
    client.defaults["HTTP_X_FORWARDED_FOR"] = forwarded

    send(client, form_address(PostFactory()))

    assert Comment.objects.get().ip_address == seen


def test_an_approved_comment_is_announced_as_online(client):
    post = PostFactory()
    answer = send(client, form_address(post))
    approve(Comment.objects.get(), by=UserFactory())

    page = client.get(answer["Location"]).content.decode()

    assert "Your comment is online" in page
    assert "number 1" in page


@pytest.mark.parametrize("wanted", ["", "x", "999999", "1 or 1"])
def test_a_form_for_no_post_is_a_404(wanted, client):
    assert client.get("/comments/post/", {"post": wanted}).status_code == 404


def test_each_field_names_the_sentence_about_it(client):
    page = fromstring(client.post(form_address(PostFactory()), {}).content.decode())

    for field in page.xpath("//*[@aria-describedby]"):
        for described_by in field.get("aria-describedby").split():
            assert page.get_element_by_id(described_by).text_content().strip()


def test_a_long_text_may_be_pasted_whole_and_line_ends_count_once(client, settings):
    settings.MASTHEAD_COMMENT_MAX_LENGTH = 9
    address = form_address(PostFactory())

    assert (
        "maxlength"
        not in re.search("<textarea[^>]*>", client.get(address).content.decode())[0]
    )
    assert send(client, address, "1234\r\n6789").status_code == 303


def test_a_guest_is_told_before_writing_that_only_members_may(client):
    address = form_address(PostFactory(comment_policy="members"))

    for_guest = client.get(address).content.decode()
    client.force_login(UserFactory())
    for_member = client.get(address).content.decode()

    assert "Only members may comment here." in for_guest
    assert "<textarea" not in for_guest
    assert "<textarea" in for_member


def test_what_a_guest_wrote_before_signing_in_became_needed_comes_back(client):
    post = PostFactory(comment_policy="members")

    page = client.post(form_address(post), {"object_pk": post.pk, "comment": "Mine."})

    assert "Only members may comment here." in page.content.decode()
    assert "Mine.</textarea>" in page.content.decode()
    assert "write as a guest" not in page.content.decode()
