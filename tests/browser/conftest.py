"""What the tests in a browser may ask for."""

import pytest

from tests.accounts.people import somebody
from tests.browser.looking import COMPLAINTS


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
