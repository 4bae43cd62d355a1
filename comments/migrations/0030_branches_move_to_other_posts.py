"""Where the comments of a moved branch stood before."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0029_branches_freeze_and_comments_are_featured")]
    operations = [
        migrations.CreateModel(
            name="FormerPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("path", models.CharField(max_length=224)),
                ("number", models.PositiveIntegerField()),
                ("is_signpost", models.BooleanField(default=False)),
                ("reply_count", models.PositiveIntegerField(default=0)),
                ("was_written_here", models.BooleanField(default=True)),
                ("left_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "comment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_places",
                        to="comments.comment",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_places",
                        to="blog.post",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(is_signpost=True),
                        fields=["post"],
                        name="comments_signposts",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("post", "number"),
                        name="comments_former_number",
                        violation_error_message="Another comment had this number here.",
                    ),
                    models.UniqueConstraint(
                        fields=("comment", "post"),
                        name="comments_former_place_once",
                        violation_error_message="It has left this post before.",
                    ),
                ],
            },
        ),
    ]
