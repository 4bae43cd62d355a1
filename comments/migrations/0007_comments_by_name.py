"""Moderators find comments by the beginning of a name."""

from django.db import migrations, models

import comments.querysets


class Migration(migrations.Migration):
    dependencies = [("comments", "0006_all_comments_by_time")]
    operations = [
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                comments.querysets.LowerInBinaryOrder("author_name"),
                name="comments_by_name",
            ),
        ),
    ]
