"""Bylines of several, guest authors with a biography, and comments by authors."""

import pytest
from lxml.html import fromstring

from accounts.models import Author
from blog.models import Post
from comments.models import Comment
from tests.factories import public_comment
from tests.transfer.dumps import dump
from tests.transfer.exports import author, cdata, comment, item, meta


def coauthor(slug: str, name: str) -> str:
    return f'<category domain="author" nicename="cap-{slug}">{cdata(name)}</category>'


def guest(login: str, **said: str) -> str:
    metas = (meta(f"cap-{name}", value) for name, value in said.items())
    return item(
        meta("cap-user_login", login),
        *metas,
        post_type="guest-author",
        title=said.get("display_name", login),
        post_name=f"cap-{login}",
        link="",
        post_id=f"9{len(login)}",
    )


MARIA = guest(
    "maria",
    display_name="Maria Lind",
    user_email="maria@example.org",
    website="https://maria.example",
    description="Pilot.\n\nWrites <em>slowly</em>.<script>x</script>",
)


def names() -> list[str]:
    return [line.author.name for line in Post.objects.get().bylines.all()]


@pytest.mark.parametrize("first", ["post", "guest"])
def test_a_byline_of_several_keeps_its_order(import_export, first):
    post = item(coauthor("maria", "maria"), coauthor("ines-v", "ines.v"))
    items = [post, MARIA] if first == "post" else [MARIA, post]

    import_export(author("ines.v", "Inês"), *items)

    assert names() == ["Maria Lind", "Inês"]
    assert Author.objects.count() == 2


@pytest.mark.parametrize(
    ("slug", "name"), [("ines-vale", "admin"), ("admin", "Inês"), ("admin", "admin")]
)
def test_an_account_in_a_byline_is_its_author(import_export, slug, name):
    import_export(author("admin", "Inês"), item(coauthor(slug, name)))

    assert names() == ["Inês"]
    assert Author.objects.count() == 1


def test_a_guest_author_comes_in_with_a_biography_and_a_link(import_export):
    import_export(item(coauthor("maria", "maria")), MARIA)

    maria = Author.objects.get()
    assert (maria.email, maria.slug, maria.user) == ("maria@example.org", "maria", None)
    assert maria.bio_html == "<p>Pilot.</p>\n<p>Writes <em>slowly</em>.</p>"
    assert maria.links == [["Website", "https://maria.example"]]


def test_a_guest_author_with_an_account_is_the_same_person(import_export):
    import_export(
        author("ines", "Inês"),
        item(coauthor("ines-guest", "ines-guest")),
        guest("ines-guest", linked_account="ines", description="Harbour pilot."),
    )

    ines = Author.objects.get()
    assert (ines.name, ines.bio) == ("Inês", "<p>Harbour pilot.</p>")


def test_a_repeat_with_guest_authors_changes_nothing(import_export):
    parts = (
        author("ines", "Inês"),
        item(coauthor("maria", "maria"), coauthor("ines", "ines"), post_id=1),
        MARIA,
        guest("ines", description="Harbour pilot."),
    )
    import_export(*parts)
    before = dump()

    assert "0 new." in import_export(*parts)
    assert dump() == before


def test_a_biography_that_was_edited_here_stays(import_export):
    import_export(MARIA)
    Author.objects.update(bio="<p>Mended.</p>")

    report = import_export(MARIA.replace("Pilot.", "Pilot and author."))

    assert Author.objects.get().bio == "<p>Mended.</p>"
    assert "1 author: changed in the export, but edited here" in report


def badges(client, post: Post) -> dict[str, list[str]]:
    page = fromstring(client.get(post.get_absolute_url()).content)
    return {
        row.text_content().split("#")[1].split()[0]: [
            badge.text for badge in row.find_class("badge")
        ]
        for row in page.find_class("comment")
    }


def test_the_author_of_a_post_is_marked_in_its_thread_without_an_account(
    import_export, client
):
    import_export(
        author("ines", "Inês", "ines@example.org", key=7),
        author("bertil", "Bertil", key=8),
        item(
            comment(1, user_id=7, author="Inês", author_email="ines@example.org"),
            comment(2, user_id=0, author="Inês", author_email="ines@example.org"),
            comment(3, user_id=8, author="Bertil"),
            comment(4, user_id=99, author="A member"),
        ),
    )

    found = badges(client, Post.objects.get())

    # Bertil writes for the blog, but not this post.
    assert found == {"1": ["Author"], "2": [], "3": ["Staff"], "4": []}


def test_nobody_becomes_an_author_by_calling_oneself_so(import_export, client):
    import_export(author("ines", "Inês", "ines@example.org", key=7), item())
    post = Post.objects.get()

    public_comment(post, name="Inês", email="ines@example.org")

    assert badges(client, post) == {"1": []}


def test_a_comment_outlives_the_author(import_export):
    import_export(author("ines", "Inês", key=7), item(comment(1, user_id=7)))
    Post.objects.get().bylines.all().delete()

    Author.objects.all().delete()

    assert Comment.objects.get().as_author is None


def test_an_authors_comment_costs_the_thread_no_query(
    import_export, client, django_assert_num_queries
):
    import_export(
        author("ines", "Inês", key=7),
        item(*(comment(n, user_id=7 if n > 1 else 0) for n in range(1, 30))),
    )
    post = Post.objects.prefetch_related("bylines__author").get()

    from comments.threads import read_thread

    with django_assert_num_queries(1):
        assert "badge-author" in read_thread(post).html
