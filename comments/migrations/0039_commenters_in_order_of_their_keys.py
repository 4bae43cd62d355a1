"""The latest comments from an e-mail or IP address come from an index alone."""

from django.db import migrations

INDEXES = {
    "comments_library_email": ("(lower(user_email))", "(lower(user_email), id)"),
    "comments_library_address": ("(ip_address)", "(ip_address, id)"),
}


class Migration(migrations.Migration):
    dependencies = [("comments", "0038_how_long_comments_waited")]

    operations = [
        migrations.RunSQL(
            [
                f"DROP INDEX IF EXISTS {name}",
                f"CREATE INDEX {name} ON django_comments {after}",
            ],
            [
                f"DROP INDEX IF EXISTS {name}",
                f"CREATE INDEX {name} ON django_comments {before}",
            ],
        )
        for name, (before, after) in INDEXES.items()
    ]
