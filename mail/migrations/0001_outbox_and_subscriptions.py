
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

import mail.models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=100)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('key', models.CharField(default=mail.models.new_key, editable=False, max_length=64, unique=True)),
                ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'ordering': ['-since', '-id'],
                'indexes': [models.Index(django.db.models.functions.text.Lower('email'), name='mail_subscription_by_email'), models.Index(fields=['-since', '-id'], name='mail_subscription_newest')],
                'constraints': [models.UniqueConstraint(models.F('topic'), django.db.models.functions.text.Lower('email'), name='mail_subscription_unique', violation_error_message='This address is told of it already.')],
            },
        ),
        migrations.CreateModel(
            name='Outbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.EmailField(max_length=254)),
                ('subject', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('unsubscribe_url', models.URLField(blank=True, max_length=500)),
                ('queued_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('useless_after', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('error', models.TextField(blank=True)),
                ('subscription', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mail.subscription')),
            ],
            options={
                'verbose_name': 'mail',
                'verbose_name_plural': 'outbox',
                'ordering': ['-queued_at', '-id'],
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='mail_outbox_due'), models.Index(fields=['-queued_at', '-id'], name='mail_outbox_newest')],
            },
        ),
    ]
