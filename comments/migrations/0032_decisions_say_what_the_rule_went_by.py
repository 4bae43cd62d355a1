from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0031_what_moderators_taught'),
    ]

    operations = [
        migrations.AddField(
            model_name='moderationdecision',
            name='because',
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
