"""Mails come one by one, or several things in one."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0001_outbox_and_subscriptions'),
    ]

    operations = [
        migrations.AddField(
            model_name='subscription',
            name='gathered_until',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='subscription',
            name='pace',
            field=models.CharField(choices=[('each', 'One mail for each'), ('hourly', 'Once an hour'), ('daily', 'Once a day'), ('never', 'No mail')], default='each', max_length=6),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(('pace__in', ['each', 'hourly', 'daily', 'never'])), name='mail_subscription_known_pace', violation_error_message='Mails come one by one, once an hour, once a day or never.'),
        ),
    ]
