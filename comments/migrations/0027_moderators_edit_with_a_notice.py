"""A text that a moderator has edited says so, and why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0026_branches_move_to_other_posts")]
    operations = [
        migrations.AddField(
            model_name="comment",
            name="edit_note",
            field=models.CharField(blank=True, editable=False, max_length=255),
        ),
    ]
