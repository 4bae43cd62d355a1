"""A link stays when the post it leads to is deleted; doubled indexes go."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blog", "0001_posts_pages_and_filing")]

    operations = [
        migrations.AlterField(
            model_name='link',
            name='target',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='backlinks', to='blog.post'),
        ),
        migrations.AlterField(
            model_name='mention',
            name='post',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='blog.post'),
        ),
    ]
