"""Statistics read what rules hid and moderators decided, and nothing else."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("comments", "0037_moderators_edit_with_a_notice"),
    ]

    operations = [
        migrations.AddField(
            model_name='moderationdecision',
            name='waited',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name='moderationdecision',
            index=models.Index(fields=['to_state', 'made_at'], name='comments_decision_outcome'),
        ),
        migrations.AddIndex(
            model_name='moderationdecision',
            index=models.Index(condition=models.Q(('waited__isnull', False)), fields=['made_at'], name='comments_decision_by_staff'),
        ),
    ]
