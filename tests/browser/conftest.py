"""What the tests in a browser may ask for."""

import os
from pathlib import Path

import pytest

from tests.accounts.people import somebody
from tests.browser.looking import COMPLAINTS
from tests.browser.publication import publish_everything


@pytest.fixture
def sign_in_as(browser, live_server, client):
    """Opens a page of somebody in a role; its options are those of a context."""
    contexts = []

    def signed_in(role, **options):
        client.force_login(somebody(role))
        session = client.cookies["sessionid"].value
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        context.add_cookies(
            [{"name": "sessionid", "value": session, "url": live_server.url}]
        )
        context.add_init_script(COMPLAINTS)
        return context.new_page()

    yield signed_in
    for context in contexts:
        context.close()


@pytest.fixture
def post(settings):
    """The post that has everything, on a blog with a page of every kind."""
    settings.ROOT_URLCONF = "tests.browser.error_addresses"
    settings.MASTHEAD_POSTS_PER_PAGE = 1
    settings.MASTHEAD_COMMENTS_PER_PAGE = 5
    settings.MASTHEAD_PUBLIC_MODERATION_LOG = True
    # Every page at once, without the password between them.
    settings.ACCOUNT_REAUTHENTICATION_REQUIRED = False
    settings.MFA_REAUTHENTICATION_REQUIRED = False
    return publish_everything()


@pytest.fixture
def page(browser, live_server):
    """A reader's window."""
    context = browser.new_context(base_url=live_server.url)
    context.add_init_script(COMPLAINTS)
    yield context.new_page()
    context.close()


@pytest.fixture
def said(page):
    """What the browser says of the pages: errors, refusals of the policy."""
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    return messages


@pytest.fixture(scope="session")
def axe():
    """The source of axe-core, which bin/check fetches."""
    return tool("TEST_AXE", "axe-core").read_text("utf-8")


@pytest.fixture(scope="session")
def html_checker():
    """The Nu HTML checker, which bin/check fetches; it needs Java."""
    return tool("TEST_HTML_CHECKER", "the Nu HTML checker")


def tool(variable, name):
    """The file that an environment variable names; skips the test if there is none."""
    if not os.environ.get(variable):
        pytest.skip(f"{name} is not here (bin/check sets {variable})")
    return Path(os.environ[variable])
