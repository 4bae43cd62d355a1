"""Reported comments are found by their state first, however many are public."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0007_comments_by_name")]
    operations = [
        migrations.RemoveIndex(model_name="comment", name="comments_reported"),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                fields=["state", "-report_count"],
                condition=models.Q(("report_count__gt", 0)),
                name="comments_reported",
            ),
        ),
    ]
