import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("comments", "0030_branches_move_to_other_posts"),
    ]

    operations = [
        migrations.CreateModel(
            name='TokenCount',
            fields=[
                ('token', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('spam', models.IntegerField(default=0)),
                ('good', models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='lesson', serialize=False, to='comments.comment')),
                ('is_spam', models.BooleanField()),
                ('tokens', models.TextField(blank=True)),
            ],
        ),
    ]
