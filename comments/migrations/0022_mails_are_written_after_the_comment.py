"""What is to be told of a comment is noted with it, and mailed afterwards."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("comments", "0021_reports_have_a_reason"),
        ('mail', '0002_subscriptions_have_a_pace'),
    ]

    operations = [
        migrations.CreateModel(
            name='Gathered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField()),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='comments.comment')),
                ('subscription', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mail.subscription')),
            ],
            options={
                'indexes': [models.Index(fields=['due_at'], name='comments_gathered_due')],
                'constraints': [models.UniqueConstraint(fields=('subscription', 'comment'), name='comments_gathered_unique', violation_error_message='This waits already.')],
            },
        ),
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('public', 'Became public'), ('held', 'Waits for a moderator')], max_length=6)),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('comment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='comments.comment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('comment', 'what'), name='comments_telling_unique', violation_error_message='This is to be told already.'), models.CheckConstraint(condition=models.Q(('what__in', ['public', 'held'])), name='comments_telling_known_what', violation_error_message='A comment became public, or waits.')],
            },
        ),
    ]
