"""A picture has a title to find it by, as it had on the site it comes from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("images", "0002_renditions_have_one_index")]

    operations = [
        migrations.AddField(
            model_name='image',
            name='title',
            field=models.CharField(blank=True, default='', help_text="A name to find it by in the library; readers don't see it.", max_length=255),
            preserve_default=False,
        ),
    ]
