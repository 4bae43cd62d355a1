"""A note says whether the commenter was told it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0026_bans_know_ranges_alone")]

    operations = [
        migrations.AddField(
            model_name="note",
            name="is_warning",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
