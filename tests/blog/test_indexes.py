"""No page reads a whole table, and no list sorts what an index has in order."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone

from tests.blog.test_query_budgets import LISTS
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("full_site", [3], indirect=True),
]

MODERATORS_LISTS = (
    "/admin/comments/comment/",
    "/admin/comments/comment/?state=reported",
    "/admin/comments/comment/?state=public",
    "/admin/comments/comment/?state=spam",
    "/admin/comments/comment/?state=all",
    "/admin/comments/comment/?post=1",
    "/admin/comments/moderationdecision/",
)


# Rows that a limit has cut already.
FEW = {
    f"SCAN {rows}"
    for rows in ("subquery", "counted", "latest", "found", "elsewhere", "months")
} | {"SCAN comments_reasontemplate"}  # a dozen, however large the site


def plans_of(client, address):
    """What SQLite does for each query of a page: pairs of SQL and plan."""
    asked = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        assert client.get(address).status_code in {200, 302, 404}
    for sql, params in asked:
        if sql.split()[0] in {"SELECT", "WITH"}:
            with connection.cursor() as cursor:
                # Values stay apart: written into the query they match more indexes.
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
                yield sql, [row[3] for row in cursor.fetchall()]


def slow_steps(sql, plan):
    """Steps that take longer the bigger the site is."""
    for step in plan:
        if step in FEW:
            continue
        if step.startswith("SCAN") and "INDEX" not in step and "CONSTANT" not in step:
            yield step
        # What has no limit belongs to the rows of one page; what is grouped or united
        # has no index that it could follow.
        is_list = " LIMIT " in sql and "GROUP BY" not in sql and " UNION " not in sql
        if is_list and step == "USE TEMP B-TREE FOR ORDER BY":
            yield step


def addresses_of(post):
    comment = post.comments.first()
    here, at = post.get_absolute_url(), timezone.localtime(post.published_at)
    return [
        *LISTS,
        here,
        f"{here}feed/",
        *(f"{at:/%Y/}", f"{at:/%Y/%m/}", f"{at:/%Y/%m/%d/}"),
        *("/page/2/", "/sitemap.xml", "/sitemap-site.xml", f"{at:/sitemap-%Y-%m.xml}"),
        *(f"/comments/{comment.pk}/", f"/comments/reply/{comment.pk}/"),
        *(f"/comments/post/?post={post.pk}", "/an/address/of/old/"),
    ]


if connection.vendor == "sqlite":  # PostgreSQL's plans depend on how much there is.

    def test_every_public_page_finds_its_rows_by_an_index(full_site, client):
        slow = {
            (address, sql): steps
            for address in addresses_of(full_site[0])
            for sql, plan in plans_of(client, address)
            if (steps := list(slow_steps(sql, plan)))
        }
        assert not slow

    @pytest.mark.parametrize("address", MODERATORS_LISTS)
    def test_the_lists_of_moderators_follow_an_index(address, full_site, client):
        client.force_login(UserFactory(is_staff=True, is_superuser=True))
        slow = [
            (sql, steps)
            for sql, plan in plans_of(client, address)
            if (steps := list(slow_steps(sql, plan)))
        ]
        assert not slow

    @pytest.mark.parametrize(
        ("sought", "index"),
        [
            ("ann", "comments_by_name"),
            ("ann@example.org", "comments_library_email"),
            ("192.0.2.7", "comments_library_address"),
        ],
    )
    def test_a_moderators_search_follows_an_index(sought, index, full_site, client):
        client.force_login(UserFactory(is_staff=True, is_superuser=True))

        plans = list(plans_of(client, f"/admin/comments/comment/?q={sought}"))

        assert len([1 for _, plan in plans if index in str(plan)]) == 2  # count, rows
        tables = ("SCAN comments_comment", "SCAN django")
        steps = {step for _, plan in plans for step in plan} - FEW
        assert not [step for step in steps if step.startswith(tables)]

    def test_a_thread_is_counted_and_leafed_through_in_its_index(
        full_site, client, settings
    ):
        settings.MASTHEAD_COMMENTS_PER_PAGE = 1
        page = f"{full_site[0].get_absolute_url()}comment-page-3/"

        (plan,) = (
            plan
            for sql, plan in plans_of(client, page)
            if "body_html" in sql and "comments_comment" in sql
        )

        # Where the page begins and how many comments there are; then the page.
        by_index_alone = "COVERING INDEX comments_thread (post_id=?)"
        assert str(plan).count(by_index_alone) == 2
        assert "INDEX comments_thread (post_id=? AND path>?)" in str(plan)

    def test_a_query_without_an_index_is_found(full_site):
        for sql in (
            "SELECT id FROM blog_post WHERE dek = %s",
            "SELECT id FROM blog_post WHERE id > %s ORDER BY dek LIMIT 3",
        ):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}", ["1"])
                assert list(slow_steps(sql, [row[3] for row in cursor.fetchall()]))
