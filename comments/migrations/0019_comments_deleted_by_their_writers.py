"""A comment that its writer took back is told from one that a moderator removed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0018_texts_before_they_were_edited")]
    operations = [
        migrations.AddField(
            model_name="comment",
            name="deleted_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
