
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150)),
                ('slug', models.SlugField(allow_unicode=True, max_length=150, unique=True)),
                ('tagline', models.CharField(blank=True, help_text='One line under the name.', max_length=200)),
                ('bio', models.TextField(blank=True, help_text='Paragraphs; HTML is cleaned.')),
                ('bio_html', models.TextField(blank=True, editable=False)),
                ('drawn_with', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('email', models.EmailField(blank=True, help_text='Never shown on the site.', max_length=254, verbose_name='e-mail address')),
                ('links', models.JSONField(blank=True, default=list)),
                ('import_ref', models.CharField(blank=True, editable=False, max_length=255)),
                ('import_digest', models.CharField(blank=True, editable=False, max_length=64)),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(error_messages={'unique': 'Somebody already uses this e-mail address.'}, max_length=254, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, help_text='Shown beside comments.', max_length=150)),
                ('is_staff', models.BooleanField(default=False, help_text='May sign in to the admin.', verbose_name='staff')),
                ('is_active', models.BooleanField(default=True, help_text='Untick instead of deleting an account.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
        ),
    ]
