"""Every kind of page of the admin, in a browser that counts what the policy forbids."""

import pytest

from accounts import roles
from blog.models import Mention, Redirect
from tests.browser.looking import OVERFLOW
from tests.browser.publication import LONG_WORD
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    PageFactory,
    PostFactory,
    SeriesFactory,
    public_comment,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def a_bit_of_everything():
    author = AuthorFactory(name=LONG_WORD)
    post = PostFactory(
        title=LONG_WORD,
        authors=[author],
        categories=[CategoryFactory(name=LONG_WORD)],
        tags=[LONG_WORD],
        series=SeriesFactory(title=LONG_WORD),
        part=1,
    )
    PageFactory(title=LONG_WORD)
    public_comment(post, LONG_WORD, name=LONG_WORD[:50])
    Redirect.objects.create(old_path=f"/{LONG_WORD}/", post=post)
    Mention.objects.create(
        post=post, kind="webmention", source_url=f"https://example.org/{LONG_WORD}"
    )


@pytest.fixture
def desk(sign_in_as, a_bit_of_everything):
    """A phone of an administrator."""
    page = sign_in_as(roles.ADMINISTRATOR, viewport={"width": 360, "height": 800})
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on(
        "console",
        lambda said: said.type == "error" and page.problems.append(said.text),
    )
    return page


def addresses_on(desk, selector):
    found = desk.locator(selector)
    return [link.get_attribute("href").partition("?")[0] for link in found.all()]


def test_no_page_of_the_admin_asks_for_what_the_policy_forbids(desk):
    desk.goto("/admin/")
    lists = [
        *addresses_on(desk, "#content-main th a"),
        "/admin/",
        "/admin/password_change/",
    ]
    complaints, visited = [], 0
    for address in lists:
        desk.goto(address)
        pages = [address, *addresses_on(desk, ".object-tools .addlink")]
        for change in addresses_on(desk, "#result_list tbody th a")[:1]:
            thing = change.removesuffix("change/")
            pages += [change, f"{thing}history/"]
            if "/comments/" not in thing and "/mention/" not in thing:
                pages.append(f"{thing}delete/")
        for page in pages:
            desk.goto(page)
            visited += 1
            complaints += [f"{page} {text}" for text in desk.evaluate("complaints")]
            complaints += [f"{page} {text}" for text in desk.problems]
            if desk.evaluate(OVERFLOW) > 0:
                complaints.append(f"{page} is wider than a phone")
            desk.problems.clear()

    assert not complaints, "\n".join(complaints)
    assert visited > 50
