"""Reactions are counted by kind, where a site offers several."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0019_comments_deleted_by_their_writers")]
    operations = [
        migrations.AddField(
            model_name="comment",
            name="other_reactions",
            field=models.JSONField(editable=False, null=True),
        ),
    ]
