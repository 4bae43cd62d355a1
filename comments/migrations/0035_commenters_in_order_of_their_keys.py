"""The latest comments from an e-mail or IP address come from an index alone."""

from django.db import migrations

INDEXES = {
    "comments_library_email": ("(lower(user_email))", "(lower(user_email), id)"),
    "comments_library_address": ("(ip_address)", "(ip_address, id)"),
}


class Migration(migrations.Migration):
    dependencies = [("comments", "0034_taught_kinds_of_rules_go_on_the_way_back")]

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
