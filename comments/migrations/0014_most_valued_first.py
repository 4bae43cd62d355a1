"""A thread that is read in the order of its reactions has that order in an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0013_comments_by_authors_without_account")]
    operations = [
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                fields=["post", "-reaction_count", "number"],
                condition=models.Q(("state", "public")),
                name="comments_valued",
            ),
        ),
    ]
