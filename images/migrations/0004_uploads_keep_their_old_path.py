"""Uploads keep the path at which another site served them; requests for it find them."""

from django.db import migrations, models
from django.db.models import Q

HELP = 'Where another site served it: requests for that path are led here.'


def old_path():
    return models.CharField(blank=True, default='', editable=False, help_text=HELP, max_length=500)


class Migration(migrations.Migration):
    dependencies = [("images", "0003_images_have_a_title")]

    operations = [
        migrations.AddField(
            model_name='image',
            name='old_path',
            field=old_path(),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='file',
            name='old_path',
            field=old_path(),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='image',
            index=models.Index(condition=~Q(old_path=''), fields=['old_path'], name='images_image_old_path'),
        ),
        migrations.AddIndex(
            model_name='file',
            index=models.Index(condition=~Q(old_path=''), fields=['old_path'], name='images_file_old_path'),
        ),
    ]
