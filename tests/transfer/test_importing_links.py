"""Links in imported texts lead to where their goals are here."""

import pytest
from django.core.management import CommandError
from django.db import connection

from blog.actions import draw_page, draw_post, save_page, save_post
from blog.models import Link, Page, Post
from comments.models import Comment
from tests.transfer.dumps import dump
from tests.transfer.exports import author, category, comment, filed, item, tag
from transfer.load import links
from transfer.load.links import NOWHERE

THERE = "https://old.example.org"
GOALS = (
    author("ines", "Inês", key=7),
    category("law", "Law", key=3),
    category("courts", "Courts", parent="law", key=4),
    tag("tide", "Tide"),
    item(
        filed("courts", "Courts"),
        filed("tide", "Tide", domain="post_tag"),
        comment(123),
        title="Goal",
        post_id=12,
        post_name="goal",
        link=f"{THERE}/archives/goal/",
    ),
    item(
        post_type="page",
        post_id=13,
        title="About",
        post_name="about",
        link=f"{THERE}/about-us/",
    ),
)


def linking(*addresses: str, **said: object) -> str:
    body = "".join(f'<p><a href="{address}">x</a></p>' for address in addresses)
    fields = {"post_id": 1, "post_name": "start", "title": "Start"} | said
    return item(content=body, **fields)


def hrefs(html: str) -> list[str]:
    return [part.partition('"')[0] for part in html.split('href="')[1:]]


GOAL, ABOUT = "/2019/05/goal/", "/about/"
PERMALINK = "/comments/{}/"
REWRITTEN = [
    (f"{THERE}/archives/goal/", GOAL),
    ("http://old.example.org/archives/goal/", GOAL),
    ("https://www.old.example.org/archives/goal", GOAL),
    ("//old.example.org/archives/goal/", GOAL),
    ("/archives/goal/", GOAL),
    ("../../../archives/goal/", GOAL),
    ("?p=12", GOAL),
    ("/?p=12", GOAL),
    (f"{THERE}/?p=12", GOAL),
    (f"{THERE}/2019/05/goal/", GOAL),
    (f"{THERE}/2019/05/goal/?utm_source=mail", GOAL),
    (f"{THERE}/archives/goal/#note", f"{GOAL}#note"),
    (f"{THERE}/archives/goal/#more-12", GOAL),
    (f"{THERE}/archives/goal/#respond", f"{GOAL}#comments"),
    (f"{THERE}/archives/goal/#comment-123", PERMALINK),
    (f"{THERE}/?p=12#comment-123", PERMALINK),
    (f"{THERE}/archives/goal/comment-page-2/#comment-123", PERMALINK),
    (f"{THERE}/archives/goal/#comment-999", GOAL),
    (f"{THERE}/archives/goal/?replytocom=123#respond", f"{GOAL}#comments"),
    (f"{THERE}/archives/goal/feed/", f"{GOAL}feed/"),
    (f"{THERE}/archives/goal/2/", GOAL),
    (f"{THERE}/?page_id=13", ABOUT),
    (f"{THERE}/about-us/", ABOUT),
    (f"{THERE}/about/", ABOUT),
    (f"{THERE}/category/law/courts/", "/category/law/courts/"),
    (f"{THERE}/?cat=4", "/category/law/courts/"),
    (f"{THERE}/topics/law/courts/", "/category/law/courts/"),
    (f"{THERE}/tag/tide/", "/tag/tide/"),
    (f"{THERE}/?tag=tide", "/tag/tide/"),
    (f"{THERE}/author/ines/", "/author/ines/"),
    (f"{THERE}/?author=7", "/author/ines/"),
    (f"{THERE}/feed/", "/feed/"),
    (f"{THERE}/feed/rss2/", "/feed/"),
    (f"{THERE}/?feed=rss2", "/feed/"),
    (f"{THERE}/comments/feed/", "/comments/feed/"),
    (f"{THERE}/2019/05/", "/2019/05/"),
    (f"{THERE}/page/2/", "/page/2/"),
    (f"{THERE}/", "/"),
    (THERE, "/"),
]
KEPT = [
    "https://elsewhere.example/archives/goal/",
    "mailto:ines@example.org",
    f"{THERE}/wp-content/uploads/2019/05/plan.pdf",
    f"{THERE}/wp-admin/",
    f"{THERE}/nowhere/",
    f"{THERE}/?p=999",
    "#note",
    "#comment-999",
]


@pytest.mark.parametrize("goals_first", [True, False])
def test_every_old_form_of_an_address_leads_to_its_goal(import_export, goals_first):
    start = linking(*(old for old, _ in REWRITTEN), *KEPT)

    import_export(*([*GOALS, start] if goals_first else [start, *GOALS]))

    permalink = PERMALINK.format(Comment.objects.get().pk)
    wanted = [new.replace(PERMALINK, permalink) for _, new in REWRITTEN] + KEPT
    post = Post.objects.get(slug="start")
    assert hrefs(post.body) == wanted
    assert hrefs(post.body_html) == wanted


def test_every_rewritten_link_answers(import_export, client):
    import_export(*GOALS, linking(*(old for old, _ in REWRITTEN)))

    for address in set(hrefs(Post.objects.get(slug="start").body)) - {"/page/2/"}:
        assert client.get(address).status_code in {200, 302}


def test_pages_and_comments_are_rewritten_too(import_export):
    goal = f'<a href="{THERE}/archives/goal/">x</a>'
    import_export(
        item(post_type="page", post_id=5, post_name="links", content=goal),
        item(
            comment(1, f"See {goal}, as {THERE}/?p=12 says."),
            comment(2, '<a href="#comment-1">Ann</a>, no.'),
            post_id=1,
        ),
        *GOALS,
    )

    assert hrefs(Page.objects.get(path="links").body_html) == [GOAL]
    first, second = Comment.objects.filter(post__title="A morning at the quay")
    assert hrefs(first.body_html) == [GOAL, GOAL]
    assert hrefs(second.body_html) == [f"/comments/{first.pk}/"]


def test_links_become_backlinks_once(import_export, client):
    import_export(
        linking(f"{THERE}/archives/goal/", f"{THERE}/?p=12", f"{THERE}/?p=1"), *GOALS
    )

    start, goal = Post.objects.get(slug="start"), Post.objects.get(slug="goal")
    found = [(link.url, link.target) for link in Link.objects.filter(post=start)]
    assert found == [(GOAL, goal), ("/2019/05/start/", None)]
    assert b"Start" in client.get(GOAL).content


def test_a_post_that_is_written_here_finds_the_old_address_of_its_goal(import_export):
    body = f'<a href="{THERE}/?p=12">x</a> <a href="/feed.json">y</a>'
    here = save_post(Post(title="Here", body=body))

    report = import_export(*GOALS)

    here.refresh_from_db()
    assert here.links.first().target.title == "Goal"
    assert hrefs(here.body) == [f"{THERE}/?p=12", "/feed.json"]
    assert NOWHERE not in report


def test_rewriting_is_no_edit_of_anybody_here(import_export):
    old = f"{THERE}/archives/goal/"
    import_export(*GOALS, linking(old), linking(old, post_id=2, post_type="page"))

    report = import_export(
        *GOALS,
        linking(old, title="Changed"),
        linking(old, post_id=2, post_type="page", title="Changed"),
    )

    assert "edited here" not in report
    post, page = Post.objects.get(slug="start"), Page.objects.get(path="start")
    assert (post.title, hrefs(post.body)) == ("Changed", [GOAL])
    assert (page.title, hrefs(page.body)) == ("Changed", [GOAL])


def test_links_to_uploads_and_to_the_staffs_rooms_are_not_called_dead(import_export):
    report = import_export(
        linking(
            f"{THERE}/wp-admin/", f"{THERE}/wp-login.php", f"{THERE}/wp-content/a.pdf"
        )
    )

    assert "leads nowhere" not in report


def test_a_text_that_was_edited_here_keeps_its_links(import_export):
    import_export(linking(f"{THERE}/archives/goal/"))
    post = Post.objects.get()
    post.body += "<p>Ours</p>"
    save_post(post)

    import_export(linking(f"{THERE}/archives/goal/"), *GOALS)

    post.refresh_from_db()
    assert hrefs(post.body) == [f"{THERE}/archives/goal/"]
    assert post.links.get().target.title == "Goal"


def test_a_page_that_was_edited_here_keeps_its_links(import_export):
    start = linking(f"{THERE}/archives/goal/", post_type="page")
    import_export(start)
    page = Page.objects.get()
    page.body += "<p>Ours</p>"
    save_page(page)

    import_export(start, *GOALS)

    assert hrefs(Page.objects.get(path="start").body) == [f"{THERE}/archives/goal/"]


def test_texts_whose_links_lead_nowhere_are_named(import_export):
    dead = f'<a href="{THERE}/nowhere/">x</a>'
    report = import_export(
        item(comment(1, dead), title="Start"),
        item(post_type="page", title="Links", post_id=2, content=dead),
    )

    for said in ("1 comment: {} (“Mireille”).", "1 page: {} (“Links”)."):
        assert said.format(NOWHERE) in report


def test_overwriting_does_not_take_a_rewritten_text_for_edited(import_export):
    parts = (*GOALS, linking(f"{THERE}/archives/goal/"))
    import_export(*parts)
    import_export.options["overwrite"] = True
    before = dump()

    assert "overwritten" not in import_export(*parts)
    assert dump() == before


def test_a_link_whose_goal_comes_with_a_later_import_is_rewritten_then(import_export):
    start = linking(f"{THERE}/archives/goal/")
    report = import_export(start)
    assert "1 post: links to an address of the old site that leads nowhere" in report

    import_export(start, *GOALS)

    assert hrefs(Post.objects.get(slug="start").body) == [GOAL]


def test_a_repeat_changes_nothing(import_export):
    parts = (*GOALS, linking(*(old for old, _ in REWRITTEN), *KEPT))
    import_export(*parts)
    before = dump()

    import_export(*parts)

    assert dump() == before


def test_what_was_rewritten_is_what_a_redraw_draws(import_export):
    old = f"{THERE}/archives/goal/?a=1&amp;b=2#note"
    import_export(*GOALS, linking(old), linking(old, post_id=2, post_type="page"))

    for text, draw in (
        (Post.objects.get(slug="start"), draw_post),
        (Page.objects.get(path="start"), draw_page),
    ):
        body, drawn = text.body, text.body_html
        draw(text)
        assert (text.body, text.body_html) == (body, drawn)


def test_the_base_of_categories_is_read_off_the_links(import_export, client):
    import_export(*GOALS, linking(f"{THERE}/topics/law/courts/"))

    for old in ("law/", "law/courts/", "law/courts/feed/"):
        assert client.get(f"/topics/{old}")["Location"] == f"/category/{old}"


def test_a_link_does_not_tell_the_address_of_what_is_not_public(import_export):
    import_export(
        linking(f"{THERE}/?p=66"),
        item(post_id=66, post_name="minutes", status="private"),
    )

    assert hrefs(Post.objects.get(slug="start").body) == [f"{THERE}/?p=66"]


REFUSAL = {
    "sqlite": """CREATE TRIGGER refusal BEFORE UPDATE ON blog_post
        WHEN NEW.slug = 'start-4' BEGIN SELECT RAISE(ABORT, 'the disk is full'); END""",
    "postgresql": """CREATE FUNCTION refusal() RETURNS trigger AS
        $$ BEGIN RAISE 'the disk is full'; END $$ LANGUAGE plpgsql;
        CREATE TRIGGER refusal BEFORE UPDATE ON blog_post FOR EACH ROW
        WHEN (NEW.slug = 'start-4') EXECUTE FUNCTION refusal()""",
}
ON_TABLE = {"sqlite": "", "postgresql": " ON blog_post"}


def test_a_second_walk_that_is_broken_off_goes_on_from_there(
    import_export, monkeypatch
):
    monkeypatch.setattr(links, "TEXTS_AT_ONCE", 2)
    old = f"{THERE}/archives/goal/"
    starts = [linking(old, post_id=n, post_name=f"start-{n}") for n in range(1, 7)]

    def rewritten() -> list[bool]:
        posts = Post.objects.filter(title="Start").order_by("slug")
        return [hrefs(post.body) == [GOAL] for post in posts]

    with connection.cursor() as cursor:
        cursor.execute(REFUSAL[connection.vendor])
    with pytest.raises(CommandError, match="the same command goes on from there"):
        import_export(*starts, *GOALS)
    # Whole batches of two.
    assert rewritten() == [True, True, False, False, False, False]

    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER refusal" + ON_TABLE[connection.vendor])
    import_export(*starts, *GOALS)
    assert all(rewritten())
