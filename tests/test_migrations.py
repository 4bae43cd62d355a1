"""Every migration of ours runs forward and back, on the database of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from blog.models import Post, Redirect
from comments.models import Comment, Rule
from images.models import Image
from tests.factories import PostFactory, public_comment

ROOT = Path(__file__).resolve().parent.parent
OURS = [
    app
    for app in apps.get_app_configs()
    if Path(app.path).parent == ROOT and app.models
]
OUR_TABLES = {model._meta.db_table for app in OURS for model in app.get_models()}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _whole_again():
    """What comes after meets the schema that it expects."""
    yield
    call_command("migrate", verbosity=0)


def our_tables():
    return OUR_TABLES & set(connection.introspection.table_names())


def test_all_migrations_run_back_to_nothing_and_forward_again():
    public_comment(PostFactory())

    for app in OURS:
        call_command("migrate", app.label, "zero", verbosity=0)
    assert not our_tables()

    call_command("migrate", verbosity=0)
    assert our_tables() == OUR_TABLES
    assert Rule.objects.count() == 2
    public_comment(PostFactory())


def test_redirects_to_uploads_go_on_the_way_back_and_no_other():
    picture = Image.objects.create(file="a.jpg", width=4, height=3, size=9)
    Redirect.objects.create(old_path="/wall/", image=picture)
    Redirect.objects.create(old_path="/old/", post=PostFactory())

    call_command("migrate", "blog", "0003", verbosity=0)
    call_command("migrate", "blog", verbosity=0)

    assert [row.old_path for row in Redirect.objects.all()] == ["/old/"]


def test_the_first_rules_go_and_come_back_and_the_rest_stays():
    public_comment(PostFactory())
    Rule.objects.create(name="Ours", condition="links", value="9")

    call_command("migrate", "comments", "0003", verbosity=0)
    assert [rule.name for rule in Rule.objects.all()] == ["Ours"]

    call_command("migrate", "comments", verbosity=0)
    assert Rule.objects.count() == 3
    assert Comment.objects.count() == Post.objects.count() == 1


@pytest.mark.postgresql
def test_paths_are_sorted_by_bytes_forward_and_by_language_back():
    def collation():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT collation_name FROM information_schema.columns "
                "WHERE table_name = 'comments_comment' AND column_name = 'path'"
            )
            return cursor.fetchone()[0]

    assert collation() == "C"
    call_command("migrate", "comments", "0001", verbosity=0)
    assert collation() != "C"
