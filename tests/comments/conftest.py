"""What the moderators' tests have in common."""

import pytest

from accounts import roles
from tests.accounts.people import somebody


@pytest.fixture
def moderator(client):
    """A moderator, signed in."""
    user = somebody(roles.MODERATOR, name="Mo")
    client.force_login(user)
    return user
