"""Reactions are counted by kind, where a site offers several."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0014_most_valued_first")]
    operations = [
        migrations.AddField(
            model_name="comment",
            name="other_reactions",
            field=models.JSONField(editable=False, null=True),
        ),
    ]
