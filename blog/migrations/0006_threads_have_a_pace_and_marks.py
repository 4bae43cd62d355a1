"""Threads have a slow mode, and say whether marks stand in them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0005_redirects_to_uploads_go_on_the_way_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="post",
            name="has_thread_marks",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="post",
            name="slow_minutes",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
    ]
