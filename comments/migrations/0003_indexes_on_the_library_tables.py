"""Indexes that the package's tables lack and the queue and privacy tools need.

The index on XtdComment.order, which nothing of ours sorts by, stays: it is the
package's.
"""

from django.db import migrations

INDEXES = {
    "comments_library_parent": "django_comments_xtd_xtdcomment (parent_id)",
    "comments_library_email": "django_comments (lower(user_email))",
    "comments_library_address": "django_comments (ip_address)",
}


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0002_path_in_binary_order"),
        ("django_comments", "0004_add_object_pk_is_removed_index"),
        ("django_comments_xtd", "0008_auto_20200920_2037"),
    ]
    operations = [
        migrations.RunSQL(
            f"CREATE INDEX {name} ON {columns}", f"DROP INDEX IF EXISTS {name}"
        )
        for name, columns in INDEXES.items()
    ]
