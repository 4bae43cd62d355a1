"""A branch takes no more replies; a comment stands above its thread, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0028_threads_have_a_record")]
    operations = [
        migrations.AddField(
            model_name="comment",
            name="frozen_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="comment",
            name="featured_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(frozen_at__isnull=False),
                fields=["post"],
                name="comments_frozen",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(featured_at__isnull=False),
                fields=["post"],
                name="comments_featured",
            ),
        ),
    ]
