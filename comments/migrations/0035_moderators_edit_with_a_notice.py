"""A text that a moderator has edited says so, and why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0034_taught_kinds_of_rules_go_on_the_way_back")]
    operations = [
        migrations.AddField(
            model_name="comment",
            name="edit_note",
            field=models.CharField(blank=True, editable=False, max_length=255),
        ),
    ]
