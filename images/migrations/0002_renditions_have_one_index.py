"""Renditions are found by the index that keeps them unique; the second one goes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("images", "0001_images_and_files")]

    operations = [
        migrations.AlterField(
            model_name='rendition',
            name='image',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='images.image'),
        ),
    ]
