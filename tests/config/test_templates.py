"""Pages carry no indents of templates, and all spaces of what is written."""

import re

import pytest

from tests.factories import PostFactory, public_comment

pytestmark = pytest.mark.django_db

CODE = "```\nif a:\n    b()\n```"


def test_a_page_has_no_indents_but_those_of_the_texts(client):
    post = PostFactory(body="<p>Text.</p>")
    public_comment(post, CODE)

    html = client.get(post.get_absolute_url()).content.decode()

    indented = re.findall(r"\n([ \t]+\S.*)", html)
    assert indented == ["    b()"]
