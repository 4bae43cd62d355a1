"""Writing in the admin: the editor under the strict policy, and what it must not lose."""

import pytest

from accounts import roles
from blog.models import Post
from tests.factories import AuthorFactory, CategoryFactory, PostFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What the editor knows: nothing of it may change by being opened.
KNOWN = (
    '<h2>Of ferries</h2><p>They are <em>slow</em>,<small class="footnote">As '
    '<a href="https://example.org/">measured</a>.</small> says <q>everybody</q>.</p>'
    '<blockquote cite="https://example.org/b"><p>Quite.</p>'
    "<footer><cite>Ann Lee, at the jetty</cite></footer></blockquote>"
    '<figure><img src="/media/boat.png" alt="A boat"><figcaption>The boat</figcaption>'
    "</figure><ul><li><p>One</p></li></ul><pre><code>a  b</code></pre>"
)
UNKNOWN = [
    '<p id="here">An anchor</p>',
    "<details><summary>More</summary><p>Text</p></details>",
    "<dl><dt>Word</dt><dd>Its sense</dd></dl>",
    "<table><caption>Fares</caption><tr><td>1</td></tr></table>",
    '<p><a href="https://example.org/"><img src="/media/a.png" alt=""></a></p>',
]


@pytest.fixture
def desk(sign_in_as):
    """A page of somebody who may edit every post."""
    page = sign_in_as(roles.EDITOR)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    return page


def open_form(desk, post=None):
    desk.goto(f"/admin/blog/post/{f'{post.pk}/change' if post else 'add'}/")
    desk.wait_for_load_state("networkidle")
    return desk.locator(".ProseMirror[contenteditable]")


def test_typed_spaces_are_plain_ones_and_the_post_is_published(desk):
    author = AuthorFactory(name="Ann Lee")
    CategoryFactory(name="Law")
    open_form(desk)

    assert desk.get_by_role("toolbar", name="Formatting of Body").count() == 1
    desk.get_by_label("Title").fill("On ferries")
    desk.get_by_role("textbox", name="Body", exact=True).click()
    desk.keyboard.type("They are  slow")
    desk.get_by_label("Law").check()
    desk.get_by_role("searchbox", name="Tags").fill("boats")
    desk.get_by_role("option", name="boats").click()
    desk.keyboard.type("jetty,")
    desk.get_by_role("combobox", name="Status").select_option("published")
    desk.locator("#bylines-0 .select2-selection").click()
    desk.locator(".select2-search__field").last.fill("Ann")
    desk.locator(".select2-results__option", has_text="Ann Lee").click()
    desk.get_by_role("button", name="Save", exact=True).click()

    post = Post.objects.published().get()
    assert post.body == "<p>They are  slow</p>"
    assert sorted(post.tags.names()) == ["boats", "jetty"]
    assert list(post.authors.all()) == [author]
    assert desk.evaluate("complaints") == desk.problems == []


def test_opening_and_saving_changes_no_body(desk):
    post = PostFactory(body=KNOWN)

    assert open_form(desk, post).count() == 1
    desk.get_by_role("button", name="Save", exact=True).click()

    post.refresh_from_db()
    assert post.body == KNOWN
    assert desk.evaluate("complaints") == desk.problems == []


def test_what_the_editor_knows_is_there_after_a_change(desk):
    post = PostFactory(body=KNOWN)
    body = open_form(desk, post)

    body.get_by_text("Of ferries").click()
    desk.keyboard.press("End")
    desk.keyboard.type("!")
    desk.get_by_role("button", name="Save", exact=True).click()

    post.refresh_from_db()
    assert post.body == KNOWN.replace("Of ferries", "Of ferries!")


@pytest.mark.parametrize("source", UNKNOWN)
def test_a_body_that_the_editor_cannot_hold_is_shown_as_html(source, desk):
    post = PostFactory(body=source)

    assert open_form(desk, post).count() == 0
    text = desk.get_by_label("Body")
    assert text.input_value() == post.body
    assert "Shown as HTML" in desk.locator("#id_body-guard").inner_text()

    text.fill(f"{post.body}<p>More.</p>")
    desk.get_by_role("button", name="Save", exact=True).click()
    before = post.body
    post.refresh_from_db()
    assert post.body == f"{before}<p>More.</p>"


def test_a_quote_gets_its_source_by_keyboard_and_dialog(desk):
    post = PostFactory(body="<blockquote><p>Quite.</p></blockquote>")
    body = open_form(desk, post)

    body.get_by_text("Quite.").click()
    desk.get_by_role("button", name="Source").click()
    desk.get_by_label("Who or what is quoted").fill("Ann Lee")
    desk.get_by_label("Address of the source").fill("https://example.org/b")
    desk.get_by_role("button", name="Update").click()
    desk.get_by_role("button", name="Save", exact=True).click()

    post.refresh_from_db()
    assert post.body == (
        '<blockquote cite="https://example.org/b"><p>Quite.</p>'
        "<footer><cite>Ann Lee</cite></footer></blockquote>"
    )
    assert desk.evaluate("complaints") == desk.problems == []


def test_a_note_is_typed_where_its_number_will_stand(desk):
    post = PostFactory(body="<p>They are slow</p>")
    body = open_form(desk, post)

    body.get_by_text("They are slow").click()
    desk.keyboard.press("End")
    desk.keyboard.type(".")
    desk.keyboard.press("Control+Alt+f")
    desk.keyboard.type("As measured.")
    desk.get_by_role("button", name="Save", exact=True).click()

    post.refresh_from_db()
    assert post.body == (
        '<p>They are slow.<small class="footnote">As measured.</small></p>'
    )


@pytest.mark.parametrize("width", [1280, 360])
def test_a_list_spends_its_width_on_names_not_on_boxes_to_tick(width, desk):
    PostFactory(title="On ferries")
    desk.set_viewport_size({"width": width, "height": 800})
    desk.goto("/admin/blog/post/")

    box = desk.locator("#result_list .action-checkbox-column").bounding_box()
    name = desk.locator("#result_list tbody th").bounding_box()

    assert box["width"] < 60
    assert name["x"] + name["width"] <= width


def test_the_date_and_the_comments_of_each_post_are_in_sight(desk):
    PostFactory(title="On ferries", authors=[AuthorFactory(name="Tobias Lower-Jetty")])
    desk.goto("/admin/blog/post/")

    table = desk.locator("#changelist-form .results").bounding_box()
    last = desk.locator("#result_list td.field-comments").bounding_box()

    assert last["x"] + last["width"] <= table["x"] + table["width"] + 1


def test_a_post_is_written_without_javascript(sign_in_as):
    AuthorFactory(name="Ann Lee")
    page = sign_in_as(roles.EDITOR, java_script_enabled=False)

    page.goto("/admin/blog/post/add/")
    page.get_by_label("Title").fill("On ferries")
    page.get_by_label("Body").fill("<p>They are slow.</p>")
    page.get_by_label("Tags").fill("boats, jetty")
    page.get_by_label("Status").select_option("published")
    page.locator("[name=bylines-0-author]").select_option("Ann Lee")
    page.get_by_role("button", name="Save", exact=True).click()

    post = Post.objects.published().get()
    assert [author.name for author in post.authors.all()] == ["Ann Lee"]
    assert sorted(post.tags.names()) == ["boats", "jetty"]
