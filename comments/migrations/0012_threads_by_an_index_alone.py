"""A thread is counted and leafed through in its index, whatever its texts weigh."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0011_new_kinds_of_rules_go_on_the_way_back")]
    operations = [
        migrations.RemoveIndex(model_name="comment", name="comments_thread"),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                fields=["post", "path", "state", "number"],
                condition=models.Q(("number__isnull", False)),
                name="comments_thread",
            ),
        ),
    ]
