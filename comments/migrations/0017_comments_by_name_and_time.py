"""A name's comments lie in the order in which moderators read them."""

from django.db import migrations, models
from django.db.models import F

import comments.querysets


class Migration(migrations.Migration):
    dependencies = [("comments", "0016_first_reason_templates")]
    operations = [
        migrations.RemoveIndex("comment", "comments_by_name"),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                comments.querysets.LowerInBinaryOrder("author_name"),
                F("posted_at").desc(),
                F("base_row").desc(),
                name="comments_by_name",
            ),
        ),
    ]
