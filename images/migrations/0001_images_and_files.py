
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Image',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.ImageField(height_field='height', max_length=255, upload_to='images/%Y/%m/', width_field='width')),
                ('alt', models.CharField(blank=True, help_text="What the picture shows, for those who don't see it. Empty only if it is mere decoration.", max_length=500, verbose_name='alternative text')),
                ('caption', models.CharField(blank=True, max_length=1000)),
                ('credit', models.CharField(blank=True, help_text='Whose picture.', max_length=255)),
                ('width', models.PositiveIntegerField(editable=False)),
                ('height', models.PositiveIntegerField(editable=False)),
                ('size', models.PositiveBigIntegerField(editable=False, help_text='Bytes.')),
                ('digest', models.CharField(editable=False, help_text='SHA-256 of the file as uploaded.', max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('import_ref', models.CharField(blank=True, editable=False, max_length=255)),
                ('import_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('uploaded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(choices=[('avif', 'AVIF'), ('webp', 'WebP')], max_length=4)),
                ('width', models.PositiveIntegerField()),
                ('file', models.FileField(max_length=255, upload_to='renditions/%Y/%m/')),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='images.image')),
            ],
            options={
                'ordering': ['image', 'format', 'width'],
            },
        ),
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=255, upload_to='files/%Y/%m/')),
                ('title', models.CharField(blank=True, max_length=255)),
                ('size', models.PositiveBigIntegerField(editable=False, help_text='Bytes.')),
                ('digest', models.CharField(editable=False, help_text='SHA-256 of the file.', max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('import_ref', models.CharField(blank=True, editable=False, max_length=255)),
                ('import_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('uploaded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['-uploaded_at', '-id'], name='images_file_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('import_ref', ''), _negated=True), fields=('import_ref',), name='images_file_import_ref_unique', violation_error_message='This file has been imported already.')],
            },
        ),
        migrations.AddIndex(
            model_name='image',
            index=models.Index(fields=['-uploaded_at', '-id'], name='images_image_newest'),
        ),
        migrations.AddIndex(
            model_name='image',
            index=models.Index(fields=['digest'], name='images_image_digest'),
        ),
        migrations.AddIndex(
            model_name='image',
            index=models.Index(fields=['file'], name='images_image_file'),
        ),
        migrations.AddConstraint(
            model_name='image',
            constraint=models.UniqueConstraint(condition=models.Q(('import_ref', ''), _negated=True), fields=('import_ref',), name='images_image_import_ref_unique', violation_error_message='This image has been imported already.'),
        ),
        migrations.AddConstraint(
            model_name='image',
            constraint=models.CheckConstraint(condition=models.Q(('height__gt', 0), ('width__gt', 0)), name='images_image_has_size', violation_error_message='An image is at least one pixel wide and high.'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.UniqueConstraint(fields=('image', 'format', 'width'), name='images_rendition_unique', violation_error_message='This rendition has been made already.'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.CheckConstraint(condition=models.Q(('format__in', ['avif', 'webp'])), name='images_rendition_known_format', violation_error_message='A rendition is AVIF or WebP.'),
        ),
    ]
