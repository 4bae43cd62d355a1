"""A text that a moderator has edited says so, and why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0036_a_commenters_public_comments_have_an_index")]
    operations = [
        migrations.AddField(
            model_name="comment",
            name="edit_note",
            field=models.CharField(blank=True, editable=False, max_length=255),
        ),
    ]
