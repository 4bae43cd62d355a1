"""Readers say why they report a comment."""

import django.db.models.deletion
from django.db import migrations, models

KINDS = [
    ("spam", "Spam or advertising"),
    ("insult", "Insults or threatens somebody"),
    ("private", "Gives away somebody's private data"),
    ("off_topic", "Has nothing to do with the post"),
    ("other", "Something else"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0020_reactions_of_several_kinds"),
        ("django_comments", "0004_add_object_pk_is_removed_index"),
    ]
    operations = [
        migrations.CreateModel(
            name="ReportReason",
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
                ("kind", models.CharField(choices=KINDS, max_length=9)),
                ("text", models.CharField(blank=True, max_length=300)),
                (
                    "flag",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reason",
                        to="django_comments.commentflag",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["spam", "insult", "private", "off_topic", "other"],
                            )
                        ),
                        name="comments_known_reason_of_report",
                        violation_error_message="Choose one of the reasons.",
                    )
                ],
            },
        ),
    ]
