from django.db import migrations, models

import accounts.fields


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_addresses_of_accounts_are_confirmed'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('images', '0004_uploads_keep_their_old_path'),
    ]

    operations = [
        migrations.AddField(
            model_name='author',
            name='name_key',
            field=accounts.fields.NameKeyField(default='', editable=False, max_length=150),
        ),
        migrations.AddField(
            model_name='user',
            name='name_key',
            field=accounts.fields.NameKeyField(default='', editable=False, max_length=150),
        ),
        migrations.AddIndex(
            model_name='author',
            index=models.Index(fields=['name_key'], name='accounts_author_name_key'),
        ),
        migrations.AddIndex(
            model_name='user',
            index=models.Index(fields=['name_key'], name='accounts_user_name_key'),
        ),
    ]
