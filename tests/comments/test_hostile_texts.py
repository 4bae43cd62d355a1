"""What is typed to disturb others, to hide something, or to break the site."""

import pytest
from lxml.html import fromstring

from comments.markup import draw_comment
from comments.models import Comment
from comments.texts import tidy_name, tidy_text
from tests.comments.test_writing_pages import fields_of, form_address, send
from tests.factories import PostFactory, UserFactory, public_comment

ZALGO = "\u0301" * 40
RLO, LRI, PDI, ZWSP, ZWNJ = "\u202e", "\u2066", "\u2069", "\u200b", "\u200c"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("tab\tstays", "tab\tstays"),
        (f"paid {RLO}nothing", "paid nothing"),
        (f"e{ZALGO}", "e" + "\u0301" * 4),
        ("ก" + "็" * 30, "ก" + "็" * 4),
        # What scripts need stays: marks of Burmese, Hebrew with points, isolates.
        ("မြို့", "မြို့"),
        ("שָׁלוֹם", "שָׁלוֹם"),
        (f"{LRI}אבג{PDI}", f"{LRI}אבג{PDI}"),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_a_text_keeps_what_it_says_and_nothing_that_breaks_out(typed, kept):
    assert tidy_text(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ann \n  Lee ", "Ann Lee"),
        (f"Ann{RLO}eeL{LRI}", "AnneeL"),
        (f"Ann{ZWSP}\u2060\ufeff", "Ann"),
        (f"A{ZALGO}nn", "Á" + "\u0301" * 4 + "nn"),
        (f"می{ZWNJ}خواهم", f"می{ZWNJ}خواهم"),
        ("張偉", "張偉"),
        # There is nothing to be seen of these.
        (f"{ZWSP}{ZWSP}", ""),
        ("\u3164\uffa0\u115f", ""),
        ("…!", ""),
        ("\x00", ""),
    ],
)
def test_a_name_can_be_seen_and_turns_nothing_round(typed, kept):
    assert tidy_name(typed) == kept


@pytest.mark.django_db
def test_a_name_of_nothing_visible_is_asked_for_again(client):
    page = send(client, form_address(PostFactory()), name=ZWSP * 3)

    assert page.status_code == 422
    assert "Tell readers what to call you." in page.content.decode()


@pytest.mark.django_db
def test_null_characters_are_left_out_instead_of_breaking_the_database(client):
    answer = send(
        client, form_address(PostFactory()), f"Sl\x00ow{RLO}", name="A\x00nn Lee"
    )

    assert answer.status_code == 303
    stored = Comment.objects.get()
    assert (stored.comment, stored.author_name) == ("Slow", "Ann Lee")


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["url", "email", "submission_key", "reply_to"])
def test_null_characters_elsewhere_get_a_sentence(field, client):
    page = send(client, form_address(PostFactory()), **{field: "a\x00b"})

    assert page.status_code == 422
    assert "I see it differently." in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("digits", [400, 5000])
@pytest.mark.parametrize("field", ["timestamp", "reply_to", "object_pk"])
def test_endless_numbers_get_a_sentence_and_the_text_comes_back(digits, field, client):
    page = send(client, form_address(PostFactory()), **{field: "9" * digits})

    assert page.status_code in {404, 422}
    assert "I see it differently.</textarea>" in page.content.decode()


@pytest.mark.django_db
def test_the_form_for_a_post_with_an_endless_number_is_not_there(client):
    assert client.get("/comments/post/", {"post": "9" * 5000}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "idna", "zlib", "x"])
def test_what_is_sent_in_another_encoding_breaks_nothing(charset, client):
    """Half a character, which Python reads there, can't be stored or shown."""
    part = '--B\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    half = {"utf-7": "+2AA-", "unicode_escape": "\\ud800"}.get(charset, "")
    form = fields_of(client.get(form_address(PostFactory())))
    form |= {"name": f"Ann{half}", "email": "ann@example.org", "comment": f"a{half}"}
    body = "".join(part.format(*pair) for pair in form.items()) + "--B--\r\n"
    kind = f"multipart/form-data; boundary=B; charset={charset}"

    answer = client.generic("POST", "/comments/post/", body, content_type=kind)

    assert answer.status_code == 303


@pytest.mark.django_db
def test_a_huge_text_is_refused_with_its_length_and_comes_back(client):
    page = send(client, form_address(PostFactory()), "x" * 2_000_000)

    assert page.status_code == 422
    assert "1990000 characters too long" in page.content.decode()
    assert "x" * 2_000_000 in page.content.decode()


@pytest.mark.django_db
def test_more_than_the_site_reads_is_refused_with_a_sentence(client):
    page = send(client, form_address(PostFactory()), "x" * 3_000_000)

    assert page.status_code == 413
    assert "That is too much at once." in page.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "> " * 5000,
        "[" * 10_000,
        "[a](" * 2500,
        "*a " * 3000 + "**" * 500,
        "`" * 9999,
        "- " * 4000,
        "#1 " * 3000,
        "@" * 10_000,
        "~~" * 5000,
        "https://a.example/" * 500,
        f"e{ZALGO}" * 250,
    ],
)
def test_a_text_made_to_be_slow_is_drawn(text):
    assert draw_comment(text)


@pytest.mark.django_db
def test_nothing_that_is_typed_becomes_a_script_or_leaves_its_comment(client):
    post = PostFactory()
    client.force_login(UserFactory(name="<b>Ann</b>"))
    public_comment(post, name="Bo</article>", email="bo@example.org")
    text = (
        "</div></article><script>alert(1)</script> [x](javascript:alert(1)) "
        '<img src=x onerror=alert(1)> [y](https://e.example "onclick=x") @Bo</article>'
    )
    comment = public_comment(post, text)

    page = fromstring(client.get(post.get_absolute_url()).content.decode())
    row = page.get_element_by_id(f"comment-{comment.pk}")
    assert not row.xpath(".//script | .//img | .//@onclick | .//@onerror")
    assert not row.xpath(".//a[starts-with(@href, 'javascript:')]")
    assert len(page.xpath("//article[contains(@class, 'comment')]")) == 2
    assert "alert(1)" in row.text_content()


@pytest.mark.django_db
def test_a_reply_to_what_is_hidden_gives_the_text_back(client):
    held = public_comment(PostFactory())
    address = f"/comments/reply/{held.pk}/"
    Comment.objects.filter(pk=held.pk).update(state="held")

    page = client.post(address, {"comment": "A long thought"})

    assert page.status_code == 404
    assert "A long thought</textarea>" in page.content.decode()
    assert "no longer here" in page.content.decode()


@pytest.mark.django_db
def test_a_form_sent_to_another_post_is_refused_with_a_sentence(client):
    here, there = PostFactory(), PostFactory()
    form = fields_of(client.get(form_address(here)))
    typed = {"name": "Ann", "email": "ann@example.org", "comment": "A long thought"}

    page = client.post(form_address(there), form | typed | {"object_pk": there.pk})

    assert page.status_code == 422
    assert "A long thought" in page.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.django_db
def test_an_edit_is_tidied_too(client):
    member = UserFactory()
    client.force_login(member)
    comment = public_comment(PostFactory(), user=member)

    client.post(f"/comments/{comment.pk}/edit/", {"comment": f"Sl\x00ow{RLO}"})

    assert Comment.objects.get(pk=comment.pk).comment == "Slow"
