
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0008_reported_comments_by_state'),
    ]

    operations = [
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('place', models.CharField(blank=True, max_length=45)),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='confirmation', to='comments.comment')),
            ],
            options={
                'indexes': [models.Index(django.db.models.functions.text.Lower('email'), name='comments_confirmation_email'), models.Index(condition=models.Q(('confirmed_at__isnull', True)), fields=['asked_at'], name='comments_confirmation_open')],
            },
        ),
    ]
