"""Sticky posts and series are read in the order of an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blog", "0002_a_link_outlives_its_target")]

    operations = [
        migrations.AlterModelOptions(
            name='series',
            options={'ordering': ['title', 'id'], 'verbose_name_plural': 'series'},
        ),
        migrations.RemoveIndex(
            model_name='post',
            name='blog_post_sticky',
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('sticky_until__isnull', False)), fields=['-sticky_until', '-id'], name='blog_post_sticky'),
        ),
        migrations.AddIndex(
            model_name='series',
            index=models.Index(fields=['title', 'id'], name='blog_series_by_title'),
        ),
    ]
