"""An imported comment names the author who wrote it, whom no account stands for."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_author_photo_and_user"),
        ("comments", "0012_threads_by_an_index_alone"),
    ]
    operations = [
        migrations.AddField(
            model_name="comment",
            name="as_author",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="accounts.author",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("as_author__isnull", False)),
                fields=["as_author"],
                name="comments_as_author",
            ),
        ),
    ]
