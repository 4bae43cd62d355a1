"""Bans of ranges, holds, and a record of what was lifted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0023_members_find_answers_in_an_inbox"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # On the way back it comes last, when every ban names somebody without a range.
        migrations.RemoveConstraint("ban", "comments_ban_names_somebody"),
        migrations.AddField(
            model_name="ban",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ban", "Ban"),
                    ("shadow", "Shadow hold"),
                    ("hold", "Every comment of this writer is held"),
                ],
                default="ban",
                max_length=6,
            ),
        ),
        migrations.AddField(
            model_name="ban",
            name="network",
            field=models.CharField(
                blank=True, max_length=43, verbose_name="IP address or range"
            ),
        ),
        migrations.AddField(
            model_name="ban",
            name="lifted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="ban",
            name="lifted_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
