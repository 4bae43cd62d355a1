"""A site that looks its own way: the example of docs/theming.md."""

import copy

import pytest

from tests.factories import CategoryFactory, PostFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def _example(settings):
    """What MASTHEAD_THEME_DIR=docs/example-theme makes of the settings."""
    look = settings.BASE_DIR / "docs" / "example-theme"
    settings.STATICFILES_DIRS = [look / "static", *settings.STATICFILES_DIRS]
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].insert(0, look / "templates")
    settings.TEMPLATES = templates


def styles_of(page, selector, *properties):
    return page.locator(selector).first.evaluate(
        "(element, names) => names.map((name) => getComputedStyle(element)[name])",
        list(properties),
    )


@pytest.mark.usefixtures("_example")
def test_the_example_changes_tokens_and_one_page(page, said):
    PostFactory(categories=[CategoryFactory()])
    page.emulate_media(color_scheme="light")
    page.goto("/")

    assert styles_of(page, ".kicker", "color", "textTransform") == [
        "rgb(11, 93, 59)",
        "none",
    ]
    (family,) = styles_of(page, ".card-title", "fontFamily")
    assert family.startswith("system-ui")
    assert page.locator(".notice").inner_text() == "Write to us: letters@example.org."
    assert page.locator(".card-lead").is_visible()

    page.emulate_media(color_scheme="dark")
    assert styles_of(page, ".kicker", "color") == ["rgb(127, 214, 168)"]
    assert said == []


def test_without_it_the_site_looks_as_ever(page):
    PostFactory(categories=[CategoryFactory()])
    page.emulate_media(color_scheme="light")
    page.goto("/")

    assert styles_of(page, ".kicker", "color") == ["rgb(140, 28, 43)"]
    assert page.locator(".notice").count() == 0
