"""An address of old may lead to a picture or a file: attachments had pages."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def one_of(*targets):
    condition = Q()
    for target in targets:
        condition |= Q(**{f"{target}__isnull": False})
    return models.CheckConstraint(
        condition=condition,
        name='blog_redirect_has_target',
        violation_error_message='Choose what the old address leads to.',
    )


BEFORE = ("post", "page", "category", "tag", "author")


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0003_lists_have_their_order_in_an_index"),
        ("images", "0002_renditions_have_one_index"),
    ]

    operations = [
        migrations.AddField(
            model_name='redirect',
            name='image',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='images.image'),
        ),
        migrations.AddField(
            model_name='redirect',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='images.file'),
        ),
        migrations.RemoveConstraint(
            model_name='redirect', name='blog_redirect_has_target'
        ),
        migrations.AddConstraint(
            model_name='redirect', constraint=one_of(*BEFORE, "image", "file")
        ),
    ]
