"""Moderators work on threads, and it is written down what they do with them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0006_threads_have_a_pace_and_marks"),
        ("comments", "0027_notes_that_were_warnings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Thread",
            fields=[],
            options={"proxy": True, "indexes": [], "constraints": []},
            bases=("blog.post",),
        ),
        migrations.CreateModel(
            name="ThreadDecision",
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
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("settings", "Settings changed"),
                            ("freeze", "Branch frozen"),
                            ("unfreeze", "Branch opened again"),
                            ("feature", "Comment featured"),
                            ("unfeature", "Comment no longer featured"),
                            ("move", "Branch moved"),
                            ("edit", "Text edited"),
                        ],
                        max_length=10,
                    ),
                ),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "comment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thread_decisions",
                        to="comments.comment",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thread_decisions",
                        to="blog.post",
                    ),
                ),
                (
                    "to_post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="blog.post",
                    ),
                ),
                (
                    "undone_by",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="undoes",
                        to="comments.threaddecision",
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "id"],
                "indexes": [
                    models.Index(
                        fields=["post", "made_at"], name="comments_thread_history"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            act__in=[
                                "settings",
                                "freeze",
                                "unfreeze",
                                "feature",
                                "unfeature",
                                "move",
                                "edit",
                            ]
                        ),
                        name="comments_thread_decision_known_act",
                        violation_error_message="This is nothing that can be done to a thread.",
                    )
                ],
            },
        ),
    ]
